package dev.protosieve.app.session;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work off the FX thread that can be ended from the FX thread; {@code done} hears of its end once, there. */
final class Job<T> implements Runnable {

    private final Function<BooleanSupplier, T> work;
    private final Executor ui;
    private final Consumer<Optional<T>> done;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * @param work may ask whether it was ended: then nobody wants its answer any more
     * @param done gets the answer, or nothing when the work was cancelled or failed
     */
    Job(Function<BooleanSupplier, T> work, Executor ui, Consumer<Optional<T>> done) {
        this.work = work;
        this.ui = ui;
        this.done = done;
    }

    @Override
    public void run() {
        Optional<T> answer = Optional.empty();
        try {
            answer = ended.get() ? answer : Optional.of(work.apply(ended::get));
        } finally {
            Optional<T> last = answer;
            ui.execute(() -> end(last));
        }
    }

    /** Ends it at once, without an answer. */
    void cancel() {
        end(Optional.empty());
    }

    /** As {@link #cancel}, and tells nobody. */
    void forget() {
        ended.set(true);
    }

    private void end(Optional<T> answer) {
        if (ended.compareAndSet(false, true)) {
            done.accept(answer);
        }
    }
}
