package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Checker;
import dev.protosieve.app.session.RejectionReader;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.shell.GuiOptions;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.text.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A tree of 7,000 files in the real window: it opens, can be searched and opened up, and the window never stands still. */
final class LargeSchemaTest {

    private static final int FILES = 7_000;
    /** Shared machines are slow at times: a tenth of this is aimed at. */
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final FxRobot robot = new FxRobot();

    private static final class NoLogs implements RejectionReader {
        @Override
        public List<Diagnostic> read(String log, CompiledFilter filter) {
            return List.of();
        }

        @Override
        public OptionalInt slot(String log) {
            return OptionalInt.empty();
        }
    }

    /** The longest time between two frames. */
    private static final class Probe extends AnimationTimer {
        private final AtomicLong longest = new AtomicLong();
        private long last;

        @Override
        public void handle(long now) {
            if (last != 0) {
                longest.accumulateAndGet(now - last, Math::max);
            }
            last = now;
        }

        long millis() {
            return TimeUnit.NANOSECONDS.toMillis(longest.get());
        }
    }

    private static void write(Path folder) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("acme/area" + i / 350 + "/file" + i + ".proto");
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    syntax = "proto3";
                    package acme.area%d.f%d;
                    // What is asked.
                    message ThingRequest { string name_%d = 1; Part part = 2; }
                    message Part { int32 amount = 1; }
                    message Other { int32 amount = 1; }
                    enum State { NONE = 0; }
                    """.formatted(i / 350, i, i));
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "waited in vain for " + what);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @SuppressWarnings("unchecked") // it is ours
    private TreeView<SchemaNode> tree() {
        return robot.lookup("#schema-tree").queryAs(TreeView.class);
    }

    private static String words(TreeItem<SchemaNode> item) {
        SchemaNode node = item.getValue();
        return node.getClass().getSimpleName() + " " + node.name() + ": " + node.detail();
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        robot.interact(() -> tree().getRoot().getChildren()
                .forEach(item -> text.append(words(item)).append('\n')));
        return text.toString();
    }

    @Test
    void windowNeverStandsStillWhileALargeTreeIsOpenedAndSearched(@TempDir Path folder) throws IOException {
        write(folder);
        System.setProperty("testfx.robot", "glass");
        Workers workers = new Workers(Throwable::printStackTrace);
        Checker checker = new Checker(Samples.pipeline(), new NoLogs());
        Probe probe = new Probe();
        Path rules = Samples.document(Files.createDirectory(folder.resolve("rules")), Samples.HEAD).file()
                .orElseThrow();
        try (GuiLauncher gui = GuiLauncher.open(GuiOptions.STANDARD.file(rules).size(1280, 720), checker,
                List.of(new SimulatorTarget()), "", workers, new FxThread())) {
            await("the small schema", () -> lines().contains("t.proto"));
            robot.interact(probe::start);
            long begin = System.nanoTime();
            gui.open(folder.resolve("acme"));
            await("the large schema", () -> lines().contains("FolderNode"));
            long opened = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            assertTrue(robot.lookup("#choose-message").queryAs(Button.class).getText().endsWith("ThingRequest"));
            robot.interact(() -> robot.lookup("#schema-search").queryAs(TextField.class).setText("name_6543"));
            await("the field", () -> lines().contains("area18/file6543.proto"));
            int found = tree().getRoot().getChildren().size();
            assertEquals(2, found, this::lines);
            robot.interact(() -> tree().getRoot().getChildren().getLast().setExpanded(true));
            await("the message", () -> linesBelowLast().contains("MessageNode"));
            robot.interact(() -> robot.lookup("#schema-search").queryAs(TextField.class).clear());
            await("the tree again", () -> lines().contains("FolderNode"));
            robot.interact(probe::stop);
            gui.picture(Path.of("target", "pictures", "large-schema.png"));
            System.out.println("folder of " + FILES + " files in the window: " + opened + " ms, longest pause "
                    + probe.millis() + " ms");
            assertTrue(probe.millis() < LONGEST_PAUSE_MILLIS, probe.millis() + " ms");
        } finally {
            workers.close();
        }
    }

    private String linesBelowLast() {
        StringBuilder text = new StringBuilder();
        robot.interact(() -> tree().getRoot().getChildren().getLast().getChildren()
                .forEach(item -> text.append(words(item)).append('\n')));
        return text.toString();
    }
}
