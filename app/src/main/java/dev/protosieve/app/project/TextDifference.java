package dev.protosieve.app.project;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, for people to decide which one they want. */
public final class TextDifference {

    /** Larger texts are compared only by their common beginning and end: the table of lengths grows with the square. */
    private static final int MOST_LINES = 2_000;

    /** @param sign {@code '+'} only in the new text, {@code '-'} only in the old, blank in both */
    public record Line(char sign, String text) {
    }

    private TextDifference() {
    }

    /** All lines of both, in order. */
    public static List<Line> of(String before, String after) {
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head && tail < b.size() - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        a.subList(0, head).forEach(l -> lines.add(new Line(' ', l)));
        middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), lines);
        a.subList(a.size() - tail, a.size()).forEach(l -> lines.add(new Line(' ', l)));
        return lines;
    }

    private static void middle(List<String> a, List<String> b, List<Line> lines) {
        int[][] common = a.size() > MOST_LINES || b.size() > MOST_LINES ? new int[a.size() + 1][1] : lengths(a, b);
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            boolean table = common[0].length > 1 && i < a.size() && j < b.size();
            if (table && a.get(i).equals(b.get(j))) {
                lines.add(new Line(' ', a.get(i++)));
                j++;
            } else if (i < a.size() && (!table || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', a.get(i++)));
            } else {
                lines.add(new Line('+', b.get(j++)));
            }
        }
    }

    /** For each pair of beginnings, how many lines the rests have in common. */
    private static int[][] lengths(List<String> a, List<String> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
