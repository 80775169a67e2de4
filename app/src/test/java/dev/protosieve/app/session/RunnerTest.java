package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.task.Patience;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.LoadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs is what people see, and only what they asked for. */
final class RunnerTest {

    private static final String ONE = Samples.HEAD + "drop if msg.page > 3\n";
    private static final String TWO = ONE + "drop if msg.safe\n";

    /**
     * Does not come to an end of loading one rule while it is held, nor, when it is slow, of loading two again, after the check
     * has loaded them.
     */
    private static final class Held extends AttachingTarget {

        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean slow;
        private volatile boolean begun;
        private volatile boolean givenUp;
        private final AtomicInteger two = new AtomicInteger();

        @Override
        public LoadOutcome load(CompiledFilter filter) {
            if (filter.rules().rules().size() == 1) {
                Patience.await("the gate", () -> gate.getCount() == 0);
            }
            return super.load(filter);
        }

        @Override
        public LoadOutcome load(CompiledFilter filter, BooleanSupplier stop) {
            if (filter.rules().rules().size() == 2 && two.incrementAndGet() > 1 && slow) {
                begun = true;
                Patience.await("the end of what nobody wants", stop);
                givenUp = true;
                return new LoadOutcome.Cancelled();
            }
            return load(filter);
        }
    }

    private final Queue<Throwable> trouble = new ConcurrentLinkedQueue<>();
    private final Workers workers = new Workers(trouble::add);
    private final Queue<Runnable> ui = new ConcurrentLinkedQueue<>();
    private final Held target = new Held();
    @TempDir
    private Path folder;
    private Workbench bench = new Workbench(Document.unsaved(Path.of("").toAbsolutePath(), ""));
    private Runner runner = newRunner();

    private Runner newRunner() {
        LongWork work = new LongWork(new BackgroundTasks(workers, ui::add), workers, ui::add);
        Runner made = new Runner(bench, List.of(target), work, workers, ui::add);
        new CompileLoop(bench, Samples.checker(), work, workers, ui::add).begin();
        return made;
    }

    @BeforeEach
    void begin() {
        bench = new Workbench(Samples.document(folder, ONE));
        runner = newRunner();
        awaitCheck(ONE);
    }

    @AfterEach
    void end() {
        runner.close();
        workers.close();
    }

    private void await(String what, BooleanSupplier condition) {
        Patience.await(what, ui, condition);
    }

    private void awaitCheck(String text) {
        await("the compile", () -> bench.check().get().isRunnable()
                && bench.check().get().report().source().content().equals(text));
    }

    private void awaitRun() {
        await("the run", () -> bench.run().get().isRunning());
    }

    private CompiledFilter filter() {
        return runner.session().orElseThrow().filter();
    }

    private void awaitRules(int count) {
        await(count + " rules at work", () -> filter().rules().rules().size() == count);
    }

    private String remark() {
        return assertInstanceOf(RunState.Running.class, bench.run().get()).remark();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void loadsWhatIsThereToSeeAndNotWhatWasCompiledBefore() {
        bench.type(ONE.replace("message t.Ask", "message t.Ask\nmode observe"));
        runner.load();
        awaitRun();
        assertTrue(filter().rules().observe(), "the first filter at work drops nothing");
    }

    @Test
    void doesNotLoadATextThatTurnsOutToBeWrong() {
        bench.type(ONE + "drop if msg.nothing\n");
        runner.load();
        await("the end", () -> bench.run().get() instanceof RunState.Stopped);
        assertEquals(new RunState.Stopped("Not loaded: the rules have errors", true), bench.run().get());
        assertTrue(runner.session().isEmpty());
    }

    @Test
    void doesNotLoadAnotherFileThatIsOpenedMeanwhile() throws IOException {
        bench.type(ONE + "# changed\n");
        runner.load();
        bench.open(Document.opened(write("other.sieve", TWO), TWO));
        awaitCheck(TWO);
        await("the end", () -> bench.run().get() instanceof RunState.Stopped);
        assertEquals(new RunState.Stopped("Not loaded: another file was opened", true), bench.run().get());
    }

    @Test
    void replacesAPatternThatChangesNoInstruction() {
        String pattern = Samples.HEAD + "drop if msg.query.matches(\"[0-9]+x\")\n";
        bench.type(pattern);
        awaitCheck(pattern);
        runner.load();
        awaitRun();
        CompiledFilter first = filter();
        String other = pattern.replace("0-9", "1-9");
        bench.type(other);
        awaitCheck(other);
        assertEquals(first.code().stream().map(CompiledFilter.Placed::insn).toList(),
                bench.check().get().report().filter().orElseThrow().code().stream().map(CompiledFilter.Placed::insn)
                        .toList());
        await("the other pattern", () -> !filter().maps().equals(first.maps()));
    }

    @Test
    void takesUpWhatWasWrittenWhileItWasLoading() {
        target.gate = new CountDownLatch(1);
        runner.load();
        bench.type(TWO);
        awaitCheck(TWO);
        assertInstanceOf(RunState.Starting.class, bench.run().get());
        target.gate.countDown();
        awaitRun();
        awaitRules(2);
    }

    @Test
    void leavesTheRulesOfAFileAtWorkWhenAnotherIsOpened() throws IOException {
        runner.load();
        awaitRun();
        CompiledFilter first = filter();
        bench.open(Document.opened(write("other.sieve", TWO), TWO));
        awaitCheck(TWO);
        assertEquals(first, filter());
        await("the remark", () -> remark()
                .equals("t.sieve is at work, not these rules: Replace puts them in its place"));
        bench.open(Document.opened(folder.resolve("t.sieve"), ONE + "\n"));
        awaitCheck(ONE + "\n");
        await("the end of the remark", () -> remark().isEmpty());
        bench.open(Document.opened(folder.resolve("other.sieve"), TWO));
        awaitCheck(TWO);
        runner.replace();
        awaitRules(2);
        bench.type(ONE);
        awaitRules(1);
    }

    @Test
    void countsStandOnlyInTheFileThatWasLoaded() throws IOException {
        runner.load();
        awaitRun();
        assertTrue(counts());
        bench.open(Document.opened(write("other.sieve", ONE), ONE));
        RunSnapshot before = bench.snapshot().get().orElseThrow();
        await("a later snapshot", () -> bench.snapshot().get().orElseThrow() != before);
        assertFalse(counts(), "a rule that says the same in another file is another rule");
        bench.open(Document.opened(folder.resolve("t.sieve"), ONE));
        assertTrue(counts());
        bench.open(Document.opened(folder.resolve("other.sieve"), TWO));
        awaitCheck(TWO);
        runner.replace();
        awaitRules(2);
        await("the counts of the file that was loaded instead", this::counts);
    }

    private boolean counts() {
        return bench.counted().of(1).isPresent();
    }

    @Test
    void followsTheRulesUnderTheirNewName() throws IOException {
        runner.load();
        awaitRun();
        bench.saved(write("renamed.sieve", ONE));
        bench.type(TWO);
        awaitRules(2);
    }

    private RunState.Stopped awaitStop() {
        await("the end", () -> bench.run().get() instanceof RunState.Stopped);
        return assertInstanceOf(RunState.Stopped.class, bench.run().get());
    }

    @Test
    void saysThatEventsCannotBeReadAndLoadsAgain() {
        target.refuseEvents(true);
        runner.load();
        assertEquals(new RunState.Stopped("Not loaded: the filter cannot be put to work: perf_event_open failed"
                + " \u2013 protosieve doctor says what this machine lacks", true), awaitStop());
        target.refuseEvents(false);
        runner.load();
        awaitRun();
    }

    @Test
    void comesToAnEndWhateverGoesWrong() {
        runner.load();
        awaitRun();
        target.refuseCounters();
        runner.detach();
        assertEquals(new RunState.Stopped("Detached, but the last numbers are missing: "
                + "java.lang.IllegalStateException: no counters", true), awaitStop());
        assertTrue(runner.session().isEmpty());
        assertEquals(0, target.open());
    }

    @Test
    void detachesAlsoWhenWhatComesBeforeGoesWrong() {
        runner.load();
        awaitRun();
        runner.beforeDetach(() -> {
            throw new IllegalStateException("traffic");
        });
        runner.detach();
        assertTrue(awaitStop().failed());
        assertEquals(0, target.open());
        await("the report", () -> trouble.stream().anyMatch(t -> "traffic".equals(t.getMessage())));
    }

    @Test
    void noticesThatTheInterfaceIsGone() {
        runner.load();
        awaitRun();
        target.takeAway();
        assertEquals(new RunState.Stopped("Stopped: nothing is filtered any more: v0 is gone, or somebody took the "
                + "filter off", true), awaitStop());
        assertTrue(runner.session().isEmpty());
        assertEquals(0, target.open());
    }

    @Test
    void detachesWhileAllWorkersAreBusy() {
        runner.load();
        awaitRun();
        CountDownLatch free = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            workers.execute(() -> Patience.await("the end of other work", () -> free.getCount() == 0));
        }
        runner.detach();
        assertEquals(new RunState.Stopped("Detached from v0", false), awaitStop());
        free.countDown();
    }

    @Test
    void doesNotWaitForAReplacementToDetach() {
        runner.load();
        awaitRun();
        target.slow = true;
        bench.type(TWO);
        await("the replacement", () -> target.begun);
        runner.detach();
        assertEquals(new RunState.Stopped("Detached from v0", false), awaitStop());
        assertTrue(target.givenUp);
        target.slow = false;
        runner.load();
        awaitRun();
        assertEquals(2, filter().rules().rules().size());
    }

    @Test
    void doesNotWaitForAReplacementToClose() {
        runner.load();
        awaitRun();
        target.slow = true;
        bench.type(TWO);
        await("the replacement", () -> target.begun);
        runner.close();
        assertTrue(target.givenUp);
        assertEquals(0, target.open());
    }

    @Test
    void leavesNothingBehindThatIsLoadedAfterItIsClosed() {
        target.gate = new CountDownLatch(1);
        runner.load();
        await("the load", () -> runner.session().isEmpty() && bench.run().get() instanceof RunState.Starting);
        runner.close();
        target.gate.countDown();
        await("the end of the load", () -> target.opened() > 0 && target.open() == 0);
        assertTrue(runner.session().isEmpty());
    }
}
