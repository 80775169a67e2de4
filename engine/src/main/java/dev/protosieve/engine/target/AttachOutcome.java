package dev.protosieve.engine.target;

/** What came of an attach. */
public sealed interface AttachOutcome {

    /** @param how for people: {@code XDP, generic, on lo} */
    record Attached(Attachment attachment, String how) implements AttachOutcome {
    }

    /** @param reason one sentence; {@code hint} what to do about it, possibly empty */
    record Refused(String reason, String hint) implements AttachOutcome {
    }
}
