package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.event.SeriesBuffer;
import org.junit.jupiter.api.Test;

final class RatesTest {

    private static final long STEP = Rates.STEP_NANOS;

    private final SeriesBuffer series = Rates.buffer();

    private double[] drawn(int end, int count) {
        return new Rates(series).perSecond(end, count);
    }

    @Test
    void drawsSteadyTrafficFlatHoweverTheReadingsFall() {
        for (int reading = 0; reading < 10; reading++) {
            Rates.spread(series, reading * STEP * 2 / 5, (reading + 1) * STEP * 2 / 5, 100);
        }
        assertArrayEquals(new double[]{500, 500, 500, 500}, drawn(4, 4));
        assertEquals(500, new Rates(series).lastSecond(4));
    }

    @Test
    void losesNothingWhereNobodyReadForLong() {
        Rates.spread(series, STEP / 3, 3 * STEP + STEP / 2, 7);
        assertArrayEquals(new double[]{2, 6, 4, 2}, drawn(4, 4));
    }

    @Test
    void addsWhatWasCountedBetweenReadingsAtOneMoment() {
        Rates.spread(series, STEP, STEP, 3);
        assertArrayEquals(new double[]{0, 6, 0}, drawn(3, 3));
    }
}
