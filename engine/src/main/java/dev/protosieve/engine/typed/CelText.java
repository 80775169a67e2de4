package dev.protosieve.engine.typed;

import java.util.Optional;

/** Looks at CEL text character by character: just enough of its tokens to find where a sub-expression ends. */
public final class CelText {

    private CelText() {
    }

    /**
     * The condition with every comment ({@code # ...} of the rule file, {@code // ...} of CEL) replaced by spaces, so that
     * CEL reads it and all offsets stay.
     */
    public static String withoutComments(String condition) {
        if (condition.indexOf('#') < 0 && condition.indexOf("//") < 0) {
            return condition;
        }
        StringBuilder text = new StringBuilder(condition);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isQuote(c)) {
                at = endOfString(text, at);
            } else if (c == '#' || c == '/' && at + 1 < text.length() && text.charAt(at + 1) == '/') {
                at = blankLine(text, at);
            } else {
                at++;
            }
        }
        return text.toString();
    }

    /**
     * The same on one line: breaks between tokens become a space, those in a string {@code \n}. Empty where a string has one that
     * cannot be written so.
     */
    public static Optional<String> onOneLine(String condition) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        while (at < condition.length()) {
            char c = condition.charAt(at);
            if (isQuote(c)) {
                int end = endOfString(condition, at);
                String string = condition.substring(at, end);
                if (string.indexOf('\r') >= 0 || string.contains("\\\n")
                        || isRaw(condition, at) && string.contains("\n")) {
                    return Optional.empty();
                }
                line.append(string.replace("\n", "\\n"));
                at = end;
            } else if (c == '\n' || c == '\r') {
                line.setLength(skipSpaceBack(line, line.length()));
                line.append(' ');
                at = skipSpace(condition, at);
            } else {
                line.append(c);
                at++;
            }
        }
        return Optional.of(line.toString().strip());
    }

    private static int blankLine(StringBuilder text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n') {
            text.setCharAt(at++, ' ');
        }
        return at;
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    static boolean isNamePart(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /**
     * The offset behind the string whose opening quote is at {@code quote}; at the end of its line when it is not closed.
     * Whether it is raw is seen from the letters in front (CEL language definition, "String and Bytes Values").
     */
    static int endOfString(CharSequence text, int quote) {
        char mark = text.charAt(quote);
        boolean triple = matches(text, quote, mark, 3);
        boolean raw = isRaw(text, quote);
        int at = quote + (triple ? 3 : 1);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && !raw) {
                at += 2;
            } else if (triple ? matches(text, at, mark, 3) : c == mark) {
                return at + (triple ? 3 : 1);
            } else if (c == '\n' && !triple) {
                return at;
            } else {
                at++;
            }
        }
        return text.length();
    }

    private static boolean matches(CharSequence text, int at, char mark, int times) {
        for (int i = 0; i < times; i++) {
            if (at + i >= text.length() || text.charAt(at + i) != mark) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRaw(CharSequence text, int quote) {
        int start = quote;
        while (start > 0 && isNamePart(text.charAt(start - 1))) {
            start--;
        }
        String prefix = text.subSequence(start, quote).toString();
        return prefix.length() <= 2 && (prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0);
    }

    /** The offset behind the string that begins at {@code at}, with the letters in front of its quote. */
    public static int endOfLiteral(CharSequence text, int at) {
        return endOfString(text, endOfName(text, at));
    }

    /** The offset behind the bracket that closes the one at {@code open}; the end of the text when none does. */
    static int endOfBracket(CharSequence text, int open) {
        int depth = 0;
        int at = open;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isQuote(c)) {
                at = endOfString(text, at);
                continue;
            }
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            at++;
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    /** Whether brackets close in order and no comma stands outside of them: the text can only be one expression. */
    static boolean standsAlone(CharSequence text) {
        int depth = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isQuote(c)) {
                at = endOfString(text, at);
                continue;
            }
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            if (depth < 0 || depth == 0 && c == ',') {
                return false;
            }
            at++;
        }
        return depth == 0;
    }

    /** The first offset from {@code at} on that is no white space. */
    static int skipSpace(CharSequence text, int at) {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    /** The offset behind the last character before {@code at} that is no white space. */
    static int skipSpaceBack(CharSequence text, int at) {
        int next = at;
        while (next > 0 && Character.isWhitespace(text.charAt(next - 1))) {
            next--;
        }
        return next;
    }

    static int endOfName(CharSequence text, int at) {
        int next = at;
        if (next < text.length() && text.charAt(next) == '`') {
            next++;
            while (next < text.length() && text.charAt(next) != '`') {
                next++;
            }
            return Math.min(next + 1, text.length());
        }
        while (next < text.length() && isNamePart(text.charAt(next))) {
            next++;
        }
        return next;
    }

    static int startOfName(CharSequence text, int end) {
        int start = end;
        while (start > 0 && isNamePart(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** The start of a name with dots, whose last part ends at {@code end}. */
    static int startOfDottedName(CharSequence text, int end) {
        int start = startOfName(text, end);
        int dot = skipSpaceBack(text, start);
        while (dot > 0 && text.charAt(dot - 1) == '.') {
            start = startOfName(text, skipSpaceBack(text, dot - 1));
            dot = skipSpaceBack(text, start);
        }
        return start;
    }
}
