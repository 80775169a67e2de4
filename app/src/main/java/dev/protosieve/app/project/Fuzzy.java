package dev.protosieve.app.project;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/** Finds by a few letters in their order: {@code "tgd"} finds "Toggle dark". */
public final class Fuzzy {

    private static final int AT_WORD = 8;
    private static final int IN_A_ROW = 5;

    private Fuzzy() {
    }

    private record Scored<T>(T item, int score) {
    }

    /** Those that have the letters, best first; all in their own order when there are no letters. */
    public static <T> List<T> search(String letters, List<T> items, Function<? super T, String> name) {
        if (letters.isBlank()) {
            return List.copyOf(items);
        }
        return items.stream().flatMap(item -> score(letters, name.apply(item)).stream()
                .mapToObj(score -> new Scored<>(item, score)))
                .sorted(Comparator.comparingInt((Scored<T> s) -> s.score()).reversed()).map(Scored::item).toList();
    }

    /** How well the text has the letters; empty when it has not all of them in their order. */
    static OptionalInt score(String letters, String text) {
        String wanted = letters.toLowerCase(Locale.ROOT).replace(" ", "");
        String where = text.toLowerCase(Locale.ROOT);
        int best = -1;
        for (int start = where.indexOf(wanted.charAt(0)); start >= 0; start = where.indexOf(wanted.charAt(0),
                start + 1)) {
            best = Math.max(best, from(start, wanted, where));
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private static int from(int start, String wanted, String where) {
        int score = 1000 - where.length() - start;
        int last = start - 2;
        for (char letter : wanted.toCharArray()) {
            int at = where.indexOf(letter, Math.max(start, last + 1));
            if (at < 0) {
                return -1;
            }
            score += at == last + 1 ? IN_A_ROW : 0;
            score += at == 0 || !Character.isLetterOrDigit(where.charAt(at - 1)) ? AT_WORD : 0;
            score -= at - Math.max(start, last + 1);
            last = at;
        }
        return Math.max(0, score);
    }
}
