package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.schema.SchemaNode.FolderNode;
import dev.protosieve.app.schema.SchemaNode.UnlinkedNode;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.SchemaLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.scene.control.TreeItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of a large tree, whose files are read when they are unfolded. The test's own thread plays the FX thread. */
final class LazyItemTest {

    private static final String RULES = "schema \"all\"\nmessage M0\nmatch udp.dst_port == 9000\ndefault pass\n";

    @TempDir
    private Path folder;

    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final RulePipeline pipeline = Samples.pipeline();
    private final Map<String, Boolean> openByUser = new HashMap<>();
    private Workbench bench;
    private Sources sources;
    private SchemaViewModel model;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(folder.resolve("all"));
        for (int i = 0; i <= SchemaLoader.MOST_EAGER; i++) {
            write(i, "int32 n = 1;");
        }
        bench = new Workbench(Document.unsaved(folder, RULES));
        sources = new Sources(bench, pipeline.schemas(), workers, ui::add, folder);
        model = new SchemaViewModel(bench, new Gestures(bench), sources, workers, ui::add);
        compile();
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private void write(int number, String field) throws IOException {
        Files.writeString(folder.resolve("all/m" + number + ".proto"),
                "syntax = \"proto3\"; message M" + number + " { " + field + " }");
    }

    /** Until the tree shows what was compiled. */
    private void compile() throws InterruptedException {
        Object before = model.top().get();
        Document document = bench.document().get();
        bench.check().set(new Check(pipeline.compile(document.source(), folder,
                EmitOptions.of(Hook.XDP, KernelFeatures.ALL)), new VerifierAnswer.NotAsked("")));
        await(() -> model.top().get() != before);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            Runnable next = ui.poll(50, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
    }

    /** Lines of files that are not read yet, of a tree as the view makes it. */
    private List<TreeItem<SchemaNode>> unread() {
        return unread(new LazyItem(model.top().get(), "", model, openByUser)).toList();
    }

    private static Stream<TreeItem<SchemaNode>> unread(TreeItem<SchemaNode> item) {
        return switch (item.getValue()) {
            case UnlinkedNode _ -> Stream.of(item);
            case FolderNode _ -> item.getChildren().stream().flatMap(LazyItemTest::unread);
            case SchemaNode _ when item.getParent() == null -> item.getChildren().stream()
                    .flatMap(LazyItemTest::unread);
            case SchemaNode _ -> Stream.of();
        };
    }

    private static String below(TreeItem<SchemaNode> item) {
        return item.getChildren().getFirst().getValue().name();
    }

    private static String unfold(TreeItem<SchemaNode> item) {
        item.setExpanded(true);
        return below(item);
    }

    private static boolean isRead(TreeItem<SchemaNode> item) {
        return item.isExpanded() && below(item).startsWith("M");
    }

    @Test
    void filesThatAreUnfoldedTogetherAreAllRead() throws Exception {
        List<TreeItem<SchemaNode>> lines = unread().subList(0, 3);
        lines.forEach(line -> assertEquals("Reading\u2026", unfold(line)));
        await(() -> lines.stream().allMatch(LazyItemTest::isRead));
        assertTrue(sources.busy().get().isEmpty());
    }

    @Test
    void aFileWhoseReadingIsCancelledFoldsAndCanBeUnfoldedAgain() throws Exception {
        TreeItem<SchemaNode> first = unread().get(0);
        TreeItem<SchemaNode> second = unread().get(1);
        unfold(first);
        unfold(second);
        sources.busy().get().orElseThrow().cancel().run();
        assertFalse(first.isExpanded());
        await(() -> isRead(second));
        unfold(first);
        await(() -> isRead(first));
    }

    @Test
    void whatIsUnfoldedIsReadAgainWhenTheSchemaChanges() throws Exception {
        unread().subList(0, 3).forEach(LazyItemTest::unfold);
        write(0, "int32 other = 1;");
        compile();
        List<TreeItem<SchemaNode>> open = unread().stream().filter(TreeItem::isExpanded).toList();
        assertEquals(3, open.size());
        open.forEach(line -> assertEquals("Reading\u2026", below(line)));
        await(() -> open.stream().allMatch(LazyItemTest::isRead));
        assertTrue(sources.busy().get().isEmpty());
    }
}
