package dev.protosieve.app.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.Beside;
import dev.protosieve.app.session.RunSnapshot.Chart;
import dev.protosieve.app.session.RunSnapshot.GroupCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
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

    @ParameterizedTest
    @CsvSource({"1, 10, 0, '1 value \u00b7 10 packets'", "2, 20, 0, '2 values \u00b7 20 packets'",
            "5000, 1000, 0, 'top 2 of 5,000 values \u00b7 1,000 packets \u00b7 others 980 (98.0 %)'",
            "2, 25, 5, '2 values \u00b7 25 packets \u00b7 others 5 (20.0 %)'"})
    void saysWhatIsInNoLineOfTheGroups(int values, long packets, long lost, String words) {
        List<GroupCount> top = List.of(new GroupCount("\"ada\"", 10, 600, 1), new GroupCount("\"bob\"", 10, 600, 1));
        RuleGroups groups = new RuleGroups(2, "by author", "msg.author", values, packets, lost,
                top.subList(0, Math.min(values, 2)));
        assertEquals(words, MonitorViewModel.words(groups));
        assertEquals(lost > 0, MonitorViewModel.full(groups).startsWith("5 packets have no value here"));
    }
}
