package dev.protosieve.bpf.target;

import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.prog.RunStatistics;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.engine.target.LoadedFilter;
import java.util.List;

/** Takes the time of one filter in the kernel, by the kernel's own clocks. One thread at a time. */
public final class Stopwatch {

    private final Program program;
    private final TestRun run;

    public Stopwatch(Program program) {
        this.program = program;
        this.run = new TestRun(program);
    }

    /** @throws IllegalArgumentException for a filter that is not in a {@link KernelTarget} */
    public static Stopwatch of(LoadedFilter filter) {
        if (filter instanceof KernelFilter kernel) {
            return new Stopwatch(kernel.program());
        }
        throw new IllegalArgumentException(filter.filter().name() + " is not in the kernel");
    }

    /**
     * Nanoseconds a run over one packet takes when the same packet comes again and again, so that caches and branch
     * predictor know it; rounded down by the kernel.
     *
     * @throws IllegalArgumentException as {@link TestRun#requireWhole}
     */
    public int steady(byte[] packet, int repeat) {
        run.requireWhole(packet);
        return run.run(packet, repeat).nanos();
    }

    /**
     * Nanoseconds a run takes on average over all of these packets, each run once, with a system call between two; the
     * kernel's reading of its clock is in it. Needs open {@link RunStatistics}.
     */
    public double varied(List<byte[]> packets) {
        Program.Usage before = program.usage();
        packets.forEach(packet -> run.run(packet, 1));
        Program.Usage after = program.usage();
        return (double) (after.nanos() - before.nanos()) / (after.runs() - before.runs());
    }
}
