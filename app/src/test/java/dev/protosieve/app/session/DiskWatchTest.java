package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.LineEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's own thread plays the FX thread. */
final class DiskWatchTest {

    private static final String RULES = Samples.HEAD + "drop if msg.query == \"x\" && msg.page > 3\n";

    @TempDir
    private Path folder;

    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final Checker checker = Samples.checker();
    private Workbench bench;
    private DiskWatch disk;
    private Path file;
    private int compiles;

    @BeforeEach
    void open() {
        Document document = Samples.document(folder, RULES);
        file = document.file().orElseThrow();
        bench = new Workbench(document);
        compile();
        disk = new DiskWatch(bench, this::compile, workers, ui::add, Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        disk.close();
        workers.close();
    }

    private void compile() {
        compiles++;
        bench.check().set(checker.check(new Checker.Request(bench.document().get(),
                Hook.XDP, Optional.empty())));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            Runnable next = ui.poll(20, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
    }

    private void rest() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        await(() -> System.nanoTime() > end);
    }

    private String messages() {
        return bench.check().get().diagnostics().stream().map(Diagnostic::message).toList().toString();
    }

    @Test
    void schemaThatChangesIsCompiledAgainAndWhatWentAwayIsSaidOnTheRule() throws Exception {
        rest();
        assertEquals(1, compiles);
        Files.writeString(folder.resolve("t.proto"), Samples.PROTO.replace("string query = 1;", "string queries = 1;"));
        await(() -> compiles == 2);
        String since = DateTimeFormatter.ofPattern("HH:mm").format(LocalTime.ofInstant(
                Files.getLastModifiedTime(folder.resolve("t.proto")).toInstant(), ZoneId.systemDefault()));
        assertTrue(messages().contains("has no field 'query'; it was there until t.proto changed at " + since),
                this::messages);
        assertEquals("did you mean queries? It has the number 1 now",
                bench.check().get().diagnostics().getFirst().hint());
        assertEquals(RULES, bench.document().get().text());
        rest();
        Files.writeString(folder.resolve("t.proto"), Samples.PROTO.replace("int32 page = 2;", "sint64 page = 2;"));
        await(() -> compiles == 3);
        assertTrue(messages().contains("page was int32 until t.proto changed at"), this::messages);
        assertFalse(bench.check().get().report().hasErrors());
        rest();
        Files.writeString(folder.resolve("t.proto"), Samples.PROTO + "// again\n");
        await(() -> messages().equals("[]"));
        Files.delete(folder.resolve("t.proto"));
        await(() -> messages().contains("there is no such file"));
    }

    private void change(String from, String to, String said) throws Exception {
        int before = compiles;
        Files.writeString(folder.resolve("t.proto"), Samples.PROTO.replace(from, to));
        await(() -> compiles == before + 1);
        assertTrue(messages().contains(said), this::messages);
    }

    @Test
    void numbersListsAndOneofsThatChangeAreSaidOnTheRule() throws Exception {
        rest();
        change("int32 page = 2;", "int32 page = 12;", "page was number 2 until t.proto changed at");
        assertTrue(messages().contains("and is number 12 now"), this::messages);
        change("int32 page = 2;", "optional int32 page = 2;", "and is there or not now");
        change("int32 page = 2;", "oneof o { int32 page = 2; }", "and is in oneof o now");
        change("int32 page = 2;", "int32 page = 2;", "[]");
    }

    @Test
    void aChangeIsSaidOfTheFieldThatIsReadAndOfNoOtherOfThatName() throws Exception {
        String parts = "message Part { int32 page = 1; int32 size = 2; }\n";
        Files.writeString(folder.resolve("t.proto"),
                Samples.PROTO.replace("bool safe = 6;", "bool safe = 6; repeated Part parts = 7;") + parts);
        bench.apply(new RuleEdit.ReplaceText(RULES
                + "drop if msg.query == \".page\" || msg.parts.exists(p, p.size > 1)\n"));
        compile();
        assertEquals("[]", messages());
        rest();
        int before = compiles;
        Files.writeString(folder.resolve("t.proto"), Files.readString(folder.resolve("t.proto"))
                .replace("{ int32 page = 1; int32 size = 2; }", "{ int64 page = 1; sint32 size = 2; }"));
        await(() -> compiles == before + 1);
        Diagnostic only = bench.check().get().diagnostics().getFirst();
        assertEquals(1, bench.check().get().diagnostics().size(), this::messages);
        assertTrue(only.message().startsWith("size was int32 until t.proto changed at"), only.message());
        assertEquals("size", bench.document().get().source().slice(only.place().span()));
    }

    @Test
    void aChangeBetweenTheCompileAndTheFirstLookIsNoticed() throws Exception {
        disk.close();
        disk = new DiskWatch(bench, this::compile, workers, ui::add, Duration.ofMillis(500));
        rest();
        Files.writeString(folder.resolve("n.proto"), Samples.PROTO);
        bench.apply(HeaderEdits.of(bench.document().get()).setSchema("n.proto"));
        compile();
        int before = compiles;
        Files.writeString(folder.resolve("n.proto"), Samples.PROTO.replace("string query = 1;", "string other = 1;"));
        await(() -> compiles == before + 1);
        assertTrue(messages().contains("has no field 'query'"), this::messages);
    }

    @Test
    void aMessageThatMovedIsSaidAndOfferedAlsoInALargeTree() throws Exception {
        for (int i = 0; i <= SchemaLoader.MOST_EAGER; i++) {
            Files.writeString(Files.createDirectories(folder.resolve("all")).resolve("m" + i + ".proto"),
                    "syntax = \"proto3\"; message M" + i + " {}");
        }
        Files.writeString(folder.resolve("all/t.proto"), Samples.PROTO);
        bench.apply(HeaderEdits.of(bench.document().get()).setSchema("all"));
        compile();
        assertEquals("[]", messages());
        rest();
        int before = compiles;
        Files.writeString(folder.resolve("all/t.proto"), Samples.PROTO.replace("package t;", "package shop.v2;"));
        await(() -> compiles == before + 1);
        assertTrue(messages().contains("the schema has no message 't.Ask'; it was there until t.proto changed at"),
                this::messages);
        assertEquals("did you mean shop.v2.Ask?", bench.check().get().diagnostics().getFirst().hint());
    }

    @Test
    void brokenSchemaIsCompiledAgainWhenItIsMended() throws Exception {
        Files.createDirectories(folder.resolve("all/sub"));
        Files.writeString(folder.resolve("all/t.proto"),
                Samples.PROTO.replace("package t;", "package t; import \"sub/s.proto\";"));
        Files.writeString(folder.resolve("all/sub/s.proto"), "syntax = \"proto3\"; message S {}");
        bench.apply(HeaderEdits.of(bench.document().get()).setSchema("all"));
        compile();
        rest();
        int before = compiles;
        Files.writeString(folder.resolve("all/sub/s.proto"), "syntax = \"proto3\"; mess");
        await(() -> compiles == before + 1);
        assertTrue(bench.check().get().report().hasErrors(), this::messages);
        rest();
        Path other = Files.writeString(folder.resolve("all/sub/s.proto~"), "syntax = \"proto3\"; message S {}");
        Files.move(other, folder.resolve("all/sub/s.proto"), StandardCopyOption.REPLACE_EXISTING);
        await(() -> compiles == before + 2);
        assertFalse(bench.check().get().report().hasErrors(), this::messages);
        rest();
        Files.createDirectories(folder.resolve("all/new"));
        Files.writeString(folder.resolve("all/new/n.proto"), "syntax = \"proto3\"; message N {}");
        await(() -> bench.check().get().report().schema().flatMap(s -> s.message("N")).isPresent());
    }

    @Test
    void anImportThatTurnsUpInARootOrAboveIsNoticed() throws Exception {
        Files.createDirectories(folder.resolve("common"));
        Files.createDirectories(folder.resolve("protos"));
        Files.writeString(folder.resolve("protos/s.proto"), Samples.PROTO.replace("package t;",
                "package t; import \"deep/c.proto\"; import \"d.proto\";"));
        String header = RULES.replace("schema \"t.proto\"", "schema \"protos/s.proto\"\nimport \"common\"");
        bench.apply(new RuleEdit.ReplaceText(header));
        compile();
        assertTrue(messages().contains("the import \"deep/c.proto\" is not found"), this::messages);
        rest();
        int before = compiles;
        Files.createDirectories(folder.resolve("common/deep"));
        Files.writeString(folder.resolve("common/deep/c.proto"), "syntax = \"proto3\"; message C {}");
        await(() -> compiles == before + 1);
        assertFalse(messages().contains("deep/c.proto"), this::messages);
        rest();
        Files.writeString(folder.resolve("d.proto"), "syntax = \"proto3\"; message D {}");
        await(() -> compiles == before + 2);
        assertFalse(bench.check().get().report().hasErrors(), this::messages);
    }

    @Test
    void rulesThatOthersChangeAreTakenOverAsOneStepWhenNothingIsUnsaved() throws Exception {
        write(RULES + "# theirs\n");
        await(() -> bench.document().get().text().endsWith("# theirs\n"));
        assertFalse(bench.document().get().isDirty());
        bench.undo();
        assertEquals(RULES, bench.document().get().text());
        assertTrue(bench.document().get().isDirty());
        rest();
        assertEquals(RULES, bench.document().get().text());
    }

    @Test
    void unsavedWorkIsAskedAboutAndNeverLost() throws Exception {
        bench.type(RULES + "# mine\n");
        write(RULES + "# theirs\n");
        await(() -> disk.conflict().get().isPresent());
        assertEquals(RULES + "# mine\n", bench.document().get().text());
        disk.keepMine();
        rest();
        assertEquals(Optional.empty(), disk.conflict().get());
        assertEquals(RULES + "# mine\n", bench.document().get().text());
        assertTrue(bench.document().get().isDirty());
        write(RULES + "# theirs again\n");
        await(() -> disk.conflict().get().isPresent());
        disk.takeTheirs();
        assertEquals(RULES + "# theirs again\n", bench.document().get().text());
        bench.undo();
        assertEquals(RULES + "# mine\n", bench.document().get().text());
    }

    @Test
    void aFileThatIsDeletedLeavesItsTextUnsavedUntilItIsThereAgain() throws Exception {
        Files.delete(file);
        await(() -> bench.document().get().isDirty());
        assertEquals(RULES, bench.document().get().text());
        assertEquals(Optional.empty(), disk.conflict().get());
        assertEquals(Optional.of(file), disk.gone().get());
        rest();
        write(RULES);
        await(() -> !bench.document().get().isDirty());
        assertEquals(Optional.empty(), disk.gone().get());
    }

    @Test
    void aFileThatIsGoneIsSaidUntilItIsSavedOrAnotherIsOpen() throws Exception {
        Files.delete(file);
        await(() -> disk.gone().get().isPresent());
        bench.type(RULES + "# mine\n");
        rest();
        assertEquals(Optional.of(file), disk.gone().get());
        write(RULES + "# mine\n");
        bench.saved(file);
        assertEquals(Optional.empty(), disk.gone().get());
        Files.delete(file);
        await(() -> disk.gone().get().isPresent());
        bench.open(Document.unsaved(folder, RULES));
        assertEquals(Optional.empty(), disk.gone().get());
    }

    @Test
    void anEmptyFileThatIsGoneIsSaidToo() throws Exception {
        write("");
        await(() -> bench.document().get().text().isEmpty());
        rest();
        Files.delete(file);
        await(() -> disk.gone().get().isPresent());
        write("");
        await(() -> disk.gone().get().isEmpty());
    }

    @Test
    void otherLineEndsAreNoOtherText() throws Exception {
        write(RULES.replace("\n", "\r\n"));
        rest();
        assertFalse(bench.document().get().isDirty());
        assertEquals(RULES, bench.document().get().text());
        write((RULES + "# theirs\n").replace("\n", "\r\n"));
        await(() -> bench.document().get().text().equals(RULES + "# theirs\n"));
    }

    @Test
    void lineEndsOutliveTheFileAndFollowIt() throws Exception {
        write(RULES.replace("\n", "\r\n"));
        await(() -> bench.document().get().ends() == LineEnds.CRLF);
        bench.type(RULES + "# mine\n");
        Files.delete(file);
        await(() -> bench.document().get().saved().isEmpty());
        assertEquals(LineEnds.CRLF, bench.document().get().ends());
        write(RULES + "# mine\n");
        await(() -> bench.document().get().ends() == LineEnds.LF);
        assertFalse(bench.document().get().isDirty());
    }

    @Test
    void otherLineEndsUnderUnsavedWorkAreNoConflict() throws Exception {
        bench.type(RULES + "# mine\n");
        write(RULES.replace("\n", "\r\n"));
        await(() -> bench.document().get().ends() == LineEnds.CRLF);
        assertEquals(Optional.empty(), disk.conflict().get());
        assertTrue(bench.document().get().isDirty());
    }

    @Test
    void ownSaveIsNoChange() throws Exception {
        bench.type(RULES + "# mine\n");
        write(RULES + "# mine\n");
        bench.saved(file);
        rest();
        assertEquals(Optional.empty(), disk.conflict().get());
        assertFalse(bench.document().get().isDirty());
    }

    // in one step: the turns of a test are shorter than a file may stand empty on a busy machine
    private void write(String text) throws IOException {
        Path whole = Files.writeString(file.resolveSibling("whole.tmp"), text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
