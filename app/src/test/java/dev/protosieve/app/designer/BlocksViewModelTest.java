package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.ExpectResults;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.rule.RuleSyntax;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlocksViewModelTest {

    @TempDir
    Path folder;

    @Test
    void countsTheInstructionsOfEachRuleAsTheKernelNumbersThem() {
        Document document = Samples.document(folder, Samples.HEAD + """
                drop if msg.query.contains("A")
                off drop if msg.page > 3
                drop if msg.page > 4
                """);
        Workbench bench = new Workbench(document);
        BlocksViewModel model = new BlocksViewModel(bench, new Gestures(bench));
        assertEquals(List.of(0, 0, 0), counts(model));

        CompileReport report = Samples.report(document);
        bench.check().set(new Check(report, new VerifierAnswer.NotAsked("")));
        CompiledFilter filter = report.filter().orElseThrow();
        assertEquals(List.of(slotsOf(filter, 0), 0, slotsOf(filter, 1)), counts(model));
        assertTrue(filter.slots() > slotsOf(filter, 0) + slotsOf(filter, 1));
        assertTrue(filter.slots() > filter.code().size(), "wide instructions take two slots");
    }

    @Test
    void showsCommentsAtWhatTheyAreAbout() {
        Document document = Samples.document(folder, """
                # About it all

                # about packets
                match udp.dst_port == 9000
                # about the first
                drop if msg.page > 1
                drop if msg.page > 2   # in its line

                # at large

                # about the rest
                on malformed drop
                default drop   # what remains
                # about tests
                expect pass {}
                """);
        BlocksViewModel model = new BlocksViewModel(new Workbench(document), new Gestures(new Workbench(document)));
        Remarks remarks = model.settings().get().remarks();
        assertEquals(List.of("About it all", "", "about packets",
                "about the rest\nno rule: what remains", "at large", "about tests"),
                Stream.of(Remarks.Place.values()).map(remarks::at).toList());
        assertEquals(List.of("about the first", "in its line"),
                model.rules().get().stream().map(RuleBlock::comment).toList());
    }

    @Test
    void ruleThatMeasuresIsACardAndStaysAsItWasWrittenWhenItIsEdited() {
        Document document = Samples.document(folder, Samples.HEAD + """
                sample 1/20 if msg.page > 1
                "who" count by  msg.query if msg.safe   # why
                limit 5/m burst 9 per msg.page
                """);
        Workbench bench = new Workbench(document);
        Gestures gestures = new Gestures(bench);
        BlocksViewModel model = new BlocksViewModel(bench, gestures);
        assertEquals(List.of("1/20", "by  msg.query", "5/m burst 9 per msg.page"),
                model.rules().get().stream().map(RuleBlock::argument).toList());

        gestures.setCondition(2, "msg.page == 7");
        gestures.setEnabled(3, false);
        gestures.duplicate(1);
        assertEquals(Samples.HEAD + """
                sample 1/20 if msg.page > 1
                      sample 1/20         if msg.page > 1
                "who" count by  msg.query if msg.page == 7   # why
                off limit 5/m burst 9 per msg.page
                """, bench.document().get().text());
        gestures.setAction(4, RuleSyntax.Action.DROP);
        gestures.setAction(3, RuleSyntax.Action.LIMIT);
        assertEquals(Samples.HEAD + """
                sample 1/20 if msg.page > 1
                      sample 1/20         if msg.page > 1
                "who" limit 100/s if msg.page == 7   # why
                off drop
                """, bench.document().get().text());
    }

    @Test
    void putsMistakesOnTheirBlocks() {
        Document document = Samples.document(folder, Samples.HEAD + """
                drop if msg.safe && (msg.query == 7 || msg.safe)
                """);
        Workbench bench = new Workbench(document);
        BlocksViewModel model = new BlocksViewModel(bench, new Gestures(bench));
        bench.check().set(new Check(Samples.report(document), new VerifierAnswer.NotAsked("")));
        RuleBlock.Problem problem = model.rules().get().getFirst().problems().getFirst();
        assertTrue(problem.inCondition() && problem.isError());
        assertEquals(List.of(1, 0), problem.path());

        bench.type(document.text() + "log if msg.safe\n");
        assertEquals(List.of(problem), model.rules().get().getFirst().problems(), "until the next check");
        Document broken = Samples.document(folder, Samples.HEAD.replace("t.Ask", "t.Ast") + "drop\n");
        bench.open(broken);
        bench.check().set(new Check(Samples.report(broken), new VerifierAnswer.NotAsked("")));
        assertTrue(model.settings().get().problems().getFirst().message().startsWith("line 2: "));
    }

    @Test
    void marksTheBlocksThatReadWhatIsSelectedElsewhere() {
        Document document = Samples.document(folder, Samples.HEAD + """
                drop if msg.safe && (msg.query == "a" || msg.page > 1)
                drop if msg.tags.exists(t, t == msg.query)
                """);
        Workbench bench = new Workbench(document);
        BlocksViewModel model = new BlocksViewModel(bench, new Gestures(bench));
        bench.check().set(new Check(Samples.report(document), new VerifierAnswer.NotAsked("")));
        bench.selection().set(Selection.NONE.onField(List.of("t.Ask.query")));
        assertEquals(Set.of(Cursor.on(1, List.of(1, 0)), Cursor.on(2, List.of(0))), model.linked());
        bench.selection().set(Selection.NONE.onField(List.of("t.Ask.kind")));
        assertEquals(Set.of(), model.linked());
    }

    @Test
    void tellsWhatBecameOfExpectations() {
        Document document = Samples.document(folder, Samples.HEAD + """
                "no A" drop if msg.query.contains("A")
                expect drop "no A" { query: "cAt" }
                expect drop { query: "dog" }
                """);
        Workbench bench = new Workbench(document);
        BlocksViewModel model = new BlocksViewModel(bench, new Gestures(bench));
        assertTrue(model.expectations().get().getFirst().result().isEmpty());
        CompileReport report = Samples.report(document);
        bench.expectations().set(ExpectResults.of(report.typed().orElseThrow(), () -> false));
        assertTrue(model.expectations().get().getFirst().result().orElseThrow().holds());
        assertEquals(new ExpectResults.Result(false, "pass (default)"),
                model.expectations().get().getLast().result().orElseThrow());
        bench.type(document.text() + "# more\n");
        assertTrue(model.expectations().get().getFirst().result().isEmpty());
    }

    private static List<Integer> counts(BlocksViewModel model) {
        return model.rules().get().stream().map(RuleBlock::instructions).toList();
    }

    // slots end where the next instruction begins
    private static int slotsOf(CompiledFilter filter, int rule) {
        int sum = 0;
        for (int i = 0; i < filter.code().size(); i++) {
            int end = i + 1 < filter.code().size() ? filter.code().get(i + 1).slot() : filter.slots();
            sum += filter.code().get(i).origin().rule() == rule ? end - filter.code().get(i).slot() : 0;
        }
        return sum;
    }
}
