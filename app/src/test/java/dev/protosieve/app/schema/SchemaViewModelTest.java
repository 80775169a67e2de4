package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's own thread plays the FX thread; nothing compiles here. */
final class SchemaViewModelTest {

    private final Workers workers = new Workers(Throwable::printStackTrace);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aSchemaThatIsStillReadIsNotCalledMissing(@TempDir Path folder) {
        Workbench bench = new Workbench(Document.unsaved(folder, ""));
        Sources sources = new Sources(bench, new SchemaLoader(ProtoCompiler.bundled()), workers, Runnable::run);
        SchemaViewModel model = new SchemaViewModel(bench, new Gestures(bench), sources, workers, Runnable::run);
        assertEquals("No schema yet: open or drop one", said(model));
        bench.type("# no schema");
        assertEquals("No schema yet: open or drop one", said(model));
        bench.open(Document.unsaved(folder, "schema \"protos\"\nmessage a.B\n"));
        assertEquals("The schema is being read\u2026", said(model));
    }

    @Test
    void aFieldOfATypeThatIsUsedTwiceIsSelectedWhereItWasClicked(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("book.proto"), """
                syntax = "proto3";
                message Person { Phone main = 1; Phone last = 2; }
                message Phone { string number = 1; }
                """);
        Document document = Document.unsaved(folder, "schema \"book.proto\"\nmessage Person\n");
        Workbench bench = new Workbench(document);
        Sources sources = new Sources(bench, new SchemaLoader(ProtoCompiler.bundled()), workers, Runnable::run);
        SchemaViewModel model = new SchemaViewModel(bench, new Gestures(bench), sources, workers, Runnable::run);
        Check check = new Check(Samples.report(document), new VerifierAnswer.NotAsked(""));
        bench.check().set(check);
        List<FieldDescriptor> main = way(check, "main");
        List<FieldDescriptor> last = way(check, "last");
        model.select(new FieldNode(last.getLast(), last));
        assertEquals(List.of("Person.last", "Phone.number"), bench.selection().get().field());
        assertEquals(last, model.along(bench.selection().get().field()));
        assertFalse(model.isSelected(new FieldNode(main.getLast(), main)));
        model.select(new FieldNode(last.getLast(), List.of()));
        assertEquals(main, model.along(bench.selection().get().field()));
    }

    private static List<FieldDescriptor> way(Check check, String first) {
        FieldDescriptor above = check.report().schema().flatMap(s -> s.message("Person")).orElseThrow()
                .findFieldByName(first);
        return List.of(above, above.getMessageType().findFieldByNumber(1));
    }

    private static String said(SchemaViewModel model) {
        return model.top().get().lines().getFirst().node().name();
    }
}
