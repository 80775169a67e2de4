package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.task.Patience;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleEdit;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's own thread plays the FX thread. */
final class LabLoopTest {

    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final Checker checker = Samples.checker();

    @AfterEach
    void close() {
        workers.close();
    }

    private LabReport judged(Workbench bench, Runnable change) throws InterruptedException {
        Optional<LabReport> before = bench.lab().get();
        change.run();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (bench.lab().get().isEmpty() || bench.lab().get().equals(before)) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            Runnable next = ui.poll(20, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
        return bench.lab().get().orElseThrow();
    }

    @Test
    void theStepStaysWhereTheSameWayIsGoneAgain(@TempDir Path folder) throws Exception {
        Workbench bench = new Workbench(Samples.document(folder, Samples.HEAD + "drop if msg.query == \"x\"\n"));
        new LabLoop(bench, new LongWork(new BackgroundTasks(workers, ui::add), workers, ui::add), workers,
                ui::add);
        Runnable compile = () -> bench.check().set(checker
                .check(new Checker.Request(bench.document().get(), Hook.XDP, Optional.empty())));
        compile.run();
        judged(bench, () -> bench.probe().set(new Probe(Packets.query("x"), "here")));
        bench.labStep().set(7);
        judged(bench, () -> {
            bench.apply(new RuleEdit.ReplaceText(bench.document().get().text() + "expect drop { query: \"x\" }\n"));
            compile.run();
        });
        assertEquals(7, bench.labStep().get());
        judged(bench, () -> bench.probe().set(new Probe(Packets.query("long"), "here")));
        assertEquals(0, bench.labStep().get());
    }

    @Test
    void aCaptureThatIsOpenedAgainIsReadAgain(@TempDir Path folder) throws Exception {
        Workbench bench = new Workbench(Samples.document(folder, Samples.HEAD + "drop if msg.query == \"x\"\n"));
        new LabLoop(bench, new LongWork(new BackgroundTasks(workers, ui::add), workers, ui::add), workers,
                ui::add);
        Path file = folder.resolve("a.pcap");
        for (List<String> queries : List.of(List.of("x"), List.of("y", "z"))) {
            Files.write(file, pcap(queries.stream().map(Packets::query).toList()));
            bench.captureFile().set(Optional.of(new OpenedCapture(file)));
            Patience.await(queries::toString, () -> {
                Optional.ofNullable(ui.poll()).ifPresent(Runnable::run);
                return bench.capture().get().filter(c -> c.packets().size() == queries.size()).isPresent();
            });
        }
    }

    private static byte[] pcap(List<byte[]> packets) {
        ByteBuffer file = ByteBuffer.allocate(24 + packets.stream().mapToInt(p -> 16 + p.length).sum());
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(65535).putInt(1);
        packets.forEach(p -> file.putLong(0).putInt(p.length).putInt(p.length).put(p));
        return file.array();
    }
}
