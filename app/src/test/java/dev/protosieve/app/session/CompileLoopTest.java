package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.task.BackgroundTask;
import dev.protosieve.app.task.Patience;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.ProtocFinder;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.verdict.LogMapper;
import dev.protosieve.engine.verdict.RejectionCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compile whose protoc hangs once: what people see of it, and how it ends. */
final class CompileLoopTest {

    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final Queue<Runnable> ui = new ConcurrentLinkedQueue<>();
    private final BackgroundTasks tasks = new BackgroundTasks(workers, ui::add);
    @TempDir
    private Path folder;
    private Workbench bench = new Workbench(Document.unsaved(Path.of("").toAbsolutePath(), ""));

    @BeforeEach
    void begin() throws IOException {
        Path hung = folder.resolve("hung");
        Path protoc = Files.writeString(folder.resolve("protoc.sh"), """
                #!/bin/sh
                if [ ! -e %s ]; then echo $$ > %s; exec sleep 60; fi
                exec %s "$@"
                """.formatted(hung, hung, ProtocFinder.find().orElseThrow()));
        Files.setPosixFilePermissions(protoc, PosixFilePermissions.fromString("rwx------"));
        bench = new Workbench(Samples.document(folder, Samples.HEAD + "drop if msg.page > 3\n"));
        CompileLoop loop = new CompileLoop(bench, new Checker(
                new RulePipeline(new SchemaLoader(new ProtoCompiler(protoc))),
                new LogMapper(RejectionCatalogue.load())),
                new LongWork(tasks, workers, ui::add), workers, ui::add);
        loop.begin();
        await("protoc", () -> Files.exists(hung));
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private void await(String what, BooleanSupplier condition) {
        Patience.await(what, ui, condition);
    }

    @Test
    void standsInTheStatusStripAndEndsWhenItIsCancelled() {
        await("the task", () -> !tasks.running().isEmpty());
        BackgroundTask task = tasks.running().getFirst();
        assertEquals("Compiling t.sieve", task.title());
        task.cancel();
        await("its end", () -> tasks.running().isEmpty());
        await("the word", () -> bench.check().get().answer() instanceof VerifierAnswer.NotAsked(String why)
                && why.contains("cancelled"));
        bench.type(bench.document().get().text() + "# again\n");
        await("the next compile", () -> bench.check().get().report().filter().isPresent());
        assertTrue(tasks.running().isEmpty());
    }

    /** A verifier that takes for ever over one rule. */
    private static final class Slow extends OverSimulator {

        @Override
        public LoadOutcome load(CompiledFilter filter, BooleanSupplier stop) {
            if (filter.rules().rules().size() > 1) {
                return load(filter);
            }
            while (!stop.getAsBoolean()) {
                LockSupport.parkNanos(1_000_000);
            }
            return new LoadOutcome.Cancelled();
        }
    }

    @Test
    void endsAVerificationThatIsCancelledOrOvertaken() {
        bench.place().set(new Place(new Slow(), ""));
        String rule = bench.document().get().text();
        bench.type(rule + "# once\n");
        await("the task", () -> tasks.running().stream().anyMatch(t -> t.title().startsWith("Compiling")));
        tasks.running().getLast().cancel();
        await("the word", () -> bench.check().get().answer() instanceof VerifierAnswer.NotAsked(String why)
                && why.contains("cancelled") && bench.check().get().report().source().content().contains("once"));
        bench.type(rule + "# twice\n");
        await("the task again", () -> !tasks.running().isEmpty());
        bench.type(rule + "pass if msg.page > 4\n");
        await("the newer text", () -> bench.check().get().answer() instanceof VerifierAnswer.Accepted);
        await("no task", () -> tasks.running().isEmpty());
    }

    @Test
    void endsWhatANewerTextOvertakes() {
        bench.type(bench.document().get().text() + "pass if msg.page > 4\n");
        await("the compile of the newer text", () -> bench.check().get().report().filter().isPresent());
        assertEquals(bench.document().get().text(), bench.check().get().report().source().content());
        assertInstanceOf(VerifierAnswer.NotAsked.class, bench.check().get().answer());
        await("no task", () -> tasks.running().isEmpty());
    }

    @Test
    void saysNothingAboutAFileThatIsOpenedBeforeItIsCompiled() {
        bench.type(bench.document().get().text() + "drop if msg.nothing > 4\n");
        await("the mistake", () -> bench.check().get().report().hasErrors());
        Document copy = Document.opened(folder.resolve("copy.sieve"), bench.document().get().text());
        bench.open(copy);
        assertInstanceOf(VerifierAnswer.Pending.class, bench.check().get().answer());
        assertEquals(List.of(), bench.check().get().diagnostics());
        assertTrue(bench.check().get().report().schema().isPresent(), "the fields stay while it is compiled");
        await("the same mistake at its new place", () -> bench.check().get().diagnostics().stream()
                .anyMatch(d -> d.isError() && d.place().file().equals("copy.sieve")));
        bench.open(copy);
        assertTrue(bench.check().get().report().hasErrors(), "what is open already is not compiled again");
    }
}
