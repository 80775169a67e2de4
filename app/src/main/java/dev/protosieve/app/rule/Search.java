package dev.protosieve.app.rule;

import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is looked for in a text.
 *
 * @param problem why it cannot be looked for; empty when it can
 */
record Search(Optional<Pattern> pattern, String problem, boolean regex) {

    /** More than these are not shown at once. */
    static final int MOST = 2_000;

    static Search of(String wanted, boolean regex, boolean exactCase) {
        if (wanted.isEmpty()) {
            return new Search(Optional.empty(), "", regex);
        }
        int flags = Pattern.MULTILINE | (exactCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                | (regex ? 0 : Pattern.LITERAL);
        try {
            return new Search(Optional.of(Pattern.compile(wanted, flags)), "", regex);
        } catch (PatternSyntaxException e) {
            return new Search(Optional.empty(), "This is no regular expression: " + e.getDescription(), true);
        }
    }

    /** Every place, in order; empty matches are left out. */
    List<Span> in(String text) {
        List<Span> found = new ArrayList<>();
        pattern.ifPresent(p -> {
            Matcher matcher = p.matcher(new Patience(text));
            while (found.size() < MOST && find(matcher)) {
                if (matcher.end() > matcher.start()) {
                    found.add(new Span(matcher.start(), matcher.end()));
                }
            }
        });
        return found;
    }

    private static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (Tired | StackOverflowError _) {
            return false;
        }
    }

    /** The text with every place replaced; {@code $1} is a group of a regular expression. */
    Optional<String> replaceAll(String text, String by) {
        return pattern.flatMap(p -> {
            try {
                return Optional.of(p.matcher(new Patience(text)).replaceAll(regex ? by : Matcher.quoteReplacement(by)));
            } catch (Tired | StackOverflowError | IllegalArgumentException | IndexOutOfBoundsException _) {
                return Optional.empty();
            }
        });
    }

    /** What one place becomes. */
    Optional<String> replacement(String text, Span place, String by) {
        if (!regex) {
            return Optional.of(by);
        }
        return pattern.flatMap(p -> {
            Matcher matcher = p.matcher(text).region(place.start(), place.end()).useTransparentBounds(true);
            StringBuilder made = new StringBuilder();
            try {
                if (!matcher.find()) {
                    return Optional.empty();
                }
                matcher.appendReplacement(made, by);
                return Optional.of(made.substring(place.start()));
            } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
                return Optional.empty();
            }
        });
    }

    /** A regular expression that would try forever. */
    private static final class Tired extends RuntimeException {
        Tired() {
            super("", null, false, false);
        }
    }

    /** A text that can be looked at only so often, so that no pattern stops the window. */
    private static final class Patience implements CharSequence {
        private static final long LOOKS = 20_000_000;
        private final String text;
        private long left = LOOKS;

        Patience(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left-- < 0) {
                throw new Tired();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
