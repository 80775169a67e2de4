package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.sim.Trace.Area;
import dev.protosieve.engine.sim.Trace.End;
import dev.protosieve.engine.sim.Trace.Holds;
import dev.protosieve.engine.sim.Trace.Touch;
import dev.protosieve.engine.sim.Trace.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a machine one instruction at a time and keeps what each one did. */
final class TraceRecorder {

    private static final Holds NOTHING = new Holds.Nothing();

    private final Machine machine;
    private final Memory memory;
    private final Program program;
    private final int most;
    private int[] slots = new int[1024];
    private final List<Holds[]> rows = new ArrayList<>();
    private final List<@Nullable Touch> touches = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private Holds[] now = new Holds[Trace.REGISTERS];
    private int count;

    TraceRecorder(Machine machine, Memory memory, int most) {
        this.machine = machine;
        this.memory = memory;
        this.program = machine.program();
        this.most = most;
    }

    Trace record(SimPacket packet) {
        machine.start(packet);
        now = read(null, -1, null);
        rows.add(now);
        Optional<Machine.End> end = Optional.empty();
        while (end.isEmpty() && count < most) {
            end = one();
        }
        End how = end.<End>map(e -> switch (e) {
            case Machine.End.Returned(long result, long _, int counter) -> new End.Returned((int) result, counter);
            case Machine.End.Faulted(SimFault fault) -> new End.Faulted(fault);
        }).orElseGet(() -> new End.Cut(count));
        return new Trace(Arrays.copyOf(slots, count), rows.toArray(Holds[][]::new), touches.toArray(Touch[]::new),
                writes, how);
    }

    private Optional<Machine.End> one() {
        int slot = machine.next();
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, count * 2);
        }
        slots[count] = slot;
        Place place = place(slot);
        Optional<Machine.End> end = machine.step();
        touches.add(place == null ? null : place.touch());
        if (place != null && place.touch().writes()) {
            writes.add(new Write(count, place.touch(), place.value(), written(slot, place)));
        }
        now = read(now, slot, place);
        rows.add(now);
        count++;
        return end;
    }

    private Holds written(int slot, Place place) {
        boolean stores = program.kind[slot] == Program.STORE && program.src[slot] != Program.IMMEDIATE;
        return stores ? now[program.src[slot]] : new Holds.Number(place.value(), Optional.empty());
    }

    /** Memory that an instruction is going to use. */
    private record Place(Touch touch, Region region, int at) {

        long value() {
            return Words.get(region, at, touch.size());
        }
    }

    private @Nullable Place place(int slot) {
        if (slot < 0 || slot >= program.kind.length) {
            return null;
        }
        Program p = program;
        return switch (p.kind[slot]) {
            case Program.LOAD, Program.LOAD_SIGNED -> place(p.src[slot], p.offset[slot], p.op[slot], false);
            case Program.STORE -> place(p.dst[slot], p.offset[slot], p.op[slot], true);
            case Program.ATOMIC -> place(p.dst[slot], p.offset[slot], Long.BYTES, true);
            case Program.ATOMIC32 -> place(p.dst[slot], p.offset[slot], Integer.BYTES, true);
            default -> null;
        };
    }

    private @Nullable Place place(int register, int offset, int size, boolean writes) {
        int id = machine.region(register);
        if (id <= Registers.NUMBER || id >= Registers.MAYBE_NULL) {
            return null;
        }
        Region region = memory.region(id);
        long at = machine.value(register) - region.base + offset;
        if (at < 0 || at + size > region.length) {
            return null;
        }
        long shown = region.kind == Region.Kind.STACK ? at - Stack.BYTES : at;
        return new Place(new Touch(area(region), shown, size, writes), region, (int) at);
    }

    private Area area(Region region) {
        return switch (region.kind) {
            case STACK -> new Area.Stack();
            case CONTEXT -> new Area.Context();
            case PACKET, PLAIN -> new Area.Packet();
            case MAP -> new Area.MapItself(name(region));
            case MAP_VALUE -> new Area.MapValue(name(region), region.length == 0 ? 0 : region.start / region.length);
        };
    }

    private String name(Region region) {
        return memory.maps.get(region.map).spec().name();
    }

    private Holds[] read(Holds @Nullable [] before, int slot, @Nullable Place place) {
        Holds[] after = new Holds[Trace.REGISTERS];
        boolean same = before != null;
        for (int r = 0; r < after.length; r++) {
            Holds holds = holds(r, before, slot, place);
            same = same && before != null && holds.equals(before[r]);
            after[r] = holds;
        }
        return same && before != null ? before : after;
    }

    private Holds holds(int register, Holds @Nullable [] before, int slot, @Nullable Place place) {
        int id = machine.region(register);
        if (id == Registers.UNSET) {
            return NOTHING;
        }
        long value = machine.value(register);
        if (id == Registers.NUMBER) {
            return new Holds.Number(value, from(register, value, before, slot, place));
        }
        Region region = memory.region(id & ~Registers.MAYBE_NULL);
        long offset = value - region.base - (region.kind == Region.Kind.STACK ? Stack.BYTES : 0);
        return new Holds.Pointer(area(region), offset, id >= Registers.MAYBE_NULL);
    }

    /** Loads and moves bring a number from a place; whatever computes with it makes another number of it. */
    private Optional<Touch> from(int register, long value, Holds @Nullable [] before, int slot,
            @Nullable Place place) {
        if (before == null || slot < 0) {
            return Optional.empty();
        }
        boolean target = program.dst[slot] == register;
        boolean load = program.kind[slot] == Program.LOAD || program.kind[slot] == Program.LOAD_SIGNED;
        if (target && load && place != null) {
            return Optional.of(place.touch());
        }
        boolean move = program.kind[slot] == Program.ALU && Program.ALU_OPS[program.op[slot]] == AluOp.MOV
                && program.src[slot] != Program.IMMEDIATE;
        Holds source = before[target && move ? program.src[slot] : register];
        return source instanceof Holds.Number(long old, Optional<Touch> from) && old == value
                && (!target || move || !writes(slot)) ? from : Optional.empty();
    }

    private boolean writes(int slot) {
        return switch (program.kind[slot]) {
            case Program.STORE, Program.BRANCH, Program.BRANCH32, Program.GOTO, Program.MAY_GOTO, Program.CALL,
                    Program.EXIT, Program.ATOMIC, Program.ATOMIC32 ->
                false;
            default -> true;
        };
    }
}
