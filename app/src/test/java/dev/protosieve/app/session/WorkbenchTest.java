package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkbenchTest {

    private static final String TEXT = Samples.HEAD + """
            # about A
            "no A"  drop if msg.query.contains("A")
            pass if msg.page == 1   # first page
            default pass
            """;

    private Workbench bench = new Workbench(Document.unsaved(Path.of("/"), TEXT));
    private Gestures gestures = new Gestures(bench);

    @BeforeEach
    void open() {
        bench = new Workbench(Document.unsaved(Path.of("/"), TEXT));
        gestures = new Gestures(bench);
    }

    private String text() {
        return bench.document().get().text();
    }

    @Test
    void undoesAndRedoesGesturesOneByOne() {
        gestures.setAction(1, Action.LOG);
        gestures.setEnabled(2, false);
        String edited = text();
        assertTrue(edited.contains("\"no A\"  log if"), edited);
        assertTrue(edited.contains("off pass if msg.page == 1   # first page"), edited);
        bench.undo();
        bench.undo();
        assertEquals(TEXT, text());
        assertFalse(bench.canUndo().get());
        bench.redo();
        bench.redo();
        assertEquals(edited, text());
        assertFalse(bench.canRedo().get());
    }

    @Test
    void takesTypingWithoutPauseAsOneStep() {
        bench.type(TEXT + "#");
        bench.type(TEXT + "# a");
        bench.type(TEXT + "# ab");
        bench.undo();
        assertEquals(TEXT, text());
    }

    @Test
    void forgetsWhatWasUndoneAfterANewEdit() {
        gestures.delete(1);
        bench.undo();
        gestures.delete(2);
        assertFalse(bench.canRedo().get());
    }

    @Test
    void noTwoRulesGetOneName() {
        gestures.setLabel(2, Optional.of("no A"));
        assertEquals(TEXT, text());
        gestures.setLabel(1, Optional.of("no A"));
        gestures.duplicate(1);
        gestures.insertRules("\"no A\" log\n\"no A\" log", 3);
        assertFalse(bench.treeStale().get(), text());
    }

    @Test
    void fieldsWhoseNamesAreWordsOfCelMakeRules(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("odd.proto"), """
                syntax = "proto3";
                package t;
                message Odd { int32 in = 1; Inner true = 2; }
                message Inner { repeated string null = 1; }
                """);
        Document document = Document.opened(folder.resolve("odd.sieve"), "schema \"odd.proto\"\nmessage t.Odd\npass\n");
        bench = new Workbench(document);
        bench.check().set(new Check(Samples.report(document), new VerifierAnswer.NotAsked("")));
        gestures = new Gestures(bench);
        assertEquals(Optional.of("msg.`in` > 0"), gestures.starter("msg.`in`"));
        assertEquals(Optional.of("msg.`true`.`null`.exists(n, n.contains(\"A\"))"),
                gestures.starter("msg.`true`.`null`"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "msg.bases.port            | msg.bases.exists(b, b.port > 0)",
            "msg.bases.where.zip       | msg.bases.exists(b, b.where.zip > 0u)",
            "msg.bases.where           | msg.bases.exists(b, has(b.where))",
            "msg.bases.tags            | msg.bases.exists(b, b.tags.exists(t, t.contains(\"A\")))",
            "msg.bases.bays.beds.free  | msg.bases.exists(b, b.bays.exists(b2, b2.beds.exists(b3, b3.free)))",
            "msg.bases.marks           | msg.bases.exists(b, size(b.marks) > 0)",
            "msg.bases.marks.value     | msg.bases.exists(b, b.marks.exists(k, b.marks[k] > 0))",
            "msg.near.value.port       | msg.near.exists(k, msg.near[k].port > 0)",
            "msg.near.value            | msg.near.exists(k, msg.near[k].host.contains(\"A\"))",
            "msg.near.value.bays.name  | msg.near.exists(k, msg.near[k].bays.exists(b, b.name.contains(\"A\")))",
            "msg.near.key              | msg.near.exists(k, k.contains(\"A\"))",
            "msg.at.seconds            | msg.at > timestamp(\"2026-01-01T00:00:00Z\")",
            "msg.beds.took.nanos       | msg.beds.exists(b, b.took > duration(\"1s\"))",
            "msg.name.value            | has(msg.name) && msg.name.contains(\"A\")",
            "msg.on.value              | has(msg.on) && msg.on == true",
            "msg.sizes                 | msg.sizes.exists(s, s > 0u)",
            "msg.sizes.value           | msg.sizes.exists(s, s > 0u)",
            "msg.times.value.nanos     | msg.times.exists(k, msg.times[k] > timestamp(\"2026-01-01T00:00:00Z\"))",
            "msg.flags.value.value     | msg.flags.exists(k, msg.flags[k] == true)"})
    void aFieldBelowListsAndMapsIsAskedOfTheirElements(String field, String condition, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("req.proto"), """
                syntax = "proto3";
                import "google/protobuf/duration.proto";
                import "google/protobuf/timestamp.proto";
                import "google/protobuf/wrappers.proto";
                message Req {
                  repeated Base bases = 1; map<string, Base> near = 2; google.protobuf.Timestamp at = 3;
                  google.protobuf.StringValue name = 4; google.protobuf.BoolValue on = 5; repeated Bed beds = 6;
                  repeated google.protobuf.UInt32Value sizes = 7; map<int32, google.protobuf.Timestamp> times = 8;
                  map<int32, google.protobuf.BoolValue> flags = 9;
                }
                message Base {
                  string host = 1; int32 port = 2; repeated string tags = 3; Place where = 4; repeated Bay bays = 5;
                  map<string, int32> marks = 6;
                }
                message Place { uint32 zip = 1; }
                message Bay { string name = 1; repeated Bed beds = 2; }
                message Bed { bool free = 1; google.protobuf.Duration took = 2; }
                """);
        Document document = Document.opened(folder.resolve("r.sieve"), Samples.HEAD.replace("t.proto", "req.proto")
                .replace("t.Ask", "Req"));
        bench = new Workbench(document);
        bench.check().set(new Check(Samples.report(document), new VerifierAnswer.NotAsked("")));
        gestures = new Gestures(bench);
        gestures.addRuleFor(field);
        assertEquals(List.of(condition), bench.rules().stream().map(r -> r.condition().orElseThrow().text()).toList());
        CompileReport report = Samples.report(bench.document().get());
        assertTrue(report.filter().isPresent(), report.diagnostics()::toString);
    }

    @Test
    void keepsTheLastGoodTreeWhileTheTextCannotBeRead() {
        bench.type(TEXT.replace("drop if", "dorp if"));
        assertTrue(bench.treeStale().get());
        assertEquals(2, bench.tree().get().rules().size());
        String broken = text();
        gestures.delete(1);
        assertEquals(broken, text(), "blocks do not edit a text that they do not show");
        bench.undo();
        assertFalse(bench.treeStale().get());
    }

    @Test
    void addsARuleBehindTheLastAndSelectsIt() {
        gestures.addRule(Action.DROP, "msg.page > 7");
        assertEquals(3, bench.tree().get().rules().size());
        assertEquals(3, bench.selection().get().rule());
        assertTrue(text().indexOf("msg.page > 7") < text().indexOf("default pass"), text());
    }

    @Test
    void movesARuleAndItsSelection() {
        gestures.move(2, 1);
        assertEquals(Action.PASS, bench.tree().get().rules().getFirst().action());
        assertEquals(1, bench.selection().get().rule());
        gestures.move(1, 0);
        assertEquals(Action.PASS, bench.tree().get().rules().getFirst().action());
    }

    @Test
    void duplicatesARuleWithoutItsName() {
        gestures.duplicate(1);
        var rules = bench.tree().get().rules();
        assertEquals(rules.get(0).condition().map(c -> c.text()), rules.get(1).condition().map(c -> c.text()));
        assertEquals(Optional.empty(), rules.get(1).label());
    }

    @Test
    void togglesWhatHappensToPacketsThatNoRuleDecides() {
        assertEquals("drop", gestures.verdictOf(Cause.MALFORMED));
        gestures.toggle(Cause.MALFORMED);
        assertEquals("pass", gestures.verdictOf(Cause.MALFORMED));
        gestures.toggle(Cause.DEFAULT);
        assertEquals("drop", gestures.verdictOf(Cause.DEFAULT));
        assertTrue(text().contains("default drop"), text());
    }

    @Test
    void writesTheModeIntoTheRules() {
        gestures.setObserving(true);
        assertTrue(gestures.isObserving());
        assertTrue(text().contains("mode"), text());
        gestures.setObserving(false);
        assertFalse(gestures.isObserving());
    }

    @Test
    void namesTheTreeAfterTheFileThatItIsSavedIn() {
        bench.saved(Path.of("/rules/r.sieve"));
        assertEquals("r.sieve", bench.tree().get().source().name());
        assertFalse(bench.document().get().isDirty());
    }

    @Test
    void showsNoRulesOfTheDocumentBefore() {
        List<Integer> whenStale = new ArrayList<>();
        bench.treeStale().subscribe((_, stale) -> {
            if (stale) {
                whenStale.add(bench.tree().get().rules().size());
            }
        });
        int rules = bench.rules().size();
        bench.type(text() + "drop {");
        for (String name : List.of("a.sieve", "b.sieve")) {
            bench.open(Document.opened(Path.of("/rules").resolve(name), "drop {"));
            assertEquals(List.of(), bench.rules());
            assertEquals(name, bench.tree().get().source().name());
            assertTrue(bench.treeStale().get());
        }
        assertEquals(List.of(rules, 0, 0), whenStale);
        bench.type("# empty\n");
        assertFalse(bench.treeStale().get());
    }

    @Test
    void findsTheRuleAtAnOffset() {
        bench.selectAt(text().indexOf("contains"));
        assertEquals(1, bench.selection().get().rule());
        bench.selectAt(text().indexOf("about"));
        assertEquals(0, bench.selection().get().rule());
    }

    private String selected() {
        Span span = bench.selection().get().span();
        return text().substring(span.start(), span.end());
    }

    @Test
    void theSelectionGoesWithItsText() {
        int at = TEXT.indexOf("msg.page");
        bench.selectRule(2);
        bench.selection()
                .set(bench.selection().get().within(new Span(at, at + 8)).atSlot(7).onField(List.of("t.Ask.page")));
        assertEquals(List.of(new Span(at, at + 8)), new Links(bench).texts());
        bench.type("# ten more\n" + TEXT);
        assertEquals("msg.page", selected());
        assertEquals(2, bench.selection().get().rule());
        assertEquals(List.of("t.Ask.page"), bench.selection().get().field());
        assertEquals(List.of(), new Links(bench).texts());
        bench.type(text().replace("msg.page", "msg.pa_ge"));
        assertEquals("msg.pa_ge", selected());
        bench.undo();
        assertEquals(2, bench.selection().get().rule());
        assertEquals(bench.rules().get(1).span(), bench.selection().get().span());
    }

    @Test
    void theRuleStaysSelectedWhileItCannotBeRead() {
        bench.selectRule(2);
        String rule = selected();
        bench.type(TEXT.replace("pass if", "pas if"));
        assertTrue(bench.treeStale().get());
        assertEquals(rule.replace("pass", "pas"), selected());
        assertEquals(2, bench.selection().get().rule());
    }
}
