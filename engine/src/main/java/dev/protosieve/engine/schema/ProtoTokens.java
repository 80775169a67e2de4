package dev.protosieve.engine.schema;

/** The tokens of a .proto text, one after the other; comments and blanks are passed over, mistakes are protoc's business. */
final class ProtoTokens {

    private final String text;
    private int at;
    private int start;
    private int depth;

    ProtoTokens(String text) {
        this.text = text;
    }

    /** Goes to the next token: a word, a quoted string, or one other character; false at the end. */
    boolean next() {
        if (!skipBlank()) {
            start = at;
            return false;
        }
        start = at;
        char first = text.charAt(at++);
        if (isQuote(first)) {
            skipString(first);
        } else if (Character.isJavaIdentifierStart(first)) {
            while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
        } else if (first == '{') {
            depth++;
        } else if (first == '}' && depth > 0) {
            depth--;
        }
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return at;
    }

    /** How many braces are open behind the token. */
    int depth() {
        return depth;
    }

    boolean is(String word) {
        return at - start == word.length() && text.startsWith(word, start);
    }

    boolean is(char sign) {
        return at > start && text.charAt(start) == sign;
    }

    boolean isWord() {
        return at > start && Character.isJavaIdentifierStart(text.charAt(start));
    }

    boolean isString() {
        return at > start && isQuote(text.charAt(start));
    }

    String word() {
        return text.substring(start, at);
    }

    /** What stands between the quotes. */
    String content() {
        return text.substring(start + 1, Math.max(start + 1, at - 1));
    }

    private boolean skipBlank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (c == '/' && text.startsWith("//", at)) {
                at = orEnd(text.indexOf('\n', at));
            } else if (c == '/' && text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                at = close < 0 ? text.length() : close + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipString(char quote) {
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            if (c == '\\' && at < text.length()) {
                at++;
            }
        }
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private int orEnd(int index) {
        return index < 0 ? text.length() : index;
    }
}
