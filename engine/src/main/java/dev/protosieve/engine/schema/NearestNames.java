package dev.protosieve.engine.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** "Did you mean": the known names that are closest to a wrong one. */
public final class NearestNames {

    private static final int MOST = 3;
    /** Longer words are no typing mistakes, and the table below grows with the product of both lengths. */
    private static final int LONGEST = 200;

    private NearestNames() {
    }

    /** At most three names, nearest first, letter case ignored; empty when nothing is near. */
    public static List<String> of(String wrong, Collection<String> known) {
        if (wrong.isEmpty() || wrong.length() > LONGEST) {
            return List.of();
        }
        return known.stream().distinct().filter(name -> name.length() <= LONGEST)
                .map(name -> new Candidate(name, distance(fold(wrong), fold(name))))
                .filter(c -> c.isNear(wrong))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST).map(Candidate::name).toList();
    }

    /** {@code did you mean a, b or c?}; empty when nothing is near. */
    public static String hint(String wrong, Collection<String> known) {
        List<String> near = of(wrong, known);
        if (near.isEmpty()) {
            return "";
        }
        String last = near.getLast();
        String head = String.join(", ", near.subList(0, near.size() - 1));
        return "did you mean " + (head.isEmpty() ? last : head + " or " + last) + "?";
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Edits to come from one to the other: insert, delete, replace, or swap two neighbours. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private record Candidate(String name, int distance) {

        boolean isNear(String wrong) {
            int shorter = Math.min(wrong.length(), name.length());
            boolean extended = shorter >= 3 && fold(name).startsWith(fold(wrong));
            return extended || distance <= Math.max(1, shorter / 3);
        }
    }
}
