package dev.protosieve.engine.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesBufferTest {

    private static final long WIDTH = 100;

    @Test
    void countsBySeriesAndBucket() {
        SeriesBuffer buffer = new SeriesBuffer(2, 4, WIDTH);
        buffer.add(0, 1000, 1);
        buffer.add(0, 1099, 1);
        buffer.add(1, 1200, 5);

        SeriesSnapshot shot = buffer.snapshot();

        assertArrayEquals(new long[]{1000, 1100, 1200}, shot.starts());
        assertArrayEquals(new long[][]{{2, 0, 0}, {0, 0, 5}}, shot.counts());
        assertArrayEquals(new long[]{2, 5}, shot.totals());
        assertEquals(7, shot.total());
        assertEquals(2e7, shot.rate(0, 0));
    }

    @Test
    void forgetsOldBucketsButNotTheirTotals() {
        SeriesBuffer buffer = new SeriesBuffer(1, 3, WIDTH);
        LongStream.range(0, 10).forEach(i -> buffer.add(0, i * WIDTH, i));

        SeriesSnapshot shot = buffer.snapshot();

        assertArrayEquals(new long[]{700, 800, 900}, shot.starts());
        assertArrayEquals(new long[][]{{7, 8, 9}}, shot.counts());
        assertArrayEquals(new long[]{45}, shot.totals());
    }

    @Test
    void takesTimesOutOfOrderAndCountsThoseTooLate() {
        SeriesBuffer buffer = new SeriesBuffer(1, 3, WIDTH);
        buffer.add(0, 1000, 1);
        buffer.add(0, 800, 2);
        buffer.add(0, 700, 4);

        SeriesSnapshot shot = buffer.snapshot();

        assertArrayEquals(new long[]{800, 900, 1000}, shot.starts());
        assertArrayEquals(new long[][]{{2, 0, 1}}, shot.counts());
        assertEquals(4, shot.late());
        assertArrayEquals(new long[]{7}, shot.totals());
    }

    @Test
    void showsEmptyBucketsWhileNothingHappens() {
        SeriesBuffer buffer = new SeriesBuffer(1, 3, WIDTH);
        buffer.add(0, 0, 1);
        buffer.advance(100_000);

        assertArrayEquals(new long[]{99_800, 99_900, 100_000}, buffer.snapshot().starts());
        assertArrayEquals(new long[][]{{0, 0, 0}}, buffer.snapshot().counts());
    }

    @Test
    void beginsEmpty() {
        assertEquals(0, new SeriesBuffer(1, 3, WIDTH).snapshot().starts().length);
    }

    @Test
    void staysConsistentWhileOthersLook() throws InterruptedException, ExecutionException {
        SeriesBuffer buffer = new SeriesBuffer(2, 8, WIDTH);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> writing = writer
                    .submit(() -> LongStream.range(0, 200_000).forEach(i -> buffer.add((int) (i & 1), i, 1)));
            long before = 0;
            while (!writing.isDone()) {
                SeriesSnapshot shot = buffer.snapshot();
                assertTrue(shot.total() >= before);
                before = shot.total();
                long difference = shot.totals()[0] - shot.totals()[1];
                assertTrue(difference == 0 || difference == 1, "difference " + difference);
            }
            writing.get();
        }
        assertEquals(200_000, buffer.snapshot().total());
    }
}
