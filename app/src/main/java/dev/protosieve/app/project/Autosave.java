package dev.protosieve.app.project;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.task.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Keeps the unsaved text in a draft, at most {@link #DELAY} behind the typing. */
public final class Autosave {

    /** How much typing a crash may cost. */
    public static final Duration DELAY = Duration.ofMillis(600);

    private final Path folder;
    private final Workers alone;
    private final Consumer<String> trouble;
    private final AtomicReference<Optional<Document>> due = new AtomicReference<>(Optional.empty());
    private Optional<Draft> draft = Optional.empty();
    /** Whether the newest text has no copy. */
    private boolean said;
    private boolean closed;

    /**
     * @param folder of the drafts; made when it is needed
     * @param trouble hears, once until it works again, why drafts cannot be written; called on a worker
     */
    public Autosave(Path folder, Workers workers, Consumer<String> trouble) {
        this.folder = folder;
        this.alone = workers.alone("autosave");
        this.trouble = trouble;
    }

    /** The document has changed; any thread. */
    public void changed(Document document) {
        if (due.getAndSet(Optional.of(document)).isEmpty()) {
            alone.after(DELAY, this::write);
        }
    }

    private synchronized void write() {
        Optional<Document> document = due.getAndSet(Optional.empty());
        if (closed || document.isEmpty()) {
            return;
        }
        try {
            if (document.get().isDirty()) {
                if (draft.isEmpty()) {
                    draft = Optional.of(Draft.begin(folder));
                }
                draft.get().write(document.get());
            } else if (draft.isPresent()) {
                draft.get().clear();
            }
            said = false;
        } catch (IOException e) {
            tell(e);
        }
    }

    private void tell(IOException e) {
        if (!said) {
            said = true;
            trouble.accept("The safety copy of unsaved text cannot be written to " + folder + " (" + Reason.of(e)
                    + "). Nothing is lost while the window is open: save your work.");
        }
    }

    /** Writes what is due now, on the calling thread; false when the newest text has no copy. */
    public synchronized boolean flush() {
        write();
        return !said;
    }

    /** The window closes properly: nothing is to be recovered. */
    public synchronized void close() {
        closed = true;
        try {
            if (draft.isPresent()) {
                draft.get().discard();
            }
        } catch (IOException e) {
            tell(e);
        }
        alone.close();
    }
}
