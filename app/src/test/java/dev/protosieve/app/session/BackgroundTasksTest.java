package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.task.BackgroundTask;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

final class BackgroundTasksTest {

    private final Deque<Runnable> ui = new ArrayDeque<>();
    private final Deque<Runnable> workers = new ArrayDeque<>();
    private final BackgroundTasks tasks = new BackgroundTasks(workers::add, ui::add);
    private final List<String> heard = new ArrayList<>();

    private void work() {
        workers.remove().run();
    }

    private void show() {
        while (!ui.isEmpty()) {
            ui.remove().run();
        }
    }

    @Test
    void standsInTheListUntilItIsDone() {
        BackgroundTask task = tasks.start("Counting", t -> {
            t.at(0.5, "half");
            return 7;
        }, n -> heard.add("done " + n), e -> heard.add("failed"));
        assertEquals(List.of(task), List.copyOf(tasks.running()));
        assertEquals(BackgroundTask.UNKNOWN, task.progress().get());
        work();
        show();
        assertEquals(0.5, task.progress().get());
        assertEquals("half", task.detail().get());
        assertEquals(List.of("done 7"), heard);
        assertTrue(tasks.running().isEmpty());
    }

    @Test
    void tellsWhoeverListensForAsLongAsThereIsWork() {
        List<Integer> sizes = new ArrayList<>();
        tasks.running().addListener((ListChangeListener<BackgroundTask>) change -> sizes.add(change.getList().size()));
        WeakReference<Object> collected = new WeakReference<>(new Object());
        while (collected.get() != null) {
            System.gc();
        }
        tasks.start("Counting", _ -> 7, _ -> {
        }, _ -> {
        });
        work();
        show();
        assertEquals(List.of(1, 0), sizes);
    }

    @Test
    void saysWhatWentWrong() {
        tasks.start("Reading", _ -> {
            throw new IOException("no such file");
        }, _ -> heard.add("done"), e -> heard.add(e.getMessage()));
        work();
        show();
        assertEquals(List.of("no such file"), heard);
    }

    @Test
    void dropsTheResultOfACancelledTask() {
        BackgroundTask task = tasks.start("Reading", t -> t.isCancelled(), _ -> heard.add("done"),
                _ -> heard.add("failed"));
        task.cancel();
        work();
        show();
        assertEquals(List.of(), heard);
        assertTrue(tasks.running().isEmpty());
    }

    @Test
    void tellsTheWindowAtItsOwnPace() {
        tasks.start("Counting", t -> {
            for (int i = 0; i <= 100; i++) {
                t.at(i / 100.0, "step " + i);
            }
            return "all";
        }, heard::add, _ -> heard.add("failed"));
        work();
        assertEquals(2, ui.size());
        show();
        assertEquals(List.of("all"), heard);
    }
}
