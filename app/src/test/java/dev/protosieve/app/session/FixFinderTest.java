package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.task.Patience;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.schema.MissingImport;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a disk that is only asked, so that it can be as slow as one likes. */
final class FixFinderTest {

    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final Workbench bench = new Workbench(Document.unsaved(Path.of("/rules"), "schema \"a.proto\"\n"));
    private final Queue<String> searched = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> limits = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        workers.close();
    }

    private void find(FixFinder.Search disk) {
        Sources sources = new Sources(bench, new SchemaLoader(ProtoCompiler.bundled()), workers, Runnable::run);
        new FixFinder(bench, sources, workers, Runnable::run, disk);
    }

    private static Diagnostic missing(int file, String name) {
        return Diagnostic.error("schema.missing-import", Place.of("/rules/f" + file + ".proto"),
                "the import \"" + name + "\" is not found", "");
    }

    private void report(List<Diagnostic> found) {
        bench.check().set(new Check(CompileReport.nothing(bench.document().get().source()).with(found),
                new VerifierAnswer.NotAsked("")));
    }

    private List<Path> answer(MissingImport missing, Duration limit, BooleanSupplier overtaken) {
        searched.add(missing.name());
        limits.add(limit);
        if (missing.name().startsWith("slow")) {
            Patience.await("a newer compile", overtaken);
        }
        return List.of(Path.of("/rules/root"));
    }

    @Test
    void anImportThatManyFilesMissIsSearchedForOnce() {
        find(this::answer);
        List<Diagnostic> found = IntStream.range(0, 10).boxed()
                .flatMap(i -> Stream.of(missing(i, "x/b.proto"), missing(i, "c.proto"))).toList();
        report(found);
        Patience.await("the fixes", () -> !bench.fixes().get().isEmpty());
        assertEquals(List.of("x/b.proto", "c.proto"), List.copyOf(searched));
        assertEquals(found, bench.fixes().get().stream().filter(f -> f.title().equals("Add import \"root\""))
                .map(QuickFix::mends).toList());
        assertTrue(limits.poll().compareTo(limits.poll()) > 0, "all names have one limit together");
    }

    @Test
    void aSearchEndsWhenThereIsANewerCompile() {
        find(this::answer);
        report(List.of(missing(1, "slow/a.proto"), missing(1, "never.proto")));
        Patience.await("the search", () -> !searched.isEmpty());
        report(List.of(missing(1, "newer.proto")));
        Patience.await("the fixes", () -> !bench.fixes().get().isEmpty());
        assertEquals(List.of("slow/a.proto", "newer.proto"), List.copyOf(searched));
    }
}
