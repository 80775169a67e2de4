package dev.protosieve.engine.sim;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A run of a filter over one packet, instruction by instruction. Positions count the instructions that were executed: at
 * position {@code p}, instruction {@code p} is the next one.
 */
public final class Trace {

    static final int REGISTERS = 11;

    /** How a run ended. */
    public sealed interface End {

        /** @param action what the program returned; {@code entry} the counters entry that moved, or -1 */
        record Returned(int action, int entry) implements End {
        }

        record Faulted(SimFault fault) implements End {
        }

        /** There were more instructions than are recorded. */
        record Cut(int recorded) implements End {
        }
    }

    /** Where bytes are. */
    public sealed interface Area {

        record Packet() implements Area {
        }

        /** Offsets are below the frame pointer, so negative. */
        record Stack() implements Area {
        }

        record Context() implements Area {
        }

        record MapItself(String map) implements Area {
        }

        record MapValue(String map, int entry) implements Area {
        }
    }

    /** What a register holds, as far as it is known. */
    public sealed interface Holds {

        record Nothing() implements Holds {
        }

        /** @param from where it was loaded from, if it is still as it was there */
        record Number(long value, Optional<Touch> from) implements Holds {
        }

        record Pointer(Area area, long offset, boolean maybeNull) implements Holds {
        }
    }

    /**
     * Bytes that an instruction read or wrote.
     *
     * @param offset in the area; for the packet from the first byte that the hook shows
     */
    public record Touch(Area area, long offset, int size, boolean writes) {
    }

    /** A write to memory: what is there now. */
    record Write(int position, Touch touch, long after, Holds holds) {
    }

    private final int[] slots;
    private final Holds[][] registers;
    private final Touch[] touches;
    private final List<Write> writes;
    private final End end;

    /** @param registers before each instruction, and behind the last one; rows that did not change are shared */
    Trace(int[] slots, Holds[][] registers, Touch[] touches, List<Write> writes, End end) {
        this.slots = slots;
        this.registers = registers;
        this.touches = touches;
        this.writes = List.copyOf(writes);
        this.end = end;
    }

    /** How many instructions were executed and recorded. */
    public int size() {
        return slots.length;
    }

    /** Whether the same instructions were executed in the same order. */
    public boolean tookTheWayOf(Trace other) {
        return Arrays.equals(slots, other.slots);
    }

    public End end() {
        return end;
    }

    /** The slot of the instruction at a position; behind the end that of the last one. */
    public int slot(int position) {
        return slots.length == 0 ? 0 : slots[Math.clamp(position, 0, slots.length - 1)];
    }

    /** What r0 to r10 hold before the instruction at a position. */
    public List<Holds> registers(int position) {
        return List.of(registers[Math.clamp(position, 0, registers.length - 1)]);
    }

    /** What the instruction at a position reads or writes. */
    public Optional<Touch> touch(int position) {
        return position < 0 || position >= touches.length ? Optional.empty() : Optional.ofNullable(touches[position]);
    }

    /** The registers that the instruction before a position changed. */
    public BitSet changed(int position) {
        BitSet changed = new BitSet(REGISTERS);
        if (position > 0 && position < registers.length) {
            for (int i = 0; i < REGISTERS; i++) {
                changed.set(i, !registers[position][i].equals(registers[position - 1][i]));
            }
        }
        return changed;
    }

    /** Every place that was written before a position, with its last value, in the order of the first write. */
    public List<Written> memory(int position) {
        var places = new LinkedHashMap<List<Object>, Written>();
        for (Write write : writes) {
            if (write.position() >= position) {
                break;
            }
            places.put(List.of(write.touch().area(), write.touch().offset()),
                    new Written(write.touch(), write.after(), write.holds(), write.position()));
        }
        return List.copyOf(places.values());
    }

    /**
     * A place in the stack or in a map.
     *
     * @param holds what was written, if it was a register
     * @param position of the instruction that wrote it last
     */
    public record Written(Touch place, long value, Holds holds, int position) {
    }

    /** The first position from {@code from} on at which that slot is next, or -1. */
    public int next(int slot, int from) {
        for (int i = Math.max(0, from); i < slots.length; i++) {
            if (slots[i] == slot) {
                return i;
            }
        }
        return -1;
    }

    /** The last position before {@code from} at which that slot is next, or -1. */
    public int previous(int slot, int from) {
        for (int i = Math.min(from, slots.length) - 1; i >= 0; i--) {
            if (slots[i] == slot) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the run came to that instruction. */
    public boolean passes(int slot) {
        return Arrays.stream(slots).anyMatch(s -> s == slot);
    }

    /** What instructions of a slot read or wrote, each place once. */
    public List<Touch> touchesOf(int slot) {
        return IntStream.range(0, touches.length).filter(i -> slots[i] == slot && touches[i] != null)
                .mapToObj(i -> touches[i]).distinct().toList();
    }

    /** The slots of instructions that read any of those bytes of the packet, ascending. */
    public List<Integer> readersOf(long start, long end) {
        return IntStream.range(0, touches.length)
                .filter(i -> touches[i] != null && touches[i].area() instanceof Area.Packet
                        && touches[i].offset() < end && touches[i].offset() + touches[i].size() > start)
                .map(i -> slots[i]).distinct().sorted().boxed().toList();
    }
}
