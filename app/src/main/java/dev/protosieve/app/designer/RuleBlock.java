package dev.protosieve.app.designer;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A rule as its block shows it; nothing in it changes when other rules grow or move.
 *
 * @param number from 1; 0 for the file's {@code match}
 * @param argument of its action, as the file has it
 * @param condition its text; absent for a rule that always holds
 * @param comment above it in the file, or empty
 * @param types changes when the types of the message do, by which operators and constants are shown
 * @param line where it begins
 * @param instructions that were made for it
 */
record RuleBlock(int number, boolean enabled, Optional<String> label, Action action, String argument,
        Optional<String> condition, String comment, int types, int line, int instructions, List<Problem> problems) {

    /**
     * What was found wrong with a block.
     *
     * @param path of the block; the rule itself where {@code inCondition} is false
     */
    record Problem(boolean inCondition, List<Integer> path, Severity severity, String message, String hint) {

        boolean isError() {
            return severity == Severity.ERROR;
        }
    }

    RuleBlock {
        problems = List.copyOf(problems);
    }

    /** Whether it differs from the other in nothing but its line and the number of instructions. */
    boolean isLike(RuleBlock other) {
        return equals(new RuleBlock(other.number, other.enabled, other.label, other.action, other.argument,
                other.condition, other.comment, other.types, line, instructions, other.problems));
    }

    /** Whether it says the same, switched on or off. */
    boolean says(RuleBlock other) {
        return label.equals(other.label) && action == other.action && argument.equals(other.argument)
                && condition.equals(other.condition);
    }

    String text() {
        return condition.orElse("");
    }
}
