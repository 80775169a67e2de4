package dev.protosieve.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One word, string, number, sign or comment of a rule file, right or wrong; {@code [start, end)} in the text. */
public record Token(Type type, int start, int end) {

    /** What it looks like. */
    public enum Type {
        COMMENT,
        STRING,
        NUMBER,
        WORD,
        /** A bracket, or an operator of one or two characters. */
        SIGN
    }

    /** All tokens that begin in a part of the text; what stands between them is blank. Total and linear. */
    public static List<Token> in(String text, int from, int to) {
        List<Token> tokens = new ArrayList<>();
        int at = from;
        while (at < to) {
            if (LineScanner.isBlank(text.charAt(at))) {
                at++;
            } else {
                Token token = at(text, at);
                tokens.add(token);
                at = token.end;
            }
        }
        return tokens;
    }

    private static Token at(String text, int at) {
        char c = text.charAt(at);
        if (c == '#' || text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return new Token(Type.COMMENT, at, end < 0 ? text.length() : end);
        }
        int word = wordEnd(text, at);
        if (isQuote(text, at) || word - at <= 2 && word > at && isQuote(text, word)
                && text.substring(at, word).matches("[rR]?[bB]?|[bB][rR]")) {
            return new Token(Type.STRING, at, stringEnd(text, at, word));
        }
        if (word > at) {
            return new Token(Character.isDigit(c) ? Type.NUMBER : Type.WORD, at, word);
        }
        return new Token(Type.SIGN, at, at + (isPair(text, at) ? 2 : 1));
    }

    /** Whether an operator of two characters is there. */
    private static boolean isPair(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return switch (text.charAt(at)) {
            case '&', '|' -> next == text.charAt(at);
            case '=', '!', '<', '>' -> next == '=';
            default -> false;
        };
    }

    /** Of a word or a number; numbers have signs only in their exponents. */
    private static int wordEnd(String text, int start) {
        boolean number = Character.isDigit(text.charAt(start));
        boolean hex = number && text.regionMatches(true, start, "0x", 0, 2);
        int at = start;
        while (at < text.length() && (LineScanner.isWordPart(text.charAt(at))
                || number && text.charAt(at) == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))
                || number && !hex && at > start && "+-".indexOf(text.charAt(at)) >= 0
                        && "eE".indexOf(text.charAt(at - 1)) >= 0)) {
            at++;
        }
        return at;
    }

    private static int stringEnd(String text, int start, int open) {
        boolean raw = text.substring(start, open).toLowerCase(Locale.ROOT).contains("r");
        String quote = text.substring(open, open + 1);
        String triple = quote.repeat(3);
        boolean runsOn = text.startsWith(triple, open) && text.indexOf(triple, open + 3) >= 0;
        String close = runsOn ? triple : quote;
        int at = open + close.length();
        while (at < text.length() && (runsOn || text.charAt(at) != '\n')) {
            if (text.startsWith(close, at)) {
                return at + close.length();
            }
            at += !raw && text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private static boolean isQuote(String text, int at) {
        return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
    }

    public String in(String text) {
        return text.substring(start, end);
    }

    /** Whether it is exactly that sign or word. */
    public boolean is(String text, String wanted) {
        return end - start == wanted.length() && text.startsWith(wanted, start);
    }
}
