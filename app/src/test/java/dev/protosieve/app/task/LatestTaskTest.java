package dev.protosieve.app.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LatestTaskTest {

    private final List<Throwable> trouble = Collections.synchronizedList(new ArrayList<>());

    @Test
    void deliversTheNewestInputOnly() throws InterruptedException {
        try (Workers workers = new Workers(trouble::add)) {
            List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch last = new CountDownLatch(1);
            LatestTask<Integer, Integer> task = new LatestTask<>(workers, Runnable::run, Duration.ofMillis(500),
                    i -> i * 10,
                    out -> {
                        delivered.add(out);
                        if (out == 90) {
                            last.countDown();
                        }
                    });
            for (int i = 0; i < 10; i++) {
                task.submit(i);
            }
            assertTrue(last.await(10, TimeUnit.SECONDS));
            assertEquals(List.of(90), delivered);
        }
    }

    @Test
    void tellsWorkThatANewerInputCame() throws InterruptedException {
        try (Workers workers = new Workers(trouble::add)) {
            List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch last = new CountDownLatch(1);
            LatestTask<Integer, Integer> task = new LatestTask<>(workers, Runnable::run, Duration.ZERO,
                    (input, overtaken) -> {
                        begun.countDown();
                        while (input == 1 && !overtaken.getAsBoolean()) {
                            Thread.onSpinWait();
                        }
                        return input;
                    }, out -> {
                        delivered.add(out);
                        last.countDown();
                    });
            task.submitNow(1);
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            task.submitNow(2);
            assertTrue(last.await(10, TimeUnit.SECONDS));
            assertEquals(List.of(2), delivered);
        }
    }

    @Test
    void keepsOneWorkerBusyHoweverMuchComes() throws InterruptedException {
        try (Workers workers = new Workers(trouble::add)) {
            CountDownLatch hold = new CountDownLatch(1);
            CountDownLatch last = new CountDownLatch(1);
            CountDownLatch other = new CountDownLatch(1);
            LatestTask<Integer, Integer> task = new LatestTask<>(workers, Runnable::run, Duration.ZERO, input -> {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return input;
            }, out -> last.countDown());
            for (int i = 0; i < 20; i++) {
                task.submitNow(i);
            }
            workers.execute(other::countDown);
            assertTrue(other.await(10, TimeUnit.SECONDS), "other work is done meanwhile");
            hold.countDown();
            assertTrue(last.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void reportsWhatGoesWrongAndGoesOn() throws InterruptedException {
        try (Workers workers = new Workers(trouble::add)) {
            CountDownLatch done = new CountDownLatch(1);
            InOrder inOrder = new InOrder(workers);
            inOrder.execute(() -> {
                throw new IllegalStateException("first");
            });
            inOrder.execute(done::countDown);
            assertTrue(done.await(10, TimeUnit.SECONDS));
            Patience.await("the report of the first", () -> trouble.size() == 1);
        }
    }

    @Test
    void skipsSnapshotsWhileOneIsStillBeingShown() throws InterruptedException {
        try (Workers workers = new Workers(trouble::add)) {
            List<Runnable> queued = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger taken = new AtomicInteger();
            AtomicInteger shown = new AtomicInteger();
            try (FramePump<Integer> pump = new FramePump<>(workers, queued::add, Duration.ofMillis(2),
                    taken::incrementAndGet, _ -> shown.incrementAndGet())) {
                TimeUnit.MILLISECONDS.sleep(200);
                assertEquals(1, taken.get(), "nobody showed the first, so no second was taken");
                queued.getFirst().run();
                assertEquals(1, shown.get());
                pump.close();
                queued.getLast().run();
                assertTrue(shown.get() <= 2);
            }
            assertTrue(trouble.isEmpty(), trouble::toString);
        }
    }
}
