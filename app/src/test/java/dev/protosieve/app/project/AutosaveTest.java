package dev.protosieve.app.project;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.task.Patience;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.text.LineEnds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutosaveTest {

    private static final String TYPED = "drop if msg.query == \"\u00fcber\"\nno newline at the end";

    @TempDir
    private Path folder;
    private final Workers workers = new Workers(Throwable::printStackTrace);

    /** What the killed process runs: types once and waits. */
    static final class Typist {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (Workers threads = new Workers(Throwable::printStackTrace)) {
                Autosave autosave = new Autosave(Path.of(arguments[0]), threads, System.err::println);
                Path file = Path.of(arguments[1]);
                autosave.changed(Document.opened(file, Files.readString(file)));
                autosave.changed(new Document(Optional.of(file), file.getParent(), TYPED, "saved"));
                System.out.println("typed");
                System.out.flush();
                Thread.sleep(60_000);
            }
        }
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private boolean hasDraft() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> f.toString().endsWith(".draft"));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void keepsWhatWasTypedWhenTheProcessIsKilled(@TempDir Path work) throws IOException, InterruptedException {
        Path file = Files.writeString(work.resolve("a.sieve"), "saved");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Typist.class.getName(), folder.toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader()) {
            assertEquals("typed", out.readLine());
            long typed = System.nanoTime();
            Patience.await("the draft", this::hasDraft);
            assertTrue(System.nanoTime() - typed < TimeUnit.SECONDS.toNanos(5));
            assertEquals(List.of(), Draft.abandoned(folder), "a living process holds its draft");
        } finally {
            // SIGKILL: no hook runs
            process.destroyForcibly().waitFor();
        }
        List<Draft> found = Draft.abandoned(folder);
        assertEquals(1, found.size());
        Document document = found.getFirst().read().orElseThrow();
        assertEquals(TYPED, document.text());
        assertEquals("saved", document.saved());
        assertEquals(Optional.of(file), document.file());
        found.getFirst().discard();
        assertFalse(hasDraft());
    }

    @Test
    void keepsWhatWasTypedWhileAllWorkersAreBusy() {
        CountDownLatch free = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            workers.execute(() -> Patience.await("the end of other work", () -> free.getCount() == 0));
        }
        Autosave autosave = new Autosave(folder, workers, System.err::println);
        autosave.changed(Document.unsaved(folder, TYPED));
        Patience.await("the draft", this::hasDraft);
        free.countDown();
        autosave.close();
    }

    @Test
    void offersADraftToOneWindowOnly() throws IOException {
        Draft mine = Draft.begin(folder);
        mine.write(Document.unsaved(folder, "text"));
        assertEquals(List.of(), Draft.abandoned(folder));
        mine.close();
        List<Draft> first = Draft.abandoned(folder);
        assertEquals(1, first.size());
        assertEquals(List.of(), Draft.abandoned(folder));
        first.getFirst().close();
        assertEquals(1, Draft.abandoned(folder).size());
    }

    @Test
    void aDraftIsNeverThereWithoutItsHolder() throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Path> free = new CopyOnWriteArrayList<>();
        Thread other = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(f -> f.toString().endsWith(".draft")).forEach(free::add);
                } catch (IOException | UncheckedIOException e) {
                    // gone meanwhile
                }
            }
        });
        for (int i = 0; i < 200; i++) {
            Draft.begin(folder).close();
        }
        stop.set(true);
        assertDoesNotThrow(() -> other.join());
        assertEquals(0, free.size(), "drafts without text");
        assertEquals(0, Files.list(folder).count());
    }

    @Test
    void findsTheTextAlsoWhenTheRuleFileCannotBeRead() throws IOException {
        Path file = Files.write(folder.resolve("latin1.sieve"), new byte[]{(byte) 0xe4});
        try (Draft draft = Draft.begin(folder)) {
            Document typed = new Document(Optional.of(file), folder, TYPED, "saved", LineEnds.CRLF);
            draft.write(typed);
            assertEquals(Optional.of(new Document(Optional.of(file), folder, TYPED, "", LineEnds.CRLF)), draft.read());
        }
    }

    @Test
    void leavesNothingBehindWhenTextIsSavedOrTheWindowIsClosed() throws IOException {
        Autosave autosave = new Autosave(folder.resolve("d"), workers, _ -> {
        });
        autosave.changed(Document.unsaved(folder, "text"));
        assertTrue(autosave.flush());
        assertTrue(Files.list(folder.resolve("d")).anyMatch(f -> f.toString().endsWith(".draft")));
        autosave.changed(Document.opened(folder.resolve("a"), "text"));
        autosave.flush();
        assertTrue(Files.list(folder.resolve("d")).noneMatch(f -> f.toString().endsWith(".draft")));
        autosave.close();
        assertEquals(0, Files.list(folder.resolve("d")).count());
    }

    @Test
    void saysOnceThatItCannotWrite() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "not a folder").resolve("drafts");
        List<String> said = new CopyOnWriteArrayList<>();
        Autosave autosave = new Autosave(blocked, workers, said::add);
        for (int i = 0; i < 3; i++) {
            autosave.changed(Document.unsaved(folder, "text " + i));
            assertFalse(autosave.flush());
        }
        assertEquals(1, said.size());
        assertTrue(said.getFirst().contains("Nothing is lost while the window is open"), said::toString);
    }
}
