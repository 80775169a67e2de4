package dev.protosieve.engine.rule;

import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds where statements begin and end: at the end of a line, unless a bracket is open or an operator trails. Knows comments
 * and CEL's strings, so that what stands in them does not count. Every character is looked at a bounded number of times.
 */
final class LineScanner {

    private final String text;
    /** Once such a string was never closed, three quotes are read as one empty string and a quote. */
    private boolean tripleSingleUnclosed;
    private boolean tripleDoubleUnclosed;

    private int at;
    private int depth;
    private int outermostOpen;
    private int firstClose;
    private int end;
    private boolean operatorTrails;
    private List<Problem> problems = new ArrayList<>();

    LineScanner(String text) {
        this.text = text;
    }

    /**
     * The extent of one statement.
     *
     * @param end behind its last character that is no blank and no comment
     * @param next where the following statement may begin
     * @param firstClose where the first bracket that was opened is closed; -1 without one
     */
    record Line(int start, int end, int next, int firstClose, List<Problem> problems) {
    }

    /** Something that is never closed. */
    record Problem(String code, Span span, String message, String hint) {
    }

    /** The first character at or behind {@code from} that is no blank and no comment. */
    int skipBlank(int from) {
        int i = from;
        while (i < text.length()) {
            if (isBlank(text.charAt(i))) {
                i++;
            } else if (isComment(i)) {
                i = lineEnd(i);
            } else {
                return i;
            }
        }
        return i;
    }

    /** The statement that begins at {@code start}. */
    Line read(int start) {
        at = start;
        end = start;
        depth = 0;
        firstClose = -1;
        operatorTrails = false;
        problems = new ArrayList<>();
        while (at < text.length() && !(text.charAt(at) == '\n' && endsHere())) {
            step();
        }
        if (depth > 0) {
            problems.add(new Problem("rule.unclosed-bracket", new Span(outermostOpen, outermostOpen + 1),
                    "this " + text.charAt(outermostOpen) + " is never closed", ""));
        }
        return new Line(start, end, at, firstClose, problems);
    }

    /** At a line end: inside a statement that goes on, only the unmistakable beginning of another one ends it. */
    private boolean endsHere() {
        return depth == 0 && !operatorTrails || StatementStart.isAt(text, at + 1);
    }

    private void step() {
        char c = text.charAt(at);
        if (isBlank(c)) {
            at++;
        } else if (isComment(at)) {
            at = lineEnd(at);
        } else {
            token(c);
            end = at;
        }
    }

    private void token(char c) {
        int start = at;
        if (isQuote(c)) {
            string(false);
        } else if (isWordStart(c)) {
            word();
        } else {
            bracket(c);
            at++;
        }
        operatorTrails = isOperator(start);
    }

    /** Whether the token from {@code start} to here wants something behind it. */
    private boolean isOperator(int start) {
        return at - start == 1 && "&|=!<>+-*/%?:,.".indexOf(text.charAt(start)) >= 0
                || at - start == 2 && text.startsWith("in", start);
    }

    private void word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && isQuote(text.charAt(at)) && at - start <= 2) {
            String prefix = text.substring(start, at).toLowerCase(Locale.ROOT);
            if (prefix.equals("r") || prefix.equals("b") || prefix.equals("rb") || prefix.equals("br")) {
                string(prefix.contains("r"));
            }
        }
    }

    private void bracket(char c) {
        if ("([{".indexOf(c) >= 0) {
            if (depth++ == 0) {
                outermostOpen = at;
            }
        } else if (")]}".indexOf(c) >= 0 && depth > 0 && --depth == 0 && firstClose < 0) {
            firstClose = at;
        }
    }

    private void string(boolean raw) {
        int open = at;
        char quote = text.charAt(at);
        String triple = String.valueOf(quote).repeat(3);
        boolean long3 = text.startsWith(triple, at) && !(quote == '"' ? tripleDoubleUnclosed : tripleSingleUnclosed);
        String close = long3 ? triple : String.valueOf(quote);
        for (at += close.length(); at < text.length() && (long3 || text.charAt(at) != '\n'); at++) {
            if (text.startsWith(close, at)) {
                at += close.length();
                return;
            }
            if (!raw && text.charAt(at) == '\\' && at + 1 < text.length() && (long3 || text.charAt(at + 1) != '\n')) {
                at++;
            }
        }
        unclosed(open, quote, long3);
    }

    private void unclosed(int open, char quote, boolean long3) {
        tripleDoubleUnclosed |= long3 && quote == '"';
        tripleSingleUnclosed |= long3 && quote == '\'';
        at = lineEnd(open);
        while (at > open + 1 && isBlank(text.charAt(at - 1))) {
            at--;
        }
        problems.add(new Problem("rule.unclosed-string", new Span(open, open + (long3 ? 3 : 1)),
                "this string is never closed",
                long3 ? "" : "a string ends on its own line; \"\"\"...\"\"\" may run over lines"));
    }

    /** The text with every character of a comment replaced by a blank: what CEL is to read, at unchanged offsets. */
    static String withoutComments(String text) {
        LineScanner scanner = new LineScanner(text);
        StringBuilder clean = new StringBuilder(text);
        while (scanner.at < text.length()) {
            int from = scanner.at;
            boolean comment = scanner.isComment(from);
            scanner.step();
            for (int i = from; comment && i < scanner.at; i++) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    /** Where that word stands behind a blank, outside of brackets, strings and comments; -1 when it does not. */
    static int find(String word, String text, int from, int end) {
        LineScanner scanner = new LineScanner(text.substring(from, end));
        while (scanner.at < end - from) {
            int start = scanner.at;
            boolean open = scanner.depth > 0;
            scanner.step();
            if (!open && scanner.at - start == word.length() && scanner.text.startsWith(word, start)
                    && (start == 0 || isBlank(scanner.text.charAt(start - 1)))) {
                return from + start;
            }
        }
        return -1;
    }

    private boolean isComment(int i) {
        return text.charAt(i) == '#' || text.startsWith("//", i);
    }

    private int lineEnd(int from) {
        int found = text.indexOf('\n', from);
        return found < 0 ? text.length() : found;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\uFEFF';
    }

    static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) || c >= '0' && c <= '9';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
