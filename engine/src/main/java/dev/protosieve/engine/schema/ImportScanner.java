package dev.protosieve.engine.schema;

import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds the import statements of a .proto text; protoc judges everything else. */
final class ImportScanner {

    private final String text;
    private int at;
    private int depth;

    private ImportScanner(String text) {
        this.text = text;
    }

    /**
     * One import statement.
     *
     * @param span the quoted string
     * @param name what stands between the quotes
     */
    record Import(Span span, String name) {
    }

    static List<Import> scan(String text) {
        return new ImportScanner(text).imports();
    }

    private List<Import> imports() {
        List<Import> found = new ArrayList<>();
        boolean statementStarts = true;
        while (skipBlank()) {
            int start = at;
            String token = token();
            if (statementStarts && depth == 0 && token.equals("import")) {
                importName(found);
            }
            statementStarts = text.charAt(start) == ';' || text.charAt(start) == '}';
        }
        return found;
    }

    private void importName(List<Import> found) {
        while (skipBlank() && Character.isJavaIdentifierStart(text.charAt(at))) {
            token(); // public, weak or option
        }
        int start = at;
        int end = at;
        StringBuilder name = new StringBuilder();
        while (skipBlank() && isQuote(text.charAt(at))) {
            String part = token(); // adjacent strings are one, as in C
            name.append(part, 1, Math.max(1, part.length() - 1));
            end = at;
        }
        if (end > start) {
            found.add(new Import(new Span(start, end), name.toString()));
        }
    }

    /** Moves to the next token; false at the end. */
    private boolean skipBlank() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                at = orEnd(text.indexOf('\n', at));
            } else if (text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                at = close < 0 ? text.length() : close + 2;
            } else if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    /** A word, a quoted string, or one other character. */
    private String token() {
        int start = at;
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
        return text.substring(start, at);
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
