package dev.protosieve.bpf.prog;

import dev.protosieve.bpf.sys.KernelException;

/** What the kernel said about a program. */
public sealed interface ProgramOutcome {

    /** Closing {@code program} unloads it, unless it is attached. */
    record Loaded(Program program, VerifierReport report) implements ProgramOutcome {
    }

    /**
     * The verifier refused it.
     *
     * @param log from its first to its last instruction
     */
    record Rejected(String log, int errno) implements ProgramOutcome {
    }

    /**
     * The kernel refused the BTF.
     *
     * @param log of the BTF verifier
     */
    record BtfRejected(String log, int errno) implements ProgramOutcome {
    }

    /** The call failed before the verifier had a look: privileges, limits, unknown program type. */
    record Failed(KernelException cause) implements ProgramOutcome {
    }

    /** The caller wanted it no more. */
    record Cancelled() implements ProgramOutcome {
    }
}
