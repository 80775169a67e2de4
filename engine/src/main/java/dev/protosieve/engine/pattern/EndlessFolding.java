package dev.protosieve.engine.pattern;

import dev.protosieve.engine.text.Span;
import java.util.Optional;

/**
 * Finds what RE2/J never comes back from: under {@code (?i)} it follows a character through all its cases until it is there
 * again, which for some (U+1C80) it never is, because the Java platform knows more cases than its tables
 * (github.com/google/re2j/issues/168).
 */
final class EndlessFolding {

    private static final int NOT_A_NUMBER = -1;

    private final ProgramReader reader;
    private final String text;
    private int at;

    private EndlessFolding(ProgramReader reader, String text) {
        this.reader = reader;
        this.text = text;
    }

    /** The characters of the pattern that would not end, as offsets; a range outside of a class counts too. */
    static Optional<Span> find(ProgramReader reader, String pattern) {
        return pattern.chars().allMatch(c -> c < 0x80) && !pattern.contains("\\x{") || !folds(pattern)
                ? Optional.empty() : new EndlessFolding(reader, pattern).find();
    }

    /** Whether some group switches cases off; {@code (?P<i>} counts too. */
    private static boolean folds(String pattern) {
        for (int i = pattern.indexOf("(?"); i >= 0; i = pattern.indexOf("(?", i + 1)) {
            int end = i + 2;
            while (end < pattern.length() && pattern.charAt(end) != ')' && pattern.charAt(end) != ':') {
                end++;
            }
            if (pattern.substring(i, end).indexOf('i') >= 0) {
                return true;
            }
        }
        return false;
    }

    private Optional<Span> find() {
        int last = NOT_A_NUMBER;
        int before = 0;
        int start = 0;
        while (at < text.length()) {
            int begin = at;
            int rune = rune();
            boolean range = before == '-' && last != NOT_A_NUMBER;
            if (rune != NOT_A_NUMBER && reader.foldsForever(range ? last : rune, rune)) {
                return Optional.of(new Span(range ? start : begin, at));
            }
            if (rune != '-') {
                last = rune;
                start = begin;
            }
            before = rune;
        }
        return Optional.empty();
    }

    /** The next character, an escaped one by its number. */
    private int rune() {
        if (!text.startsWith("\\x{", at)) {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
            int rune = text.codePointAt(at);
            at += Character.charCount(rune);
            return rune;
        }
        int end = text.indexOf('}', at);
        String digits = end < 0 ? "" : text.substring(at + 3, end);
        at = end < 0 ? text.length() : end + 1;
        return digits.matches("[0-9a-fA-F]{1,6}") ? Integer.parseInt(digits, 16) : NOT_A_NUMBER;
    }
}
