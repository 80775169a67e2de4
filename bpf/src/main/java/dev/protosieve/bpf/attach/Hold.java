package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.prog.Program;

/** A program at a hook. It belongs to this process: when the process ends, in whatever way, the program is off the hook. */
public interface Hold extends AutoCloseable {

    /**
     * Puts another program in the place of the one that is there, with no packet unfiltered in between.
     *
     * @throws dev.protosieve.bpf.sys.KernelException when the old one stays
     */
    void replace(Program next);

    /** Whether the program is still at the hook: not after {@link #close}, and not where the interface or group has gone. */
    boolean isThere();

    /** Takes the program off the hook. Idempotent. */
    @Override
    void close();
}
