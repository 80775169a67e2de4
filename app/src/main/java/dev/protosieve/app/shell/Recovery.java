package dev.protosieve.app.shell;

import dev.protosieve.app.project.Draft;
import dev.protosieve.app.project.Reason;
import dev.protosieve.app.project.TextDifference;
import dev.protosieve.app.session.Document;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Offers what a crash left, one text after the other; nothing is taken or thrown away without an answer. */
final class Recovery {

    private final Overlay overlay;
    private final FileDesk desk;
    private final Queue<Draft> drafts = new ArrayDeque<>();

    Recovery(Overlay overlay, FileDesk desk, List<Draft> abandoned) {
        this.overlay = overlay;
        this.desk = desk;
        this.drafts.addAll(abandoned);
    }

    void offer() {
        Draft draft = drafts.poll();
        if (draft == null) {
            return;
        }
        Document found = draft.read().orElse(null);
        if (found == null) {
            leave(draft);
            return;
        }
        if (!found.isDirty()) {
            discard(draft);
            offer();
            return;
        }
        new Card(overlay, "Unsaved text of " + found.name() + " was found",
                "Protosieve did not end properly. Lines with + are only in the unsaved text"
                        + (found.file().isPresent() ? ", lines with \u2212 only in the file." : "."))
                .with(new DifferenceView(TextDifference.of(found.saved(), found.text())))
                .answer("recover", "Open the unsaved text", () -> keep(draft, found))
                .answer("later", "Ask again next time", () -> leave(draft))
                .answer("discard", "Throw it away", () -> {
                    discard(draft);
                    offer();
                }).otherwise(() -> leave(draft)).show();
    }

    // the old safety copy goes only when the window has one of its own
    private void keep(Draft draft, Document found) {
        desk.recover(found);
        if (desk.secure()) {
            discard(draft);
        } else {
            close(draft);
        }
        drafts.forEach(this::close);
    }

    private void leave(Draft draft) {
        close(draft);
        offer();
    }

    private void close(Draft draft) {
        try {
            draft.close();
        } catch (IOException e) {
            desk.say("A safety copy stays locked", Reason.of(e) + ".");
        }
    }

    private void discard(Draft draft) {
        try {
            draft.discard();
        } catch (IOException e) {
            desk.say("A safety copy cannot be removed", Reason.of(e) + ".");
        }
    }
}
