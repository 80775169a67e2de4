package dev.protosieve.app.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What changed between two listings; where a jump goes to does not count, since it moves with every row between. */
final class ListingDiff {

    private static final Pattern JUMP = Pattern.compile("pc[+-]\\d+");
    /** More edits than this are shown as one block of old and one of new rows. */
    private static final int MOST_EDITS = 1_500;

    /** One row of the comparison. */
    sealed interface Row {

        /** @param index in the new list */
        record Same(int index) implements Row {
        }

        /** @param index in the new list */
        record Added(int index) implements Row {
        }

        /** @param index in the old list */
        record Removed(int index) implements Row {
        }
    }

    private ListingDiff() {
    }

    /** All rows in order, removed ones before those that are there instead. */
    static List<Row> of(List<String> before, List<String> after) {
        String[] old = normal(before);
        String[] now = normal(after);
        int start = 0;
        while (start < Math.min(old.length, now.length) && old[start].equals(now[start])) {
            start++;
        }
        int oldEnd = old.length;
        int nowEnd = now.length;
        while (oldEnd > start && nowEnd > start && old[oldEnd - 1].equals(now[nowEnd - 1])) {
            oldEnd--;
            nowEnd--;
        }
        List<Row> rows = new ArrayList<>(now.length);
        for (int i = 0; i < start; i++) {
            rows.add(new Row.Same(i));
        }
        middle(Arrays.copyOfRange(old, start, oldEnd), Arrays.copyOfRange(now, start, nowEnd), start, rows);
        for (int i = nowEnd; i < now.length; i++) {
            rows.add(new Row.Same(i));
        }
        return rows;
    }

    private static String[] normal(List<String> rows) {
        return rows.stream().map(r -> JUMP.matcher(r).replaceAll("pc")).toArray(String[]::new);
    }

    /** The shortest edit script (Myers, "An O(ND) Difference Algorithm", 1986), found forward and walked back. */
    private static void middle(String[] old, String[] now, int shift, List<Row> into) {
        List<int[]> history = new ArrayList<>();
        int most = Math.min(MOST_EDITS, old.length + now.length);
        int[] reach = new int[2 * most + 3];
        int edits = -1;
        for (int d = 0; d <= most && edits < 0; d++) {
            history.add(reach.clone());
            for (int k = -d; k <= d; k += 2) {
                int x = k == -d || k != d && reach[most + k] < reach[most + k + 2] ? reach[most + k + 2]
                        : reach[most + k] + 1;
                int y = x - k;
                while (x < old.length && y < now.length && old[x].equals(now[y])) {
                    x++;
                    y++;
                }
                reach[most + 1 + k] = x;
                if (x >= old.length && y >= now.length) {
                    edits = d;
                    break;
                }
            }
        }
        if (edits < 0) {
            block(old.length, now.length, shift, into);
        } else {
            back(old, now, shift, history, edits, most, into);
        }
    }

    private static void block(int old, int now, int shift, List<Row> into) {
        for (int i = 0; i < old; i++) {
            into.add(new Row.Removed(i + shift));
        }
        for (int i = 0; i < now; i++) {
            into.add(new Row.Added(i + shift));
        }
    }

    private static void back(String[] old, String[] now, int shift, List<int[]> history, int edits, int most,
            List<Row> into) {
        List<Row> reversed = new ArrayList<>();
        int x = old.length;
        int y = now.length;
        for (int d = edits; d >= 0; d--) {
            int[] reach = history.get(d);
            int k = x - y;
            boolean down = k == -d || k != d && reach[most + k] < reach[most + k + 2];
            int from = d == 0 ? 0 : down ? reach[most + k + 2] : reach[most + k];
            int fromY = d == 0 ? 0 : from - (down ? k + 1 : k - 1);
            while (x > from + (down || d == 0 ? 0 : 1) && y > fromY + (down && d > 0 ? 1 : 0)) {
                reversed.add(new Row.Same(--y + shift));
                x--;
            }
            if (d > 0) {
                reversed.add(down ? new Row.Added(--y + shift) : new Row.Removed(--x + shift));
            }
        }
        into.addAll(reversed.reversed());
    }
}
