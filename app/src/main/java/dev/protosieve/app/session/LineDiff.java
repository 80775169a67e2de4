package dev.protosieve.app.session;

import java.util.ArrayList;
import java.util.List;

/** Two texts side by side, line by line. */
public final class LineDiff {

    /** The table below grows with the product of both; longer texts are told apart from their first difference on. */
    private static final int MOST_LINES = 2_000;

    private LineDiff() {
    }

    /** Which of the two texts has the line. */
    public enum Side {
        BOTH,
        MINE,
        THEIRS
    }

    /** One line. */
    public record Line(Side side, String text) {
    }

    public static List<Line> of(String mine, String theirs) {
        List<String> a = mine.lines().toList();
        List<String> b = theirs.lines().toList();
        int start = 0;
        while (start < a.size() && start < b.size() && a.get(start).equals(b.get(start))) {
            start++;
        }
        List<Line> lines = new ArrayList<>();
        a.subList(0, start).forEach(l -> lines.add(new Line(Side.BOTH, l)));
        List<String> restA = a.subList(start, a.size());
        List<String> restB = b.subList(start, b.size());
        if (restA.size() > MOST_LINES || restB.size() > MOST_LINES) {
            restA.forEach(l -> lines.add(new Line(Side.MINE, l)));
            restB.forEach(l -> lines.add(new Line(Side.THEIRS, l)));
        } else {
            walk(restA, restB, common(restA, restB), lines);
        }
        return lines;
    }

    /** By the lengths of the longest common rests. */
    private static int[][] common(List<String> a, List<String> b) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                length[i][j] = a.get(i).equals(b.get(j)) ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static void walk(List<String> a, List<String> b, int[][] length, List<Line> lines) {
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                lines.add(new Line(Side.BOTH, a.get(i++)));
                j++;
            } else if (j == b.size() || i < a.size() && length[i + 1][j] >= length[i][j + 1]) {
                lines.add(new Line(Side.MINE, a.get(i++)));
            } else {
                lines.add(new Line(Side.THEIRS, b.get(j++)));
            }
        }
    }
}
