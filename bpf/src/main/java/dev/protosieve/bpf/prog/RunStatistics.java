package dev.protosieve.bpf.prog;

import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;

/** While this is open the kernel takes the time of every run of every program: BPF_ENABLE_STATS (Linux 5.8). */
public final class RunStatistics implements AutoCloseable {

    /** The struct {@code enable_stats} of union bpf_attr; its one member is BPF_STATS_RUN_TIME, which is 0. */
    private static final int SIZE = 4;

    private final Fd fd;

    private RunStatistics(Fd fd) {
        this.fd = fd;
    }

    public static RunStatistics open() {
        return new RunStatistics(SystemCalls.bpfOpen(BpfCommand.ENABLE_STATS, NativeMemory.allocate(SIZE)));
    }

    @Override
    public void close() {
        fd.close();
    }
}
