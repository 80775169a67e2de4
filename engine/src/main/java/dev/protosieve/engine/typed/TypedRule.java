package dev.protosieve.engine.typed;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Span;
import java.util.List;
import java.util.stream.Stream;

/**
 * An enabled rule whose condition is checked.
 *
 * @param number from 1, counting the disabled ones too: the number the views show
 * @param name the label, or {@code line N}
 * @param line from 1, in the rule file
 * @param condition of type BOOL; the literal {@code true} for a rule without one
 * @param span the whole statement in the rule file
 */
public record TypedRule(int number, String name, int line, Action action, Measure measure, Expr condition, Span span) {

    /** What people call it: {@code rule 1 "no A"}, or {@code rule 2 (line 9)} without a label. */
    public String title() {
        return "rule " + number + (name.equals("line " + line) ? " (" + name + ")" : " \"" + name + "\"");
    }

    /** Everything that is evaluated for the rule: its condition first. */
    public List<Expr> exprs() {
        return Stream.concat(Stream.of(condition), measure.key().stream()).toList();
    }
}
