package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.constraint.ConstraintRules.Offer;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's own thread plays the FX thread. */
final class ConstraintsViewModelTest {

    private static final String HEAD = "schema \"c.proto\"\nmessage c.User\nmatch udp.dst_port == 9000\n";

    @TempDir
    private Path folder;

    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final RulePipeline pipeline = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled()));

    @AfterEach
    void close() {
        workers.close();
    }

    private Workbench opened() throws Exception {
        Files.writeString(folder.resolve("c.proto"), """
                syntax = "proto3";
                package c;
                import "buf/validate/validate.proto";
                message User {
                  string name = 1 [(buf.validate.field).string = { min_len: 3 uri: true }];
                  Home home = 2;
                }
                message Home { int32 floor = 1 [(buf.validate.field).int32.lt = 9]; }
                """);
        Workbench bench = new Workbench(Document.unsaved(folder, HEAD));
        Document document = bench.document().get();
        bench.check().set(new Check(pipeline.compile(document.source(), document.folder(),
                EmitOptions.of(Hook.XDP, KernelFeatures.ALL)), new VerifierAnswer.NotAsked("")));
        return bench;
    }

    @Test
    void oneGestureDropsWhatViolatesAFieldOrTheWholeMessage() throws Exception {
        Workbench bench = opened();
        ConstraintsViewModel model = new ConstraintsViewModel(bench, new Gestures(bench), workers, ui::add);
        while (model.offers().get().isEmpty()) {
            Runnable next = ui.poll(20, TimeUnit.SECONDS);
            assertTrue(next != null, "no constraints were found");
            next.run();
        }
        Descriptor user = bench.check().get().report().schema().orElseThrow().message("c.User").orElseThrow();
        List<Offer> name = model.of(new SchemaNode.FieldNode(user.findFieldByName("name"),
                List.of(user.findFieldByName("name"))));
        assertEquals(List.of("string.min_len", "string.uri"), name.stream().map(o -> o.constraint().id()).toList());
        model.drop(model.missing(name));
        assertEquals(HEAD + "\n\"name string.min_len\" drop if msg.name.size() < 3\n",
                bench.document().get().text());
        List<Offer> all = model.of(new SchemaNode.MessageNode(user, true));
        model.drop(model.missing(all));
        assertEquals(2, bench.tree().get().rules().size());
        assertEquals(List.of(), model.missing(all));
        bench.undo();
        bench.undo();
        assertEquals(HEAD, bench.document().get().text());
    }
}
