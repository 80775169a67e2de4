package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import java.util.Optional;

/** From tree to text: a tree prints as its own source; new statements are printed in the usual form. */
public final class RulePrinter {

    private RulePrinter() {
    }

    /** Every character of the text that the tree was read from. */
    public static String print(RuleSyntax syntax) {
        return syntax.source().content();
    }

    /**
     * A rule on one line, or more when the condition has more.
     *
     * @param condition CEL; empty for a rule that always holds. Line ends in it are kept where the statement goes on, and
     *            otherwise made to
     */
    public static String rule(Optional<String> label, Action action, String condition) {
        return rule(label, action, "", condition, Columns.NONE);
    }

    /** @param argument of the action; a usual one where it is empty */
    static String rule(Optional<String> label, Action action, String argument, String condition, Columns columns) {
        String head = label.filter(l -> !l.isBlank()).map(l -> quote(l) + " ").orElse("");
        String start = pad(head, columns.action()) + action(action, argument);
        String fitting = condition(condition);
        return fitting.isEmpty() ? start : pad(start + " ", columns.mark()) + "if " + fitting;
    }

    /** The action's word and that argument, or a usual one where it is empty. */
    static String action(Action action, String argument) {
        return action.word() + (argument.isBlank() ? usualArgument(action) : " " + argument.strip());
    }

    /** An argument to begin with, with a blank in front; empty for an action that needs none. */
    static String usualArgument(Action action) {
        return switch (action) {
            case PASS, DROP, LOG, COUNT -> "";
            case SAMPLE -> " 1/100";
            case LIMIT -> " 100/s";
        };
    }

    /** A label or a path as a statement writes it. */
    public static String quote(String value) {
        return Escapes.quote(value);
    }

    /** The condition so written that it stays one statement; as it is where it cannot be one. */
    static String condition(String text) {
        String bare = text.strip();
        if (isOneStatement(bare)) {
            return bare;
        }
        String bracketed = "(" + bare + "\n)";
        if (isOneStatement(bracketed)) {
            return bracketed;
        }
        String line = LineScanner.withoutComments(bare).replaceAll("\\s*\\R\\s*", " ").strip();
        return isOneStatement(line) ? line : bare;
    }

    private static boolean isOneStatement(String condition) {
        String statement = "drop if " + condition;
        LineScanner scanner = new LineScanner(statement);
        LineScanner.Line line = scanner.read(0);
        return line.problems().isEmpty() && scanner.skipBlank(line.next()) == statement.length();
    }

    private static String pad(String text, int column) {
        return text + " ".repeat(Math.max(0, column - text.length()));
    }

    /**
     * Where, counted from 0, the action and the word {@code if} begin when there is room.
     */
    record Columns(int action, int mark) {

        static final Columns NONE = new Columns(0, 0);
    }
}
