package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.schema.SchemaLines.Branch;
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
import dev.protosieve.engine.schema.Schema;
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

    @Test
    void fieldsInListsAndMapsMakeRulesAndOthersSayWhyTheyDoNot(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("req.proto"), """
                syntax = "proto2";
                message Req { repeated Base bases = 1; map<string, Stop> stops = 2; extensions 100 to 200; }
                message Base { optional string host = 1; optional int32 port = 2; }
                message Stop { optional string city = 1; }
                message Alone { optional int32 far = 1; }
                extend Req { optional int32 more = 101; }
                """);
        Document document = Document.unsaved(folder, "schema \"req.proto\"\nmessage Req\nmatch udp.dst_port == 1\n");
        Workbench bench = new Workbench(document);
        Sources sources = new Sources(bench, new SchemaLoader(ProtoCompiler.bundled()), workers, Runnable::run);
        SchemaViewModel model = new SchemaViewModel(bench, new Gestures(bench), sources, workers, Runnable::run);
        bench.check().set(new Check(Samples.report(document), new VerifierAnswer.NotAsked("")));
        Schema schema = bench.check().get().report().schema().orElseThrow();
        SchemaSearch search = new SchemaSearch(schema, schema.message("Req"));

        model.addRule(found(search, "bases.port"));
        assertEquals("msg.bases.exists(b, b.port > 0)", lastCondition(bench));
        model.addRule(found(search, "stops.city"));
        assertEquals("msg.stops.exists(k, msg.stops[k].city.contains(\"A\"))", lastCondition(bench));
        model.addRule(found(search, "Base.port"));
        assertEquals("msg.bases.exists(b, b.port > 0)", lastCondition(bench));
        assertEquals("", model.said().get());

        model.addRule(found(search, "Alone.far"));
        assertEquals("No field of Req leads to Alone.far, so no rule can ask for it.", model.said().get());
        model.addRule(found(search, "more"));
        assertEquals("Extensions are asked for in the text of a condition: proto.getExt(msg, more).",
                model.said().get());
        model.addRule(found(search, "Alone"));
        assertEquals("Alone is no field, and a rule begins with a field.", model.said().get());
        assertEquals(3, bench.rules().size());
        model.addRule(found(search, "bases.port"));
        assertEquals("", model.said().get());
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("")));
        assertEquals(List.of(1, 3, 4), model.rulesReading(found(search, "bases.port")));
        assertEquals(List.of(2), model.rulesReading(found(search, "stops.city")));
    }

    private static SchemaNode found(SchemaSearch search, String name) {
        return search.find(name).lines().stream().map(Branch::node).filter(n -> n.name().equals(name)).findFirst()
                .orElseThrow();
    }

    private static String lastCondition(Workbench bench) {
        return bench.rules().getLast().condition().orElseThrow().text();
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
