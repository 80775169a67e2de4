package dev.protosieve.app.shell;

import dev.protosieve.app.project.Folders;
import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.app.session.Checker;
import dev.protosieve.app.session.CompileLoop;
import dev.protosieve.app.session.CostLoop;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.ExpectLoop;
import dev.protosieve.app.session.LabLoop;
import dev.protosieve.app.session.LongWork;
import dev.protosieve.app.session.RunSession;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunState;
import dev.protosieve.app.session.Runner;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.FilterTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javafx.stage.Window;

/**
 * The window for callers on other threads: open it, load, edit, take a picture, close it. With {@code -Dglass.platform=Headless
 * -Dprism.order=sw -Djava.awt.headless=true} it needs no display.
 */
public final class GuiLauncher implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Two frames, so that the layout of the last change is drawn. */
    private static final Duration DRAWN = Duration.ofMillis(120);

    private final FxThread fx;
    private final Runner runner;
    private final Workbench bench;
    private final MainWindow window;
    private final SchemaParts schemas;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();

    private GuiLauncher(FxThread fx, Workbench bench, Runner runner, MainWindow window, SchemaParts schemas) {
        this.fx = fx;
        this.bench = bench;
        this.runner = runner;
        this.window = window;
        this.schemas = schemas;
        window.stage().setOnHidden(_ -> closed.countDown());
    }

    /**
     * Opens the window; a rule file that cannot be read is said so in it.
     *
     * @param targets in the order of preference
     * @param notice what this machine cannot do and why; empty when nothing is missing
     */
    public static GuiLauncher open(GuiOptions options, Checker checker, List<FilterTarget> targets, String notice,
            Workers workers, FxThread fx) {
        fx.start();
        return on(fx, () -> {
            Workbench bench = new Workbench(Document.unsaved(Path.of("").toAbsolutePath(), ""));
            bench.notice().set(notice);
            bench.hook().set(options.hook());
            BackgroundTasks tasks = new BackgroundTasks(workers, fx);
            LongWork work = new LongWork(tasks, workers, fx);
            Runner runner = new Runner(bench, targets, work, workers, fx);
            options.device()
                    .flatMap(wanted -> bench.places().stream().filter(p -> p.device().equals(wanted)).findFirst())
                    .ifPresent(bench.place()::set);
            CompileLoop compile = new CompileLoop(bench, checker, work, workers, fx);
            new LabLoop(bench, work, workers, fx);
            new CostLoop(bench, checker, work, workers, fx);
            new ExpectLoop(bench, workers, fx);
            SchemaParts schemas = SchemaParts.of(bench, checker, compile,
                    options.folders().orElseGet(Folders::ofUser), workers, fx);
            MainWindow window = new MainWindow(bench, runner, compile, tasks, workers, fx, options, schemas);
            return new GuiLauncher(fx, bench, runner, window, schemas);
        });
    }

    MainWindow window() {
        return window;
    }

    /** Waits until the window was laid out for the first time, and gives when that was, in {@link System#nanoTime}. */
    public long awaitFirstFrame() {
        return window.firstFrame().join();
    }

    /** Waits until the parts of the window that nobody sees at first are there too. */
    public void awaitComplete() {
        window.complete().join();
    }

    /** Waits for the first compile; false when it does not come. */
    public boolean awaitChecked() {
        return await(() -> bench.check().get().report().syntax().isPresent());
    }

    /** The rule text that the panes show the newest compile of. */
    public String checkedText() {
        return on(fx, () -> bench.check().get().report().source().content());
    }

    /** Waits for the first compile and its verification, then loads; empty when the filter is at work, else why not. */
    public Optional<String> load() {
        if (!awaitChecked()) {
            return Optional.of("the rules were not compiled within " + PATIENCE.toSeconds() + " s");
        }
        boolean asked = on(fx, () -> {
            runner.load();
            return bench.run().get() instanceof RunState.Starting;
        });
        if (!asked) {
            return Optional.of(on(fx, this::whyNotRunnable));
        }
        await(() -> !(bench.run().get() instanceof RunState.Starting));
        return on(fx, () -> bench.run().get() instanceof RunState.Stopped(String why, var _) ? Optional.of(why)
                : Optional.<String>empty());
    }

    private String whyNotRunnable() {
        if (bench.place().get() == null) {
            return "there is no interface to load it on";
        }
        return bench.check().get().diagnostics().stream().findFirst().map(d -> d.format())
                .orElseGet(() -> "the filter was not accepted: " + bench.check().get().answer());
    }

    private boolean await(Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (on(fx, condition)) {
                return true;
            }
            pause(Duration.ofMillis(20));
        }
        return false;
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** The run at work, for whoever feeds it packets. */
    public Optional<RunSession> session() {
        return runner.session();
    }

    /** What has to end before the filter is detached, whoever asks for it. */
    public void beforeDetach(Runnable work) {
        runner.beforeDetach(work);
    }

    /** Replaces the rule text, as if it had been typed. */
    public void type(String text) {
        fx.execute(() -> bench.type(text));
    }

    /** The rule file as it is edited now. */
    public Document document() {
        return on(fx, () -> bench.document().get());
    }

    /** Opens rules or a schema without a question about what was not saved. */
    public void openFile(Path file) {
        fx.execute(() -> window.desk().openUnasked(file));
    }

    /** Blocks or text. */
    public void showBlocks(boolean blocks) {
        fx.execute(() -> window.showBlocks(blocks));
    }

    /** The packet lab, or the monitor. */
    public void showLab(boolean lab) {
        fx.execute(() -> bench.labShown().set(lab));
    }

    public void selectRule(int number) {
        fx.execute(() -> bench.selectRule(number));
    }

    public void selectHook(Hook hook) {
        fx.execute(() -> bench.hook().set(hook));
    }

    /** The state of the run in the words of the window's model. */
    public RunState run() {
        return on(fx, bench.run()::get);
    }

    /** Detaches, blocking; gives the final numbers, which stay in the window. */
    public Optional<RunSnapshot> stop() {
        fx.execute(runner::detach);
        await(() -> bench.run().get() instanceof RunState.Stopped);
        return on(fx, bench.snapshot()::get);
    }

    /** Detaches, blocking; gives the final numbers of that run, whoever has ended it and whatever the window shows by now. */
    public RunSnapshot stop(RunSession run) {
        stop();
        return run.stop();
    }

    /** Writes the window as it is now to a PNG file. */
    public void picture(Path png) throws IOException {
        pause(DRAWN);
        Picture.write(on(fx, () -> Picture.of(window.root())), png);
    }

    /** Waits until the user closes the window. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Whether the user has closed the window. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends the run, hides every window, ends the toolkit. Idempotent. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        schemas.disk().close();
        runner.close();
        on(fx, () -> {
            MainWindow.hideAll(Window.getWindows());
            return true;
        });
        fx.exit();
    }

    private static <T> T on(FxThread fx, Supplier<T> action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        fx.execute(() -> {
            try {
                answer.complete(action.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("in the window", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the window does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
