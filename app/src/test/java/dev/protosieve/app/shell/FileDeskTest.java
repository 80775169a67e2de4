package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.project.Draft;
import dev.protosieve.app.project.Settings;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from a worker is delivered when the test wants it. */
final class FileDeskTest {

    @TempDir
    private Path folder;

    private final FxThread fx = new FxThread();
    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final BlockingQueue<Runnable> late = new LinkedBlockingQueue<>();
    private final Workbench bench = new Workbench(Document.unsaved(Path.of("").toAbsolutePath(), ""));
    private final Overlay overlay = new Overlay(new Pane());
    private Document rules;

    @BeforeEach
    void start() {
        fx.start();
        rules = Samples.document(folder, "# mine\n");
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private void onFx(Runnable work) {
        CompletableFuture.runAsync(work, fx).join();
    }

    private Sources sources() {
        return new Sources(bench, Samples.pipeline().schemas(), workers, late::add, folder.resolve("servers"));
    }

    private FileDesk desk(Sources sources) {
        return desk(sources, Optional.empty());
    }

    private FileDesk desk(Sources sources, Optional<Settings> settings) {
        return new FileDesk(bench, sources, new Stage(), overlay, settings, () -> {
        }, () -> false);
    }

    private void takeWhatCameLate() throws InterruptedException {
        Runnable end = late.poll(60, TimeUnit.SECONDS);
        onFx(end);
    }

    /** The text that stands when a schema was being opened meanwhile and its end came late. */
    private String textAfter(Consumer<FileDesk> meanwhile) throws InterruptedException {
        onFx(() -> {
            Sources sources = sources();
            FileDesk desk = desk(sources);
            desk.openSchema(folder.resolve("t.proto"));
            meanwhile.accept(desk);
            assertTrue(sources.busy().get().isEmpty());
        });
        takeWhatCameLate();
        return bench.document().get().text();
    }

    @Test
    void whatIsOpenedMeanwhileIsNotReplacedByASchemaThatComesLate() throws Exception {
        assertEquals("# mine\n", textAfter(desk -> desk.open(rules.file().orElseThrow())));
        assertEquals("# recovered", textAfter(desk -> desk.recover(Document.unsaved(folder, "# recovered"))));
        assertEquals("", textAfter(FileDesk::forget));
    }

    @Test
    void aSchemaIsOpenedAsOneWhereRulesAreAskedFor() throws Exception {
        Path schema = folder.resolve("t.proto");
        Settings settings = Settings.read(folder.resolve("settings.conf"));
        onFx(() -> desk(sources(), Optional.of(settings)).openChosen(schema));
        takeWhatCameLate();
        assertTrue(bench.document().get().text().startsWith("schema  \"t.proto\"\nmessage t.Ask\n"));
        assertEquals(List.of(), settings.recent("rules"));
        assertEquals(List.of(schema), settings.recent("schema"));
    }

    @Test
    void aSchemaIsOpenedAsOneThoughItIsRememberedAsRules() throws Exception {
        Path schema = folder.resolve("t.proto");
        Settings settings = Settings.read(folder.resolve("settings.conf"));
        settings.opened("rules", schema);
        onFx(() -> desk(sources(), Optional.of(settings)).openAny(schema));
        takeWhatCameLate();
        assertTrue(bench.document().get().text().startsWith("schema  \"t.proto\"\n"));
        assertEquals(List.of(schema), MenuRow.recent(settings).toList());
    }

    @Test
    void asksAboutRulesOnASchemaOnlyWhenTheyWereEdited() throws Exception {
        onFx(() -> desk(sources()).openSchema(folder.resolve("t.proto")));
        takeWhatCameLate();
        String begun = bench.document().get().text();
        AtomicInteger run = new AtomicInteger();
        onFx(() -> {
            FileDesk desk = desk(sources());
            desk.unlessUnsaved(run::incrementAndGet);
            assertEquals(1, run.get());
            bench.type(begun + "drop\n");
            desk.unlessUnsaved(run::incrementAndGet);
            assertEquals(1, run.get(), "asked first");
            bench.type(begun);
            desk.unlessUnsaved(run::incrementAndGet);
            assertEquals(2, run.get());
        });
    }

    @Test
    void rulesWithoutAFileAreNamedAfterTheirSchema() {
        onFx(() -> {
            FileDesk desk = desk(sources());
            assertEquals("untitled.sieve", desk.proposedName());
            bench.open(Document.unsaved(folder, Samples.HEAD));
            assertEquals("t.sieve", desk.proposedName());
            bench.open(Document.unsaved(folder, "schema \".\"\n"));
            assertEquals(folder.getFileName() + ".sieve", desk.proposedName());
            bench.open(Document.opened(folder.resolve("mine.sieve"), Samples.HEAD));
            assertEquals("mine.sieve", desk.proposedName());
        });
    }

    @Test
    void rulesMayBeCalledAnythingWhereRulesAreAskedFor() throws Exception {
        Path odd = Files.writeString(folder.resolve("rules.txt"), "# odd\n");
        onFx(() -> {
            desk(sources()).openChosen(odd);
            assertEquals("# odd\n", bench.document().get().text());
        });
    }

    private void press(String answer) {
        ((Button) overlay.lookup("#" + answer)).fire();
    }

    @Test
    void theSafetyCopyStaysUntilTheWindowHasOneOfItsOwn() throws Exception {
        Path drafts = folder.resolve("drafts");
        Draft draft = Draft.begin(drafts);
        draft.write(Document.unsaved(folder, "# typed"));
        onFx(() -> {
            new Recovery(overlay, desk(sources()), List.of(draft)).offer();
            press("recover");
            assertEquals("# typed", bench.document().get().text());
        });
        assertEquals(1, Draft.abandoned(drafts).size());
    }

    @Test
    void theTextOfTheFileIsTakenAsOneStepOfUndo() throws Exception {
        bench.open(rules);
        bench.type("# typed\n");
        Files.writeString(rules.file().orElseThrow(), "# theirs\n");
        onFx(() -> {
            desk(sources()).save();
            press("take-theirs");
            assertEquals("# theirs\n", bench.document().get().text());
            assertFalse(bench.document().get().isDirty());
            bench.undo();
            assertEquals("# typed\n", bench.document().get().text());
        });
    }

    @Test
    void whatCannotBeSavedElsewhereStaysAsItWas() {
        String text = Samples.HEAD + "drop\n";
        bench.open(Samples.document(folder, text));
        onFx(() -> desk(sources()).write(folder.resolve("missing/t.sieve"), () -> {
        }));
        assertEquals(text, bench.document().get().text());
    }

    @Test
    void theFirstFileNamesItsSchemaFromItsOwnFolder() throws Exception {
        Path schema = Files.copy(folder.resolve("t.proto"),
                Files.createDirectory(folder.resolve("src")).resolve("a.proto"));
        onFx(() -> {
            FileDesk desk = desk(sources());
            bench.open(Document.unsaved(Path.of("/"), "schema \"" + schema + "\"\n"));
            desk.write(folder.resolve("first.sieve"), () -> {
            });
            assertEquals("schema \"src/a.proto\"\n", bench.document().get().text());
            assertFalse(bench.document().get().isDirty());
        });
        assertEquals("schema \"src/a.proto\"\n", Files.readString(folder.resolve("first.sieve")));
    }

    @Test
    void dialogsDoNotBeginWhereTheWindowKeepsWhatServersTold() {
        Document told = Document.unsaved(folder.resolve("servers"), "");
        onFx(() -> {
            bench.open(told);
            FileDesk desk = desk(sources());
            assertEquals(Path.of(System.getProperty("user.home")), desk.beginning());
            bench.open(rules);
            bench.open(told);
            assertEquals(folder, desk.beginning());
            desk.create();
            assertEquals(folder, bench.document().get().folder());
        });
    }
}
