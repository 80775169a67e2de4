package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.AttachingTarget;
import dev.protosieve.app.session.RunSession;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.task.AtExit;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.target.AttachPoint;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveCountsTest {

    /** As standard output once its reader has gone. */
    private static final class Broken extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final AttachingTarget target = new AttachingTarget();
    private final List<Long> seconds = new ArrayList<>();
    @TempDir
    private Path folder;
    private Optional<RunSession> session = Optional.empty();

    @BeforeEach
    void start() {
        session = Optional.of(assertInstanceOf(RunSession.Start.Started.class, RunSession.start(target,
                Samples.filter(folder, "drop if msg.page > 3\n"),
                Optional.of(AttachPoint.of(AttachingTarget.DEVICE)), workers)).session());
    }

    @AfterEach
    void close() {
        session.orElseThrow().close();
        workers.close();
    }

    private boolean print(PrintWriter out, Optional<Duration> most) throws InterruptedException {
        try (AtExit exit = new AtExit()) {
            return new LiveCounts(session.orElseThrow(), exit).print(most, () -> seconds.size() > 2, second -> {
                seconds.add(second);
                out.println(second);
            });
        }
    }

    @Test
    void printsEachSecondUntilTheTimeIsOver() throws InterruptedException {
        Writer out = new StringWriter();
        assertTrue(print(new PrintWriter(out), Optional.of(Duration.ofMillis(1_200))));
        assertEquals("1", out.toString().strip());
    }

    @Test
    void endsWhenItIsEnough() throws InterruptedException {
        assertTrue(print(new PrintWriter(new StringWriter()), Optional.empty()));
        assertEquals(List.of(1L, 2L, 3L), seconds);
    }

    @Test
    void endsWhenTheInterfaceIsGone() throws InterruptedException {
        target.takeAway();
        assertFalse(print(new PrintWriter(new StringWriter()), Optional.empty()));
        assertTrue(seconds.isEmpty(), seconds::toString);
    }

    @Test
    void endsWhenNobodyReads() throws InterruptedException {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(new Output(new Broken())), true);
        assertThrows(IOError.class, () -> print(out, Optional.empty()));
        assertEquals(List.of(1L), seconds);
    }
}
