package dev.protosieve.engine.typed;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which known names a mistyped one may have meant. */
final class NearNames {

    private static final int SHOWN = 3;

    private NearNames() {
    }

    /** {@code did you mean 'a' or 'b'?}; a list of what there is when nothing is near; empty when there is nothing. */
    static String hint(String wrong, Collection<String> known) {
        List<String> near = nearest(wrong, known);
        if (!near.isEmpty()) {
            return "did you mean '" + String.join("' or '", near) + "'?";
        }
        return known.isEmpty() || known.size() > 12 ? "" : "known: " + String.join(", ", known);
    }

    static List<String> nearest(String wrong, Collection<String> known) {
        int bound = Math.max(2, wrong.length() / 3);
        String low = wrong.toLowerCase(Locale.ROOT);
        return known.stream().filter(k -> distance(low, k.toLowerCase(Locale.ROOT)) <= bound)
                .sorted(Comparator.comparingInt(k -> distance(low, k.toLowerCase(Locale.ROOT)))).limit(SHOWN).toList();
    }

    /** Insertions, deletions, substitutions and exchanges of neighbours (Damerau-Levenshtein, restricted). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
