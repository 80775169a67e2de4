package dev.protosieve.app.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.listing.ListingDiff.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingDiffTest {

    @Test
    void jumpsThatOnlyMovedAreTheSame() {
        assertEquals(List.of(new Row.Same(0), new Row.Added(1), new Row.Same(2)),
                ListingDiff.of(List.of("if r1 == 0 goto pc+3", "exit"),
                        List.of("if r1 == 0 goto pc+4", "r0 = 1", "exit")));
    }

    @Test
    void changedRowsAreTheOldOneAndTheNewOne() {
        assertEquals(List.of(new Row.Same(0), new Row.Removed(1), new Row.Added(1), new Row.Same(2)),
                ListingDiff.of(List.of("a", "r0 = 1", "b"), List.of("a", "r0 = 2", "b")));
    }

    @Test
    void keepsEveryRowOfBothInOrder() {
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            List<String> before = text(random);
            List<String> after = text(random);
            List<String> old = new ArrayList<>();
            List<String> now = new ArrayList<>();
            for (Row row : ListingDiff.of(before, after)) {
                switch (row) {
                    case Row.Same(int index) -> {
                        old.add(after.get(index));
                        now.add(after.get(index));
                    }
                    case Row.Added(int index) -> now.add(after.get(index));
                    case Row.Removed(int index) -> old.add(before.get(index));
                }
            }
            assertEquals(before, old);
            assertEquals(after, now);
        }
    }

    private static List<String> text(Random random) {
        return IntStream.range(0, random.nextInt(12)).mapToObj(_ -> "r" + random.nextInt(4)).toList();
    }
}
