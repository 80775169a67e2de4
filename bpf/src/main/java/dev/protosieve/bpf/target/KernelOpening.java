package dev.protosieve.bpf.target;

/** Whether this process can use the live kernel. */
public sealed interface KernelOpening {

    record Opened(KernelTarget target) implements KernelOpening {
    }

    /** @param reason one phrase: what is missing; {@code hint} what to do about it */
    record Unavailable(String reason, String hint) implements KernelOpening {
    }
}
