package dev.protosieve.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.emit.Optimisation;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each optimisation makes of a program: {@code before.txt} and {@code after.txt}, with no other one done.
 * {@code -Dgolden.update=true} writes them anew.
 */
final class OptimisationGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/optimisations");

    @ParameterizedTest
    @EnumSource
    void listingBeforeAndAfterIsWhatIsWritten(Optimisation pass) throws IOException {
        Path folder = CASES.resolve(pass.word());
        Set<Optimisation> all = EnumSet.allOf(Optimisation.class);
        Listing before = compile(folder, all);
        Listing after = compile(folder, EnumSet.complementOf(EnumSet.of(pass)));
        expect(folder.resolve("before.txt"), text(before));
        expect(folder.resolve("after.txt"), text(after));
        assertNotEquals(text(before), text(after));
        for (Listing listing : new Listing[]{before, after}) {
            assertTrue(
                    listing.rows().stream().allMatch(r -> r.origin().span().end() > 0 && !r.origin().step().isEmpty()),
                    "instructions without an origin");
        }
    }

    private static Listing compile(Path folder, Set<Optimisation> without) throws IOException {
        Path rules = folder.resolve("2-rule.sieve");
        Path protoc = Path.of(System.getProperty("protosieve.protoc"));
        CompileReport report = new RulePipeline(new SchemaLoader(new ProtoCompiler(protoc))).compile(
                new SourceText("2-rule.sieve", Files.readString(rules)), folder,
                EmitOptions.of(Hook.XDP, KernelFeatures.ALL).withEvents(EventLayout.OFF).without(without));
        return report.listing().orElseThrow();
    }

    private static String text(Listing listing) {
        return listing.rows().stream().map(row -> String.format("%4d %-44s ; %s%n", row.slot(), row.text(),
                row.origin().step())).collect(Collectors.joining());
    }

    private static void expect(Path file, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            assertFalse(Boolean.parseBoolean(System.getenv("CI")), "golden files are not written in CI");
            Files.writeString(file, actual);
        }
        assertTrue(Files.exists(file), "missing: " + file);
        assertEquals(Files.readString(file), actual, file::toString);
    }
}
