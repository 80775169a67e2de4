package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.protosieve.app.remote.ServerAddress;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
final class SourcesTest {

    @TempDir
    private Path folder;

    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final RulePipeline pipeline = Samples.pipeline();
    private final Workbench bench = new Workbench(Document.unsaved(Path.of("").toAbsolutePath(), ""));
    private final List<Path> opened = new ArrayList<>();
    private Sources sources;

    @BeforeEach
    void open() {
        sources = new Sources(bench, pipeline.schemas(), workers, ui::add, folder.resolve("state/servers"));
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            Runnable next = ui.poll(50, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
    }

    private void check() {
        Document document = bench.document().get();
        bench.check().set(new Check(pipeline.compile(document.source(), document.folder(),
                EmitOptions.of(Hook.XDP, KernelFeatures.ALL)), new VerifierAnswer.NotAsked("")));
    }

    private Path write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), text);
    }

    private List<Diagnostic> problems() {
        return bench.check().get().diagnostics();
    }

    @Test
    void schemaBecomesRulesThatCompileAtOnce() throws Exception {
        sources.open(write("t.proto", Samples.PROTO));
        await(() -> sources.busy().get().isEmpty());
        assertEquals("""
                schema  "t.proto"
                message t.Ask
                match   udp.dst_port == 9000

                default pass
                """, bench.document().get().text());
        assertFalse(bench.document().get().isDirty(), "nothing was written yet");
        check();
        assertEquals(List.of(), problems());
        assertEquals(List.of("t.Ask", "t.Deep"), sources.messages().get());
    }

    @Test
    void rootsOfImportsAreFoundNearbyAndWrittenDown() throws Exception {
        write("p/lib/api/b.proto", "syntax = \"proto3\"; message B { int32 n = 1; }");
        sources.open(
                write("p/src/a.proto", "syntax = \"proto3\"; import \"api/b.proto\"; message A { B b = 1; }"));
        await(() -> sources.busy().get().isEmpty());
        assertTrue(bench.document().get().text().contains("import  \"../lib\"\nmessage A\n"),
                bench.document().get().text());
        check();
        assertEquals(List.of(), problems());
    }

    @Test
    void whatIsNoSchemaIsSaidAndWhatWasOpenStays() throws Exception {
        bench.type("# mine");
        for (Path bad : List.of(folder.resolve("nothing.proto"), Files.createDirectory(folder.resolve("empty")),
                Files.write(folder.resolve("x.binpb"), new byte[]{1, 2, 3}),
                write("only-enum.proto", "syntax = \"proto3\"; enum E { Z = 0; }"))) {
            sources.open(bad);
            await(() -> sources.busy().get().isEmpty());
            Sources.Trouble trouble = sources.trouble().get().orElseThrow();
            assertEquals("Cannot open " + bad, trouble.title());
            assertTrue(trouble.words().startsWith("T"), trouble.words());
        }
        assertEquals("# mine", bench.document().get().text());
    }

    @Test
    void mistakesInsideASchemaAreOpenedWithIt() throws Exception {
        sources.open(write("bad.proto", "syntax = \"proto3\"; message A { Missing m = 1; }"));
        await(() -> sources.busy().get().isEmpty());
        check();
        assertTrue(problems().stream().anyMatch(d -> d.message().contains("\"Missing\" is not defined")),
                problems()::toString);
    }

    @Test
    void schemasAreAddedReplacedAndTakenBackInOneStep() throws Exception {
        bench.open(Samples.document(folder, Samples.HEAD + "default pass\n"));
        sources.add(folder.resolve("more/u.proto"));
        assertTrue(bench.document().get().text().startsWith("schema \"t.proto\"\nschema  \"more/u.proto\"\nmessage"));
        sources.add(folder.resolve("more/../more/u.proto"));
        sources.replace(folder.resolve("v.zip"));
        assertTrue(bench.document().get().text().startsWith("schema \"v.zip\"\nmessage t.Ask"),
                bench.document().get().text());
        sources.choose("t.Deep");
        assertTrue(bench.document().get().text().contains("message t.Deep\n"));
        bench.undo();
        bench.undo();
        bench.undo();
        assertEquals(Samples.HEAD + "default pass\n", bench.document().get().text());
    }

    @Test
    void missingImportIsMendedWithOneClickAndTakenBackWithOne() throws Exception {
        new FixFinder(bench, sources, workers, ui::add);
        write("p/other/root/x/b.proto", "syntax = \"proto3\"; message B { int32 n = 1; }");
        write("p/src/a.proto", "syntax = \"proto3\"; import \"x/b.proto\"; message A { B b = 1; }");
        String text = "schema \"a.proto\"\nmessage A\nmatch udp.dst_port == 9000\ndrop if msg.b.n > 3\n";
        bench.open(Document.opened(write("p/src/a.sieve", text), text));
        check();
        await(() -> bench.fixes().get().size() == 2);
        assertEquals(List.of("Add import \"../other/root\"", "Choose a folder\u2026"),
                bench.fixes().get().stream().map(QuickFix::title).toList());
        bench.mend(bench.fixes().get().getFirst());
        check();
        assertEquals(List.of(), problems());
        bench.undo();
        assertEquals(text, bench.document().get().text());
        check();
        await(() -> bench.fixes().get().size() == 2);
        sources.folderAsker().set(() -> Optional.of(folder.resolve("p/other/root")));
        bench.mend(bench.fixes().get().getLast());
        check();
        assertEquals(List.of(), problems());
    }

    @Test
    void nearNamesAreOffered() throws Exception {
        new FixFinder(bench, sources, workers, ui::add);
        bench.open(Samples.document(folder, Samples.HEAD + "drop if msg.qeury == \"x\"\n"));
        check();
        await(() -> !bench.fixes().get().isEmpty());
        bench.mend(bench.fixes().get().getFirst());
        assertTrue(bench.document().get().text().contains("msg.query == \"x\""), bench.document().get().text());
        assertFalse(bench.document().get().text().contains("qeury"));
    }

    @Test
    void nothingIsOpenedOverUnsavedTextUnasked() throws Exception {
        sources.question().set(_ -> {
        });
        bench.type("# mine");
        sources.open(write("t.proto", Samples.PROTO));
        sources.openServer(new ServerAddress("localhost", 1, false));
        assertTrue(sources.busy().get().isEmpty());
        assertEquals("# mine", bench.document().get().text());
    }

    @Test
    void cancelledOpeningChangesNothing() throws Exception {
        sources.open(write("t.proto", Samples.PROTO));
        sources.busy().get().orElseThrow().cancel().run();
        assertTrue(sources.busy().get().isEmpty());
        Runnable late = ui.poll(20, TimeUnit.SECONDS);
        assertTrue(late != null);
        late.run();
        assertEquals("", bench.document().get().text());
    }

    @Test
    void whatIsTypedWhileASchemaOpensIsAskedAboutAndNeverLost() throws Exception {
        List<Runnable> asked = new ArrayList<>();
        sources.question().set(asked::add);
        sources.openFresh(write("t.proto", Samples.PROTO), opened::add);
        bench.type("# mine");
        await(() -> sources.busy().get().isEmpty());
        assertEquals("# mine", bench.document().get().text());
        assertEquals(List.of(), opened);
        assertEquals(1, asked.size());
        asked.getFirst().run();
        assertTrue(bench.document().get().text().startsWith("schema  \"t.proto\""), bench.document().get().text());
        assertEquals(List.of(folder.resolve("t.proto")), opened);
    }

    @Test
    void whatWasGivenUpBeforeIsNotAskedAboutAgain() throws Exception {
        bench.type("# given up");
        sources.question().set(_ -> fail("nothing was typed since"));
        sources.openFresh(write("t.proto", Samples.PROTO), opened::add);
        await(() -> !opened.isEmpty());
        assertTrue(bench.document().get().text().startsWith("schema  \"t.proto\""), bench.document().get().text());
    }

    @Test
    void anAnswerThatComesAfterTheCancelOpensNothing() throws Exception {
        List<Runnable> asked = new ArrayList<>();
        sources.question().set(asked::add);
        sources.openFresh(write("t.proto", Samples.PROTO), opened::add);
        bench.type("# mine");
        await(() -> !asked.isEmpty());
        sources.cancel();
        asked.getFirst().run();
        assertEquals("# mine", bench.document().get().text());
        assertEquals(List.of(), opened);
    }

    @Test
    void whatIsCancelledOpensWhenItIsAskedForAgain() throws Exception {
        Path schema = write("t.proto", Samples.PROTO);
        sources.openFresh(schema, opened::add);
        sources.cancel();
        assertTrue(sources.busy().get().isEmpty());
        sources.openFresh(schema, opened::add);
        await(() -> sources.busy().get().isEmpty());
        assertEquals(List.of(schema), opened);
    }

    @Test
    void linksAndOpeningDoNotEndEachOther() throws Exception {
        Path schema = write("t.proto", Samples.PROTO);
        List<Optional<Outcome<Schema>>> linked = new ArrayList<>();
        sources.openFresh(schema, opened::add);
        sources.link(schema, linked::add);
        sources.link(schema, linked::add);
        assertEquals("Opening t.proto", sources.busy().get().orElseThrow().title());
        await(() -> sources.busy().get().isEmpty());
        assertEquals(List.of(schema), opened);
        assertEquals(2, linked.stream().filter(l -> l.orElseThrow() instanceof Outcome.Ok<Schema>).count());
    }

    @Test
    void aFolderThatVanishesBeforeItIsReadIsSaidAndOpensWhenItIsBack() throws Exception {
        Path all = write("all/t.proto", Samples.PROTO).getParent();
        sources.openFresh(all, opened::add);
        await(() -> !opened.isEmpty());
        Files.delete(all.resolve("t.proto"));
        Files.delete(all);
        sources.openFresh(all, opened::add);
        await(() -> sources.busy().get().isEmpty());
        assertEquals("Cannot open " + all, sources.trouble().get().orElseThrow().title());
        assertTrue(bench.document().get().text().startsWith("schema  \"all\""), bench.document().get().text());
        write("all/t.proto", Samples.PROTO);
        sources.openFresh(all, opened::add);
        await(() -> sources.busy().get().isEmpty());
        assertEquals(Optional.empty(), sources.trouble().get());
        assertEquals(List.of(all, all), opened);
    }

    private static Server server() throws IOException {
        return OkHttpServerBuilder
                .forPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        InsecureServerCredentials.create())
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(new HealthStatusManager().getHealthService()).build().start();
    }

    private Path opened(Server server) throws Exception {
        opened.clear();
        sources.openFresh(Path.of("grpc://localhost:" + server.getPort()), opened::add);
        await(() -> sources.busy().get().isEmpty());
        assertEquals(Optional.empty(), sources.trouble().get());
        return opened.getFirst();
    }

    @Test
    void whatAServerTellsIsKeptBesideTheRulesOrWithTheUsersOwnState() throws Exception {
        Server server = server();
        try {
            String name = "localhost-" + server.getPort() + ".binpb";
            assertEquals(folder.resolve("state/servers").resolve(name), opened(server), "a copy has no file");
            assertFalse(Files.exists(Path.of(name)));
            bench.open(Document.opened(folder.resolve("gone/t.sieve"), ""));
            assertEquals(folder.resolve("state/servers").resolve(name), opened(server), "nothing can be written there");
            bench.open(Samples.document(folder, "# mine"));
            assertEquals(folder.resolve(name), opened(server));
            check();
            assertEquals(List.of(), problems());
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void whatIsTypedWhileAServerIsAskedIsNotLost() throws Exception {
        Server server = server();
        try {
            List<Runnable> asked = new ArrayList<>();
            sources.question().set(asked::add);
            sources.openFresh(Path.of("grpc://localhost:" + server.getPort()), opened::add);
            bench.type("# mine");
            await(() -> sources.busy().get().isEmpty());
            assertEquals(1, asked.size());
            assertEquals("# mine", bench.document().get().text());
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void theSameFailureOfAServerIsSaidAgain() throws Exception {
        Server server = server();
        ServerAddress gone = new ServerAddress("localhost", server.getPort(), false);
        server.shutdownNow().awaitTermination();
        List<Sources.Trouble> said = new ArrayList<>();
        sources.trouble().subscribe(t -> t.ifPresent(said::add));
        for (int i = 1; i <= 2; i++) {
            sources.openServer(gone);
            await(() -> sources.busy().get().isEmpty());
            assertEquals(i, said.size());
        }
        assertTrue(said.getLast().words().startsWith("No gRPC server answers"), said.getLast().words());
    }
}
