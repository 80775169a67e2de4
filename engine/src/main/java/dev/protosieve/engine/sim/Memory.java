package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn.AddressKind;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.sim.Region.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The memory of a loaded filter: the rules for reading and writing its {@link Regions}. */
final class Memory {

    final List<SimMap> maps;
    final Frames frames;
    private final Stack stack = new Stack();
    private final Optional<PlainMemory> plain;
    private final ContextLayout layout;
    private final byte[] context;
    private final Regions regions;
    /** Those of {@link #regions}. */
    private final @Nullable Region[] byId;
    private SimPacket packet = SimPacket.of(new byte[0]);
    private int movedCounter = Region.NO_COUNTER;

    /**
     * @param counters position of the map of counters, or -1
     * @param isVerdict which entries of it count verdicts
     */
    Memory(Hook hook, List<SimMap> maps, int counters, IntPredicate isVerdict) {
        this(hook, maps, counters, isVerdict, Optional.empty());
    }

    private Memory(Hook hook, List<SimMap> maps, int counters, IntPredicate isVerdict, Optional<PlainMemory> plain) {
        this.maps = List.copyOf(maps);
        this.plain = plain;
        this.frames = new Frames(stack);
        this.layout = new ContextLayout(hook);
        this.context = new byte[layout.size()];
        this.regions = new Regions(this.maps, stack.bytes, context,
                (map, entry) -> map == counters && isVerdict.test(entry));
        this.byId = regions.byId;
    }

    /** Memory as a machine without a verifier has it: one stack for all frames, one piece of memory, maps. */
    static Memory plain(List<SimMap> maps) {
        return new Memory(Hook.SOCKET, maps, -1, _ -> false, Optional.of(new PlainMemory()));
    }

    boolean isXdp() {
        return layout.isXdp();
    }

    boolean isPlain() {
        return plain.isPresent();
    }

    /** What the program ends with must be an answer that its hook knows. */
    void answer(long value) throws Refusal {
        if (plain.isEmpty() && Long.compareUnsigned(value, layout.greatestAnswer()) > 0) {
            throw Refusal.of(0, "is " + value + " at the end, where this hook takes 0 to " + layout.greatestAnswer());
        }
    }

    /** Makes the memory that of a fresh run over {@code next}; maps keep their values. */
    void start(SimPacket next, Registers registers) {
        packet = next;
        movedCounter = Region.NO_COUNTER;
        frames.reset();
        registers.reset();
        if (plain.isPresent()) {
            plain.get().start(next.bytes(), registers);
            return;
        }
        showPacket(next.linear());
        stack.reset();
        layout.fill(context, next);
        registers.set(1, byId[Regions.CONTEXT].base, Regions.CONTEXT);
        registers.set(Registers.FRAME_POINTER, byId[Regions.STACK].base + Stack.BYTES, Regions.STACK);
    }

    /** A function of the program is called: it gets a stack of its own. */
    void enter(int returnTo, Registers registers) throws Refusal {
        frames.enter(returnTo, registers);
        registers.keepArguments();
        if (plain.isPresent()) {
            registers.value[Registers.FRAME_POINTER] -= Stack.BYTES;
            return;
        }
        int id = Regions.stackId(frames.depth());
        byId[id] = Region.of(id, Kind.STACK, frames.stack(frames.depth()).bytes, Stack.BYTES);
        registers.set(Registers.FRAME_POINTER, byId[id].base + Stack.BYTES, id);
    }

    /** A function of the program ends; where its caller goes on. */
    int leave(Registers registers) throws Refusal {
        if (registers.region[0] == Regions.stackId(frames.depth())) {
            throw Refusal.of(0, "is a pointer to the stack of the function that ends");
        }
        registers.clobber();
        return frames.leave(registers);
    }

    private Stack stackOf(Region region) {
        return region.id == Regions.STACK ? stack : frames.stack(Regions.frame(region.id));
    }

    private void showPacket(int length) {
        byId[Regions.PACKET] = Region.of(Regions.PACKET, Kind.PACKET, packet.bytes(), length);
    }

    /** The packet moved, and shows {@code length} bytes now: pointers into it are worth nothing any more. */
    void movePacket(int length, Registers registers) {
        showPacket(length);
        registers.forget(Regions.PACKET);
        frames.forget(Regions.PACKET);
    }

    SimPacket packet() {
        return packet;
    }

    /** How much of the packet can be read directly. */
    int shownPacket() {
        return byId[Regions.PACKET].length;
    }

    /** The last counters entry written to in this run, or {@link Region#NO_COUNTER}. */
    int movedCounter() {
        return movedCounter;
    }

    Region region(int id) {
        return byId[id];
    }

    Region mapHandle(int map) {
        return regions.mapHandle(map);
    }

    Region mapValue(int map, int entry) {
        return regions.mapValue(map, entry);
    }

    void needContext(Registers registers, int register) throws Refusal {
        if (registers.region[register] != Regions.CONTEXT || registers.value[register] != byId[Regions.CONTEXT].base) {
            throw Refusal.of(register, "is not the context");
        }
    }

    /** The position of the map that {@code register} points to. */
    int needMap(Registers registers, int register) throws Refusal {
        int id = isPlain() ? PlainMemory.id(registers.value[register], byId.length) : registers.region[register];
        if (id <= Registers.NUMBER || id >= Registers.MAYBE_NULL || byId[id] == null
                || byId[id].kind != Kind.MAP) {
            throw Refusal.of(register, "is not a map");
        }
        return byId[id].map;
    }

    /** {@code dst = *(size *)(src + offset)}, zero-extended. */
    void load(Registers registers, int dst, int src, int offset, int size) throws Refusal {
        Region region = pointedTo(registers, src, offset);
        int at = check(region, registers, src, offset, size, "reads ");
        switch (region.kind) {
            case PACKET, MAP_VALUE, MAP, PLAIN -> registers.setNumber(dst, Words.get(region, at, size));
            case STACK -> {
                Stack.align(src, at, size);
                int pointee = stackOf(region).read(src, at, size);
                registers.set(dst, Words.get(region, at, size), pointee);
            }
            case CONTEXT -> loadContext(registers, dst, src, at, size);
        }
    }

    private void loadContext(Registers registers, int dst, int src, int at, int size) throws Refusal {
        Region shown = byId[Regions.PACKET];
        switch (layout.field(at, size)) {
            case NUMBER -> registers.setNumber(dst, Words.get(byId[Regions.CONTEXT], at, size));
            case PACKET_START -> registers.set(dst, shown.base, Regions.PACKET);
            case PACKET_END -> registers.set(dst, shown.base + shown.length, Regions.PACKET);
            case REFUSED -> throw Refusal.of(src,
                    "reads " + size + " bytes at offset " + at + " of the context, which this hook does not allow");
        }
    }

    /** {@code *(size *)(dst + offset) = value}, where {@code pointee} is the value's region. */
    void store(Registers registers, int dst, int offset, int size, long value, int pointee) throws Refusal {
        Region region = pointedTo(registers, dst, offset);
        int at = check(region, registers, dst, offset, size, "writes ");
        switch (region.kind) {
            case STACK -> {
                Stack.align(dst, at, size);
                if (pointee != Registers.NUMBER) {
                    requireMaySave(dst, region, size, pointee);
                }
                stackOf(region).write(at, size, pointee);
            }
            case PLAIN -> {
            }
            case MAP_VALUE -> {
                if (pointee != Registers.NUMBER) {
                    throw Refusal.of(dst, "writes a pointer into a map, where others can read it");
                }
                touch(dst, region);
            }
            case PACKET, CONTEXT, MAP ->
                throw Refusal.of(dst, "writes to the " + region.kind.phrase() + ", which a filter only reads");
        }
        Words.put(region, at, size, value);
    }

    private void requireMaySave(int register, Region region, int size, int pointee) throws Refusal {
        if (size != Long.BYTES) {
            throw Refusal.of(register, "saves " + size + " bytes of a pointer");
        }
        if (Regions.isStack(pointee) && region.id != Regions.stackId(frames.depth())) {
            throw Refusal.of(register, "saves a pointer to the stack in the stack of a caller");
        }
    }

    /** Section 5.3: memory changes by {@code op} and r0 or {@code src} is what was there before. */
    void atomic(Registers registers, AtomicOp op, int dst, int offset, int src, int size) throws Refusal {
        long operand = registers.number(src);
        long expected = op == AtomicOp.CMPXCHG ? registers.number(0) : 0;
        Region region = pointedTo(registers, dst, offset);
        int at = check(region, registers, dst, offset, size, "changes ");
        switch (region.kind) {
            case STACK -> {
                Stack.align(dst, at, size);
                if (stackOf(region).read(dst, at, size) != Registers.NUMBER) {
                    throw Refusal.of(dst, "computes with a saved pointer");
                }
                stackOf(region).write(at, size, Registers.NUMBER);
            }
            case MAP_VALUE -> requireWritable(dst, region, at, size);
            case PLAIN -> {
            }
            case PACKET, CONTEXT, MAP ->
                throw Refusal.of(dst, "is no place in a map value or the stack that can be changed atomically");
        }
        long old = Words.get(region, at, size);
        long next = Arithmetic.atomic(op, old, operand, size == Long.BYTES ? expected : expected & 0xffff_ffffL);
        if (op != AtomicOp.CMPXCHG || next != old) {
            noteCounter(region);
        }
        Words.put(region, at, size, next);
        if (op.fetches()) {
            registers.setNumber(op == AtomicOp.CMPXCHG ? 0 : src, old);
        }
    }

    private void requireWritable(int register, Region region, int at, int size) throws Refusal {
        if ((region.start + at) % size != 0) {
            throw Refusal.of(register, "changes " + size + " bytes atomically at " + at
                    + " of a map value, which is not a multiple of " + size);
        }
        if (maps.get(region.map).spec().isReadOnly()) {
            throw Refusal.of(register, "writes to a map that programs only read");
        }
    }

    /** Section 5.4: the address of a map, or of a byte in the value of a map that has only one. */
    void address(Registers registers, int dst, AddressKind kind, int map, int offset) throws Refusal {
        switch (kind) {
            case MAP_BY_INDEX -> registers.point(dst, mapHandle(map).base, mapHandle(map).id);
            case MAP_VALUE_BY_INDEX -> {
                SimMap values = maps.get(map);
                if (values.spec().kind() != MapSpec.Kind.ARRAY || values.entries() != 1) {
                    throw Refusal.of("takes the address of a value of a map that is no array with one entry");
                }
                if (offset < 0 || offset >= values.spec().valueSize()) {
                    throw Refusal.of("takes the address of byte " + offset + " of a value of "
                            + values.spec().valueSize());
                }
                Region value = mapValue(map, 0);
                registers.point(dst, value.base + offset, value.id);
            }
            case VARIABLE -> throw Refusal.of("takes the address of a variable of the kernel, of which there are none");
            case CODE -> throw Refusal.of("takes the address of a function, which no helper here takes");
        }
    }

    /** Writes a whole value of a map that programs may write to. */
    void write(int map, int entry, byte[] value) {
        Region region = mapValue(map, entry);
        noteCounter(region);
        System.arraycopy(value, 0, region.bytes, region.start, value.length);
    }

    private void touch(int register, Region region) throws Refusal {
        if (maps.get(region.map).spec().isReadOnly()) {
            throw Refusal.of(register, "writes to a map that programs only read");
        }
        noteCounter(region);
    }

    private void noteCounter(Region region) {
        if (region.counter != Region.NO_COUNTER) {
            movedCounter = region.counter;
        }
    }

    /**
     * Bytes that a helper reads at {@code register}.
     *
     * @param fromPacket whether the helper takes packet memory: pkt_access of its struct bpf_func_proto
     */
    byte[] readByHelper(Registers registers, int register, int size, boolean fromPacket) throws Refusal {
        Region region = pointedTo(registers, register, 0);
        int at = check(region, registers, register, 0, size, "lets a helper read ");
        switch (region.kind) {
            case STACK -> stackOf(region).readByHelper(register, at, size);
            case MAP_VALUE, PLAIN -> {
            }
            case PACKET -> {
                if (!fromPacket) {
                    throw Refusal.of(register, "points into the packet, which this helper does not take");
                }
            }
            case CONTEXT, MAP -> throw Refusal.of(register, "is no memory that a helper may read");
        }
        return Arrays.copyOfRange(region.bytes, region.start + at, region.start + at + size);
    }

    /** Where a helper writes {@code bytes}. */
    void writeByHelper(Registers registers, int register, byte[] bytes) throws Refusal {
        Region region = pointedTo(registers, register, 0);
        int at = check(region, registers, register, 0, bytes.length, "lets a helper write ");
        switch (region.kind) {
            case STACK -> {
                for (int i = 0; i < bytes.length; i++) {
                    stackOf(region).write(at + i, 1, Registers.NUMBER);
                }
            }
            case PLAIN -> {
            }
            case MAP_VALUE -> touch(register, region);
            case PACKET, CONTEXT, MAP -> throw Refusal.of(register, "is no memory that a helper may write to");
        }
        System.arraycopy(bytes, 0, region.bytes, region.start + at, bytes.length);
    }

    private Region pointedTo(Registers registers, int register, int offset) throws Refusal {
        int id = registers.region[register];
        if (id > Registers.NUMBER && id < Registers.MAYBE_NULL) {
            if (byId[id].kind == Kind.MAP) {
                throw Refusal.of(register, "points to the map itself; look a value up first");
            }
            return byId[id];
        }
        if (id == Registers.UNSET) {
            throw Registers.unset(register);
        }
        if (plain.isPresent()) {
            return plain.get().region(register, registers.value[register], offset, byId);
        }
        throw Refusal.of(register, id == Registers.NUMBER ? "is a number, not a pointer"
                : "may be null; compare it with 0 first");
    }

    private static int check(Region region, Registers registers, int register, int offset, int size, String verb)
            throws Refusal {
        long at = registers.value[register] - region.base + offset;
        if (at < 0 || at > region.length - size) {
            throw Refusal.of(register, verb + size + " bytes at offset "
                    + (region.kind == Kind.STACK ? at - Stack.BYTES : at) + " of " + region.phrase());
        }
        return (int) at;
    }
}
