package dev.protosieve.app.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.Beside;
import dev.protosieve.app.session.RunSnapshot.Chart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MonitorViewModelTest {

    @ParameterizedTest
    @CsvSource({"0, 0, false, 0 dropped", "12, 0, true, 12 dropped", "0, 0, true, 0 would be dropped",
            "0, 5000, false, '5,000 would be dropped'", "12, 5000, false, '12 dropped, 5,000 would be dropped'"})
    void callsDroppedOnlyWhatWasDropped(long dropped, long wouldDrop, boolean observing, String words) {
        RunSnapshot snapshot = new RunSnapshot(Duration.ofSeconds(65), List.of(), Map.of(), 0, 0, 0, 7, dropped,
                wouldDrop, observing, new Beside(0, 0, List.of()), Chart.EMPTY, List.of(), true);
        assertEquals(words + " \u00b7 7 passed \u00b7 1:05 in all", MonitorViewModel.totals(snapshot));
    }
}
