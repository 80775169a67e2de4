package dev.protosieve.app.task;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Work off the FX thread, one piece after the other, in the order in which it was asked for. */
public final class InOrder implements Executor {

    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    public InOrder(Executor workers) {
        this.workers = workers;
    }

    @Override
    public synchronized void execute(Runnable work) {
        waiting.add(work);
        if (!busy) {
            busy = true;
            workers.execute(this::turn);
        }
    }

    private void turn() {
        try {
            next().run();
        } finally {
            ended();
        }
    }

    private synchronized Runnable next() {
        return waiting.remove();
    }

    private synchronized void ended() {
        busy = !waiting.isEmpty();
        if (busy) {
            workers.execute(this::turn);
        }
    }
}
