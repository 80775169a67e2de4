package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadReport;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A target in this JVM: needs no kernel and no privilege. It executes what the encoder made of the filter, decoded again,
 * so that a wrong encoding shows here too. It has one CPU and no interfaces.
 */
public final class SimulatorTarget implements FilterTarget {

    private static final KernelFeatures FEATURES = new KernelFeatures(KernelFeatures.ALL.mayGoto(), "simulator");
    private static final int EVENTS_WAITING = 65_536;
    private static final int UNKNOWN = -1;

    private final LongSupplier clock;
    private final int eventCapacity;

    public SimulatorTarget() {
        // On Linux, System.nanoTime() is CLOCK_MONOTONIC, the clock of bpf_ktime_get_ns().
        this(System::nanoTime, EVENTS_WAITING);
    }

    /**
     * @param clock nanoseconds of CLOCK_MONOTONIC
     * @param eventCapacity most events that wait for a reader
     */
    public SimulatorTarget(LongSupplier clock, int eventCapacity) {
        this.clock = clock;
        this.eventCapacity = eventCapacity;
    }

    @Override
    public String name() {
        return "sim";
    }

    @Override
    public KernelFeatures features() {
        return FEATURES;
    }

    /** Runs the static part of the kernel's checks; the rest shows when a packet comes to it. */
    @Override
    public LoadOutcome load(CompiledFilter filter) {
        long start = System.nanoTime();
        List<Insn> written = filter.code().stream().map(CompiledFilter.Placed::insn).toList();
        return switch (InsnDecoder.decode(InsnEncoder.encode(written))) {
            case InsnDecoder.Refused(int slot, String reason) ->
                new LoadOutcome.Rejected("insn " + slot + ": " + reason + "\n", -Errno.INVAL);
            case InsnDecoder.Decoded(List<Insn> program) -> check(filter, program, start);
        };
    }

    private LoadOutcome check(CompiledFilter filter, List<Insn> program, long start) {
        InsnFormatter formatter = InsnFormatter.of(filter.maps());
        Optional<LoadOutcome.Rejected> refusal = new StaticChecks(filter.hook(), filter.maps().size(), program,
                formatter).check();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SimulatedFilter loaded = SimulatedFilter.load(filter, program, clock, eventCapacity);
        long nanos = System.nanoTime() - start;
        return new LoadOutcome.Loaded(loaded, new LoadReport("", UNKNOWN, UNKNOWN, UNKNOWN, nanos));
    }

    /** None: the simulator runs packets that it is handed. */
    @Override
    public List<String> devices() {
        return List.of();
    }

    /** Nothing to release; loaded filters are closed on their own. */
    @Override
    public void close() {
    }
}
