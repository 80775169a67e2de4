package dev.protosieve.app.rule;

import dev.protosieve.engine.rule.Statements;
import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.text.Span;
import java.util.List;
import java.util.Optional;

/** What a keystroke does beside its character: closing what it opens, stepping over what is there, indenting. */
final class TypingAid {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final String STEP = "    ";

    private TypingAid() {
    }

    /** Empty when the character goes in as it is. */
    static Optional<TextEdit> typed(String text, Span selected, char c) {
        int at = selected.end();
        boolean quote = c == '"' || c == '\'';
        if (selected.length() > 0) {
            return OPENING.indexOf(c) >= 0 || quote ? Optional.of(around(text, selected, c)) : Optional.empty();
        }
        boolean inString = inString(text, at);
        boolean inComment = inComment(text, at);
        char next = at < text.length() ? text.charAt(at) : '\n';
        if (next == c && !inComment && (CLOSING.indexOf(c) >= 0 && !inString || quote && closesHere(text, at))) {
            return Optional.of(TextEdit.at("typing", new Span(at, at + 1), String.valueOf(c), at + 1));
        }
        boolean free = Character.isWhitespace(next) || CLOSING.indexOf(next) >= 0 || ",;".indexOf(next) >= 0;
        if (inString || inComment || !free) {
            return Optional.empty();
        }
        if (OPENING.indexOf(c) >= 0) {
            return Optional.of(pair(at, "" + c + CLOSING.charAt(OPENING.indexOf(c))));
        }
        boolean behindWord = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))
                && !"rRbB".contains(text.substring(at - 1, at)) || at > 0 && text.charAt(at - 1) == c;
        return quote && !behindWord ? Optional.of(pair(at, "" + c + c)) : Optional.empty();
    }

    private static TextEdit pair(int at, String both) {
        return TextEdit.at("typing", new Span(at, at), both, at + 1);
    }

    private static TextEdit around(String text, Span selected, char c) {
        char close = OPENING.indexOf(c) >= 0 ? CLOSING.charAt(OPENING.indexOf(c)) : c;
        String inner = text.substring(selected.start(), selected.end());
        return new TextEdit("typing", selected, c + inner + close, selected.start() + 1, selected.end() + 1);
    }

    /** Backspace between a pair takes both; empty when it is the usual one. */
    static Optional<TextEdit> erased(String text, Span selected) {
        int at = selected.end();
        if (selected.length() > 0 || at == 0 || at == text.length()) {
            return Optional.empty();
        }
        String both = text.substring(at - 1, at + 1);
        boolean pair = List.of("()", "[]", "{}", "\"\"", "''").contains(both);
        return pair ? Optional.of(TextEdit.at("typing", new Span(at - 1, at + 1), "", at - 1)) : Optional.empty();
    }

    /** A new line, indented as the statement goes on there. */
    static TextEdit newLine(String text, Span selected) {
        int at = selected.start();
        int start = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
        String line = text.substring(start, at);
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        Span statement = Statements.at(text.substring(0, at) + "\n", at + 1);
        boolean goesOn = statement.length() > 0 && statement.start() < at && statement.start() >= start;
        boolean within = statement.length() > 0 && statement.start() < at;
        String added = goesOn ? indent + STEP : within ? indent : line.isBlank() ? indent : ofStatement(text, at);
        boolean between = at > 0 && at < text.length() && List.of("()", "[]", "{}").contains(text.substring(at - 1,
                at + 1)) && selected.length() == 0;
        String tail = between ? "\n" + indent : "";
        return TextEdit.at("typing", selected, "\n" + added + tail, at + 1 + added.length());
    }

    /** The indent of the line in which the statement that ends here began. */
    private static String ofStatement(String text, int at) {
        Span statement = Statements.at(text, at);
        int start = statement.start() == 0 ? 0 : text.lastIndexOf('\n', statement.start() - 1) + 1;
        return text.substring(start, Math.max(start, statement.start())).replaceAll("\\S.*", "");
    }

    private static Optional<Token> tokenAround(String text, int at) {
        Span statement = Statements.at(text, at);
        int from = statement.length() == 0 ? at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1 : statement.start();
        return Token.in(text, from, at).stream().reduce((_, last) -> last).filter(t -> t.end() >= at);
    }

    static boolean inComment(String text, int at) {
        return tokenAround(text, at).filter(t -> t.type() == Token.Type.COMMENT).isPresent();
    }

    private static boolean inString(String text, int at) {
        return tokenAround(text, at).filter(t -> t.type() == Token.Type.STRING)
                .filter(t -> t.end() > at || !isClosed(t.in(text))).isPresent();
    }

    private static boolean isClosed(String string) {
        char last = string.charAt(string.length() - 1);
        return string.indexOf(last) < string.length() - 1 && (last == '"' || last == '\'');
    }

    private static boolean closesHere(String text, int at) {
        return tokenAround(text, at).filter(t -> t.type() == Token.Type.STRING && t.end() == at + 1).isPresent();
    }
}
