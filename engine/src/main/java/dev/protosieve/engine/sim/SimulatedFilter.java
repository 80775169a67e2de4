package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.GroupLayout;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.typed.ExprType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** A filter loaded into the simulator. Its maps live as long as it does. */
public final class SimulatedFilter implements LoadedFilter {

    private static final String COUNTERS = "counters";

    private final CompiledFilter filter;
    private final List<SimMap> maps;
    private final int counters;
    private final EventQueue events;
    private final Machine machine;
    private final Memory memory;
    private boolean closed;

    private SimulatedFilter(CompiledFilter filter, List<Insn> program, LongSupplier clock, int eventCapacity) {
        this.filter = filter;
        this.maps = filter.maps().stream().map(SimMap::of).toList();
        this.counters = position(filter.maps());
        this.events = new EventQueue(eventCapacity);
        this.memory = new Memory(filter.hook(), maps, counters, filter.counters()::isVerdict);
        this.machine = new Machine(program, InsnFormatter.of(filter.maps()), memory, events, clock,
                Machine.STANDARD_LIMIT);
    }

    static SimulatedFilter load(CompiledFilter filter, List<Insn> program, LongSupplier clock, int eventCapacity) {
        return new SimulatedFilter(filter, program, clock, eventCapacity);
    }

    private static int position(List<MapSpec> maps) {
        return IntStream.range(0, maps.size()).filter(i -> maps.get(i).name().equals(COUNTERS)).findFirst().orElse(-1);
    }

    @Override
    public CompiledFilter filter() {
        return filter;
    }

    /**
     * Runs it over a packet all of whose bytes are linear.
     *
     * @throws SimulationFailed when the program does what the machine refuses
     */
    @Override
    public RunResult run(byte[] packet) {
        return run(packet, packet.length);
    }

    /**
     * Runs it over a packet of which only the first {@code linear} bytes lie between {@code data} and {@code data_end}, as
     * a kernel buffer with fragments does.
     *
     * @throws SimulationFailed when the program does what the machine refuses
     */
    public RunResult run(byte[] packet, int linear) {
        return run(new SimPacket(packet.clone(), linear, SimPacket.UNTAGGED));
    }

    /**
     * Runs it over a packet whose outermost VLAN tag the kernel has taken out, as it does with what an interface receives
     * before programs of sockets and traffic control see it.
     *
     * @param tag priority, drop bit and VLAN id
     * @throws SimulationFailed when the program does what the machine refuses
     */
    public RunResult runUntagged(byte[] packet, int tag) {
        return run(new SimPacket(packet.clone(), packet.length, tag));
    }

    private synchronized RunResult run(SimPacket packet) {
        requireOpen();
        return switch (machine.run(packet.without(filter.hook().hidden()))) {
            case Machine.End.Returned(long result, long _, int counter) -> new RunResult((int) result, counter);
            case Machine.End.Faulted(SimFault fault) -> throw new SimulationFailed(fault);
        };
    }

    /**
     * Runs it and keeps what each instruction did; counters and events move as in {@link #run}.
     *
     * @param most instructions that are recorded; a longer run is cut there
     */
    public synchronized Trace trace(byte[] packet, int most) {
        requireOpen();
        return new TraceRecorder(machine, memory, most)
                .record(SimPacket.of(packet.clone()).without(filter.hook().hidden()));
    }

    /** How many instructions a packet takes; counters and events move as in {@link #run}. */
    public synchronized long instructions(byte[] packet) {
        requireOpen();
        return switch (machine.run(SimPacket.of(packet.clone()).without(filter.hook().hidden()))) {
            case Machine.End.Returned(long _, long executed, int _) -> executed;
            case Machine.End.Faulted(SimFault fault) -> throw new SimulationFailed(fault);
        };
    }

    @Override
    public synchronized Counters counters() {
        int entries = filter.counters().entries();
        long[] packets = new long[entries];
        long[] bytes = new long[entries];
        if (counters >= 0) {
            ByteBuffer values = ByteBuffer.wrap(maps.get(counters).values()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < entries; i++) {
                packets[i] = values.getLong(i * CounterLayout.ENTRY_SIZE);
                bytes[i] = values.getLong(i * CounterLayout.ENTRY_SIZE + Long.BYTES);
            }
        }
        return new Counters(packets, bytes);
    }

    @Override
    public synchronized List<Group> groups(int rule) {
        List<Group> groups = new ArrayList<>();
        for (SimMap map : maps) {
            if (map.spec().name().equals(GroupLayout.groups(rule))) {
                ExprType type = filter.rules().rules().get(rule).measure().key().orElseThrow().type();
                ByteBuffer values = ByteBuffer.wrap(map.values()).order(ByteOrder.LITTLE_ENDIAN);
                map.keys().orElseThrow().forEach((key, entry) -> groups.add(new Group(GroupLayout.key(type, key),
                        values.getLong(entry * map.spec().valueSize()),
                        values.getLong(entry * map.spec().valueSize() + Long.BYTES))));
            }
        }
        return Group.sorted(groups);
    }

    @Override
    public synchronized EventReader events() {
        requireOpen();
        events.open();
        return new EventReader() {
            @Override
            public int drain(Sink sink) {
                return events.drain(sink);
            }

            @Override
            public void close() {
                events.close();
            }
        };
    }

    @Override
    public AttachOutcome attach(AttachPoint point) {
        return new AttachOutcome.Refused("The simulator has no network interfaces, so nothing can be attached to "
                + point.device() + ".", "Choose the kernel as target, or run single packets here.");
    }

    @Override
    public synchronized void close() {
        closed = true;
        events.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the filter " + filter.name() + " is closed");
        }
    }
}
