package dev.protosieve.app.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.Patience;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.text.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's own thread plays the FX thread. */
final class ListingViewModelTest {

    private static final String RULE = "\"one\" drop if msg.page == 1";

    private final Queue<Runnable> ui = new ConcurrentLinkedQueue<>();
    private final Workers workers = new Workers(Throwable::printStackTrace);

    @AfterEach
    void close() {
        workers.close();
    }

    private static void compile(Workbench bench) {
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("")));
    }

    private boolean delivered() {
        Optional<Runnable> next = Optional.ofNullable(ui.poll());
        next.ifPresent(Runnable::run);
        return next.isPresent();
    }

    @Test
    void aClickedRowSelectsItsRuleWhereItStandsInATextThatIsAhead(@TempDir Path folder) {
        Workbench bench = new Workbench(Samples.document(folder, Samples.HEAD + RULE + "\n"));
        ListingViewModel model = new ListingViewModel(bench, workers, ui::add);
        compile(bench);
        Patience.await("rows", () -> delivered() && model.firstLineOf(1) >= 0);
        bench.type(Samples.HEAD + "pass if msg.safe\n" + RULE + "\n");
        model.select(model.firstLineOf(1));
        Selection selection = bench.selection().get();
        assertEquals(2, selection.rule());
        assertTrue(selection.slot() >= 0);
        assertTrue(!selected(bench).isEmpty() && RULE.contains(selected(bench)), selected(bench));
        bench.selection().set(Selection.NONE);
        bench.type(Samples.HEAD + "pass if msg.safe\n");
        model.select(model.firstLineOf(1));
        assertEquals(Span.NONE, bench.selection().get().span());
        assertEquals(0, bench.selection().get().rule());
    }

    private static String selected(Workbench bench) {
        return bench.document().get().source().slice(bench.selection().get().span());
    }

    @Test
    void rowsThatStayQuoteTheTextThatTheyWereMadeOf(@TempDir Path folder) {
        String text = Samples.HEAD + RULE + "\n";
        Workbench bench = new Workbench(Samples.document(folder, text));
        ListingViewModel model = new ListingViewModel(bench, workers, ui::add);
        compile(bench);
        Patience.await("rows", () -> delivered() && !model.lines().get().isEmpty());
        List<ListingLine> before = model.lines().get();
        Origin origin = before.stream().filter(l -> l.rule() == 1 && l instanceof ListingLine.Code)
                .map(l -> ((ListingLine.Code) l).row().origin()).findFirst().orElseThrow();
        String quoted = model.ruleText(origin);
        assertTrue(!quoted.isBlank() && RULE.contains(quoted), quoted);
        bench.type("# hello\n" + text);
        compile(bench);
        Patience.await("the same rows", this::delivered);
        assertSame(before, model.lines().get(), "the rows are not drawn anew");
        assertEquals(quoted, model.ruleText(origin));
    }
}
