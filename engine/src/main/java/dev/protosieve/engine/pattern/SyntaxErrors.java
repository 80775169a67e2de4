package dev.protosieve.engine.pattern;

import com.google.re2j.PatternSyntaxException;
import dev.protosieve.engine.pattern.PatternOutcome.Bad;
import java.util.ArrayDeque;

/** RE2/J's mistakes in our words, at their characters. Descriptions are the constants ERR_* of its class Parser. */
final class SyntaxErrors {

    private static final String RE2 = "RE2's syntax: letters, . [a-z] \\d \\w \\pL ^ $ \\b (a|b) * + ? {2,5} (?i)";

    private SyntaxErrors() {
    }

    static Bad explain(String pattern, PatternSyntaxException e) {
        String part = e.getPattern() == null ? "" : e.getPattern();
        return switch (e.getDescription()) {
            case "missing closing ]" -> at(pattern, part, 1, "the class that begins here is not closed", "write ]");
            case "missing closing )" -> openGroup(pattern);
            case "regexp/syntax: internal error" -> surplus(pattern);
            case "missing argument to repetition operator" ->
                at(pattern, part, part.length(), "there is nothing in front of '" + part + "' to repeat",
                        "write \\" + part + " for the character itself");
            case "invalid nested repetition operator" -> at(pattern, part, part.length(),
                    "'" + part + "' repeats a repetition", "put brackets around the inner one: (?:a*)*");
            case "invalid repeat count" -> at(pattern, part, part.length(), "the counter " + part + " cannot be",
                    "write {2}, {2,} or {2,5}, with at most 1000 and the smaller number first");
            case "trailing backslash at end of expression" ->
                new Bad(pattern.length() - 1, pattern.length(), "nothing follows the backslash",
                        "write \\\\ for the character itself");
            case "invalid escape sequence" -> escape(pattern, part);
            case "invalid character class range" -> at(pattern, part, part.length(),
                    "'" + part + "' is no range and no class of characters",
                    "write [a-z] with the smaller character first, [[:alpha:]], \\pL or \\p{Greek}");
            case "duplicate capture group name" -> new Bad(Math.max(0, pattern.lastIndexOf(part)),
                    Math.max(0, pattern.lastIndexOf(part)) + part.length(), "two groups have the name " + part,
                    "names are not needed here: (?:a)");
            case "invalid named capture", "invalid or unsupported Perl syntax" -> group(pattern, part);
            default -> new Bad(0, pattern.length(), "this is no pattern: " + e.getDescription(), RE2);
        };
    }

    private static Bad at(String pattern, String part, int length, String message, String hint) {
        int start = Math.max(0, pattern.indexOf(part));
        return new Bad(start, Math.min(pattern.length(), start + length), message, hint);
    }

    private static Bad escape(String pattern, String part) {
        String hint = part.length() > 1 && Character.isDigit(part.charAt(1))
                ? "RE2 has no back-references: it reads each character once"
                : switch (part) {
                    case "\\Z" -> "write \\z or $ for the end of the text";
                    case "\\u" -> "write \\x{20AC} for a character by its number";
                    case "\\k" -> "RE2 has no back-references: it reads each character once";
                    default -> "write \\\\ for the character itself; known are \\d \\w \\s \\b \\pL \\n \\t \\x41 and"
                            + " \\ before a sign";
                };
        return at(pattern, part, part.length(), "'" + part + "' means nothing", hint);
    }

    private static Bad group(String pattern, String part) {
        boolean around = part.startsWith("(?=") || part.startsWith("(?!") || part.startsWith("(?<=")
                || part.startsWith("(?<!");
        return at(pattern, part, Math.min(part.length(), 4),
                around ? "RE2 has no look-ahead and no look-behind" : "no group begins like this",
                around ? "combine two conditions with && and ! instead"
                        : "groups are (a), (?:a), (?P<name>a), (?i) and (?i:a)");
    }

    private static Bad openGroup(String pattern) {
        int at = bracket(pattern, true);
        return new Bad(at, at + 1, "the group that begins here is not closed", "write ), or \\( for the character");
    }

    private static Bad surplus(String pattern) {
        int at = bracket(pattern, false);
        return new Bad(at, at + 1, "this bracket closes no group", "leave it out, or write \\) for the character");
    }

    /** The last '(' that is not closed, or the first ')' that closes nothing. */
    private static int bracket(String pattern, boolean open) {
        ArrayDeque<Integer> begun = new ArrayDeque<>();
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = endOfClass(pattern, i);
                case '(' -> begun.push(i);
                case ')' -> {
                    if (begun.poll() == null && !open) {
                        return i;
                    }
                }
                default -> {
                }
            }
        }
        return begun.isEmpty() ? 0 : begun.peek();
    }

    private static int endOfClass(String pattern, int open) {
        int at = open + 1;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        at++;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }
}
