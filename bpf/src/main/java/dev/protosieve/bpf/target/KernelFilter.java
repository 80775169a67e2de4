package dev.protosieve.bpf.target;

import dev.protosieve.bpf.attach.HoldOutcome;
import dev.protosieve.bpf.map.BpfMap;
import dev.protosieve.bpf.map.PerCpuCounters;
import dev.protosieve.bpf.map.PerCpuHash;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.bpf.ring.PerfRings;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.GroupLayout;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.typed.ExprType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A filter in the kernel. A run is told from the counters before and after it, so on a filter that is attached too, traffic
 * in that moment can be taken for the run.
 */
final class KernelFilter implements LoadedFilter {

    private static final String COUNTERS = "counters";
    private static final String EVENTS = "events";
    /** Packets and bytes. */
    private static final int COLUMNS = CounterLayout.ENTRY_SIZE / Long.BYTES;

    private final CompiledFilter filter;
    private final Program program;
    private final List<BpfMap> maps;
    private final int cpus;
    private final int ringBytes;
    private final Consumer<KernelFilter> onClose;
    private final TestRun testRun;
    private final PerCpuCounters counters;
    private final long[] before;
    private final long[] after;
    /** Whether {@code before} is still true: nothing but runs has moved the counters since it was read. */
    private boolean settled;
    private final List<KernelAttachment> attachments = new ArrayList<>();
    private @Nullable KernelEvents reader;
    private boolean closed;

    KernelFilter(CompiledFilter filter, Program program, List<BpfMap> maps, int cpus, int ringBytes,
            Consumer<KernelFilter> onClose) {
        this.filter = filter;
        this.program = program;
        this.maps = maps;
        this.cpus = cpus;
        this.ringBytes = ringBytes;
        this.onClose = onClose;
        this.testRun = new TestRun(program);
        this.counters = new PerCpuCounters(map(COUNTERS).orElseThrow(
                () -> new IllegalArgumentException("the filter has no map " + COUNTERS)), cpus);
        this.before = new long[filter.counters().entries() * COLUMNS];
        this.after = new long[before.length];
    }

    private Optional<BpfMap> map(String name) {
        return maps.stream().filter(map -> map.shape().name().equals(name)).findFirst();
    }

    @Override
    public CompiledFilter filter() {
        return filter;
    }

    Program program() {
        return program;
    }

    /**
     * When {@code log} rules match on the way, the entry is that of what ended the evaluation.
     *
     * @throws IllegalArgumentException for a packet without an Ethernet header, or longer than the kernel's test runs take
     *     (about 3,500 bytes)
     */
    @Override
    public synchronized RunResult run(byte[] packet) {
        testRun.requireWhole(packet);
        requireOpen();
        if (!settled) {
            counters.read(before);
        }
        int action = action(packet);
        counters.read(after);
        int entry = FinalEntry.of(filter.counters(), before, after,
                rule -> filter.rules().rules().get(rule).action().isFinal());
        System.arraycopy(after, 0, before, 0, after.length);
        settled = attachments.isEmpty();
        return new RunResult(action, entry);
    }

    private int action(byte[] packet) {
        try {
            return testRun.run(packet, 1).action();
        } catch (IllegalArgumentException e) {
            settled = false;
            throw e;
        }
    }

    @Override
    public synchronized Counters counters() {
        requireOpen();
        counters.read(after);
        int entries = filter.counters().entries();
        long[] packets = new long[entries];
        long[] bytes = new long[entries];
        for (int entry = 0; entry < entries; entry++) {
            packets[entry] = after[COLUMNS * entry];
            bytes[entry] = after[COLUMNS * entry + 1];
        }
        return new Counters(packets, bytes);
    }

    @Override
    public synchronized List<Group> groups(int rule) {
        requireOpen();
        Optional<BpfMap> map = map(GroupLayout.groups(rule));
        if (map.isEmpty()) {
            return List.of();
        }
        ExprType type = filter.rules().rules().get(rule).measure().key().orElseThrow().type();
        List<Group> groups = new ArrayList<>();
        new PerCpuHash(map.get(), cpus).read(
                (key, sums) -> groups.add(new Group(GroupLayout.key(type, key), sums[0], sums[1])));
        return Group.sorted(groups);
    }

    /** A reader without events when the filter was compiled without. */
    @Override
    public synchronized EventReader events() {
        requireOpen();
        if (reader != null && reader.isOpen()) {
            throw new IllegalStateException("the events of this filter have a reader already");
        }
        KernelEvents opened = new KernelEvents(filter.events().enabled()
                ? map(EVENTS).map(map -> PerfRings.open(map, ringBytes))
                : Optional.empty());
        reader = opened;
        return opened;
    }

    @Override
    public synchronized AttachOutcome attach(AttachPoint point) {
        requireOpen();
        return switch (Holds.hold(filter.hook(), program, point)) {
            case HoldOutcome.Refused(String reason, String hint) -> new AttachOutcome.Refused(reason, hint);
            case HoldOutcome.Held(var hold, String how) -> {
                KernelAttachment attachment = new KernelAttachment(point, how, hold, this);
                take(attachment);
                yield new AttachOutcome.Attached(attachment, how);
            }
        };
    }

    synchronized void take(KernelAttachment attachment) {
        settled = false;
        attachments.add(attachment);
    }

    synchronized void release(KernelAttachment attachment) {
        attachments.remove(attachment);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the filter is closed");
        }
    }

    @Override
    public void close() {
        for (KernelAttachment attachment : stillAttached()) {
            attachment.close();
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (reader != null) {
                reader.close();
            }
            program.close();
            maps.forEach(BpfMap::close);
        }
        onClose.accept(this);
    }

    private synchronized List<KernelAttachment> stillAttached() {
        return List.copyOf(attachments);
    }
}
