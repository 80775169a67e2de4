package dev.protosieve.bpf.attach;

/** What came of putting a program at a hook. */
public sealed interface HoldOutcome {

    /** @param how for people: {@code XDP, generic, on lo} */
    record Held(Hold hold, String how) implements HoldOutcome {
    }

    /** @param reason one sentence; {@code hint} what to do about it, possibly empty */
    record Refused(String reason, String hint) implements HoldOutcome {
    }
}
