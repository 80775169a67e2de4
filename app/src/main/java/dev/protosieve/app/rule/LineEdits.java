package dev.protosieve.app.rule;

import dev.protosieve.app.session.UniqueLabels;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.Statements;
import dev.protosieve.engine.rule.Words;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Edits of whole lines: moving, copying, switching off. Statements that run over lines stay together. */
final class LineEdits {

    private static final String ACTION = String.join("|", Words.ACTIONS);
    private static final Pattern RULE = Pattern
            .compile("(\\s*)(off[ \\t]+)?((?:\"(?:[^\"\\\\]|\\\\.)*\"[ \\t]*)?(?:" + ACTION + ")\\b.*)",
                    Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("(\\s*)# ?(.*)");

    private LineEdits() {
    }

    /** The lines that a selection touches, as whole statements, without the last line end. */
    private static Span lines(String text, Span selected) {
        int start = selected.start();
        int end = selected.length() > 0 && text.charAt(selected.end() - 1) == '\n' ? selected.end() - 1
                : selected.end();
        for (Span statement : Statements.in(text)) {
            if (statement.start() <= end && statement.end() >= start) {
                start = Math.min(start, statement.start());
                end = Math.max(end, statement.end());
            }
        }
        return new Span(lineStart(text, start), lineEnd(text, end));
    }

    private static int lineStart(String text, int at) {
        return at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    }

    private static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /** Writes {@code off} in front of rules and {@code #} in front of other lines, or takes both away again. */
    static TextEdit toggle(String text, Span selected) {
        Span lines = lines(text, selected);
        String old = text.substring(lines.start(), lines.end());
        Matcher rule = RULE.matcher(old);
        boolean one = rule.matches() && Statements.in(old).size() == 1;
        String changed = one ? rule.group(1) + (rule.group(2) == null ? "off " : "") + rule.group(3) : comment(old);
        int moved = changed.length() - old.length();
        int caret = Math.max(lines.start(), Math.min(lines.start() + changed.length(), selected.end() + moved));
        return selected.length() == 0 ? TextEdit.at(one ? "switch a rule" : "comment", lines, changed, caret)
                : new TextEdit(one ? "switch a rule" : "comment", lines, changed, lines.start(),
                        lines.start() + changed.length());
    }

    private static String comment(String old) {
        List<String> lines = List.of(old.split("\n", -1));
        boolean all = lines.stream().allMatch(l -> l.isBlank() || COMMENT.matcher(l).matches());
        return lines.stream().map(l -> all ? uncommented(l) : l.isBlank() ? l : "# " + l)
                .collect(Collectors.joining("\n"));
    }

    private static String uncommented(String line) {
        Matcher comment = COMMENT.matcher(line);
        return comment.matches() ? comment.group(1) + comment.group(2) : line;
    }

    /** The selected lines a second time, below. */
    static TextEdit duplicate(String text, Span selected) {
        Span lines = lines(text, selected);
        String copy = "\n" + fresh(text, text.substring(lines.start(), lines.end()));
        return new TextEdit("duplicate lines", new Span(lines.end(), lines.end()), copy,
                selected.start() + copy.length(), selected.end() + copy.length());
    }

    /** A rule's label may stand once in a file. */
    private static String fresh(String text, String lines) {
        return UniqueLabels.in(read(lines), read(text).rules());
    }

    private static RuleSyntax read(String text) {
        return RuleParser.parse(new SourceText("copied", text), new ArrayList<>());
    }

    /** The selected lines change places with the statement above or below; empty at the ends of the file. */
    static Optional<TextEdit> move(String text, Span selected, boolean up) {
        Span own = lines(text, selected);
        if (up ? own.start() == 0 : own.end() == text.length()) {
            return Optional.empty();
        }
        int at = up ? own.start() - 1 : own.end() + 1;
        Span other = lines(text, new Span(at, at));
        Span both = own.union(other);
        String mine = text.substring(own.start(), own.end());
        String theirs = text.substring(other.start(), other.end());
        int by = up ? other.start() - own.start() : other.length() + 1;
        return Optional.of(new TextEdit(up ? "move lines up" : "move lines down", both,
                up ? mine + "\n" + theirs : theirs + "\n" + mine, selected.start() + by, selected.end() + by));
    }
}
