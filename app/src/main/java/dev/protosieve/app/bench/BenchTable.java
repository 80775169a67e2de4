package dev.protosieve.app.bench;

import java.util.List;
import java.util.Map;

/**
 * What one measurement says.
 *
 * @param name of the measurement
 * @param about one sentence: what the numbers are
 * @param rows numbers and words by column, the columns in one order
 * @param bars what is hoped for
 */
public record BenchTable(String name, String about, List<Map<String, Object>> rows, List<Bar> bars) {

    /** @param text one phrase with the number that was measured */
    public record Bar(String text, boolean met) {
    }
}
