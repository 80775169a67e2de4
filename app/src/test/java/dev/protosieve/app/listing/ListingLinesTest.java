package dev.protosieve.app.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.listing.Listing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListingLinesTest {

    private static ListingLines lines(CompileReport report, Optional<Listing> before, List<ListingLine> shown) {
        return ListingLines.of(new ListingLines.Request(new Check(report, new VerifierAnswer.NotAsked("")),
                report.listing().orElseThrow(), before, shown));
    }

    @Test
    void rowsThatWereOnlyAddedAreMarkedWhenTheComparisonBegins(@TempDir Path folder) {
        CompileReport one = Samples.report(Samples.document(folder, Samples.HEAD + "drop if msg.page == 1\n"));
        CompileReport two = Samples.report(
                Samples.document(folder, Samples.HEAD + "drop if msg.page == 1\ndrop if msg.safe\n"));
        ListingLines plain = lines(two, Optional.empty(), List.of());
        assertEquals("", ListingLines.difference(plain.lines()));
        assertEquals(-1, ListingLines.firstDifference(plain.lines()));
        ListingLines compared = lines(two, one.listing(), plain.lines());
        assertTrue(compared.changed());
        assertTrue(compared.lines().get(ListingLines.firstDifference(compared.lines())) instanceof ListingLine.Code code
                && code.added());
        assertTrue(ListingLines.difference(compared.lines()).startsWith("+"));
        assertFalse(lines(two, one.listing(), compared.lines()).changed());
        List<ListingLine> onlyAdded = compared.lines().stream().filter(l -> !(l instanceof ListingLine.Removed))
                .toList();
        assertEquals(plain.lines().size(), onlyAdded.size());
        assertTrue(lines(two, Optional.empty(), onlyAdded).changed(), "the signs go with the comparison");
    }
}
