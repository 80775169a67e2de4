package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.HelperNames;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.Alu;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Branch;
import dev.protosieve.engine.isa.Insn.ByteSwap;
import dev.protosieve.engine.isa.Insn.Call;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Exit;
import dev.protosieve.engine.isa.Insn.Goto;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.Load;
import dev.protosieve.engine.isa.Insn.LoadImm64;
import dev.protosieve.engine.isa.Insn.LoadMap;
import dev.protosieve.engine.isa.Insn.MayGoto;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.MoveSigned;
import dev.protosieve.engine.isa.Insn.Neg;
import dev.protosieve.engine.isa.Insn.Operand;
import dev.protosieve.engine.isa.Insn.Store;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import java.util.List;

/** What an instruction does, in plain English, for people who learn to read them. Meanings are those of RFC 9669. */
public final class InsnExplainer {

    private static final String ZERO_EXTENDS = " Works on the lower 32 bits and clears the upper ones.";

    private static final String GONE = " r1 to r5 are gone afterwards.";

    private final List<MapSpec> maps;

    /** @param maps of the filter, by index */
    public InsnExplainer(List<MapSpec> maps) {
        this.maps = List.copyOf(maps);
    }

    /** One to three sentences. {@code slot} is the instruction's own, so that jumps can name where they go. */
    public String explain(int slot, Insn insn) {
        return switch (insn) {
            case Alu(boolean wide, AluOp op, Reg dst, Operand src) ->
                arithmetic(op, dst, value(src)) + (wide ? "" : ZERO_EXTENDS);
            case Neg(boolean wide, Reg dst) -> "Changes the sign of " + dst + "." + (wide ? "" : ZERO_EXTENDS);
            case MoveSigned(boolean wide, int bits, Reg dst, Reg src) -> "Copies the lowest " + bits + " bits of " + src
                    + " to " + dst + " as a signed number: the sign fills the bits above." + (wide ? "" : ZERO_EXTENDS);
            case ByteSwap(Insn.Order order, int bits, Reg dst) -> byteSwap(order, bits, dst);
            case LoadImm64(Reg dst, long value) ->
                "Sets " + dst + " to the 64-bit number " + Long.toUnsignedString(value)
                        + ". It is too wide for one slot, so the instruction takes two.";
            case LoadMap(Reg dst, int map) -> "Puts the address of " + map(map) + " in " + dst
                    + ", for a helper. The loader writes the map's file descriptor here; the kernel replaces it.";
            case Insn.LoadMapValue(Reg dst, int map, int offset) -> "Puts the address of the data in " + map(map)
                    + (offset == 0 ? "" : ", " + offset + " bytes into it,") + " in " + dst
                    + ". The kernel knows the address, so nothing is looked up.";
            case Load(MemSize size, boolean signed, Reg dst, Reg src, int offset) -> "Reads " + bytes(size)
                    + " from " + address(src, offset) + " into " + dst + (signed
                            ? ", as a signed number: the sign fills the bits above."
                            : size == MemSize.U64 ? "." : " and clears the bits above.");
            case Store(MemSize size, Reg dst, int offset, Operand src) -> "Writes " + (size == MemSize.U64 ? ""
                    : "the lowest " + bytes(size) + " of ") + value(src) + " to " + address(dst, offset)
                    + (size == MemSize.U64 ? ", 8 bytes." : ".");
            case Insn.LoadAddress load -> address(load);
            case Insn.Atomic atomic -> atomic(atomic);
            case Branch(boolean wide, Condition op, Reg dst, Operand src, int offset) -> "Goes on at slot "
                    + (slot + 1 + offset) + " if " + condition(op, dst, value(src)) + ", otherwise with the next one."
                    + (wide ? "" : " Looks at the lower 32 bits only.");
            case Goto(int offset, boolean _) ->
                "Goes on at slot " + (slot + 1 + offset) + (offset < 0 ? ", back up: a loop." : ".");
            case MayGoto(int offset) ->
                "Goes on with the next slot, until the kernel's budget of 8,388,608 rounds is spent; "
                        + "then at slot " + (slot + 1 + offset) + ". So the verifier knows that the loop ends.";
            case Call(Helper helper) -> call(helper);
            case Insn.CallUnknown(int number) -> "Calls the kernel's helper number " + number + " ("
                    + HelperNames.of(number).orElse("not known here") + ")." + GONE;
            case Insn.CallLocal(int offset) -> "Calls the function of this program that begins at slot "
                    + (slot + 1 + offset)
                    + ", with r1 to r5 as arguments and a stack frame of its own. r6 to r9 stay as "
                    + "they are, r0 becomes its result." + GONE;
            case Insn.CallRegister(Reg target) -> "Calls what " + target
                    + " says. The kernel's verifier refuses this instruction.";
            case Insn.CallKernel(int id, int _) -> "Calls the kernel's function with BTF id " + id + "." + GONE;
            case Exit() -> "Ends the program. r0 is its result: what becomes of the packet.";
        };
    }

    private String address(Insn.LoadAddress load) {
        String what = switch (load.kind()) {
            case MAP_BY_INDEX -> map(load.imm());
            case MAP_VALUE_BY_INDEX -> "byte " + load.next() + " of the first value of " + map(load.imm());
            case VARIABLE -> "the kernel's variable with BTF id " + load.imm();
            case CODE -> "the function of this program " + load.imm() + " slots on";
        };
        return "Puts the address of " + what + " in " + load.dst() + ". It takes two slots.";
    }

    private static String atomic(Insn.Atomic atomic) {
        String place = (atomic.wide() ? "the 8 bytes at " : "the 4 bytes at ")
                + address(atomic.dst(), atomic.offset());
        String whole = ", all in one step that no other CPU can divide.";
        return switch (atomic.op()) {
            case CMPXCHG -> "Compares " + place + " with r0 and, if they are equal, puts " + atomic.src() + " there"
                    + whole + " r0 becomes what was there before.";
            case XCHG -> "Exchanges " + place + " and " + atomic.src() + whole;
            case ADD, FETCH_ADD -> "Adds " + atomic.src() + " to " + place + whole + before(atomic);
            case OR, FETCH_OR -> "Sets in " + place + " the bits that are set in " + atomic.src() + whole
                    + before(atomic);
            case AND, FETCH_AND -> "Keeps in " + place + " only the bits that are set in " + atomic.src() + whole
                    + before(atomic);
            case XOR, FETCH_XOR -> "Flips in " + place + " the bits that are set in " + atomic.src() + whole
                    + before(atomic);
        };
    }

    private static String before(Insn.Atomic atomic) {
        return atomic.op().fetches() ? " " + atomic.src() + " becomes what was there before." : "";
    }

    private static String arithmetic(AluOp op, Reg dst, String by) {
        return switch (op) {
            case MOV -> "Sets " + dst + " to " + by + ".";
            case ADD -> "Adds " + by + " to " + dst + ".";
            case SUB -> "Subtracts " + by + " from " + dst + ".";
            case MUL -> "Multiplies " + dst + " by " + by + ".";
            case DIV -> "Divides " + dst + " by " + by + ", both unsigned; dividing by 0 gives 0.";
            case SDIV -> "Divides " + dst + " by " + by + ", both signed; dividing by 0 gives 0.";
            case MOD -> "Leaves in " + dst + " the remainder of dividing it by " + by
                    + ", both unsigned; by 0 it stays as it is.";
            case SMOD -> "Leaves in " + dst + " the remainder of dividing it by " + by
                    + ", both signed; by 0 it stays as it is.";
            case OR -> "Sets in " + dst + " the bits that are set in " + by + ".";
            case AND -> "Keeps in " + dst + " only the bits that are set in " + by + ".";
            case XOR -> "Flips in " + dst + " the bits that are set in " + by + ".";
            case LSH -> "Shifts the bits of " + dst + " left by " + by + "; zeroes come in from the right.";
            case RSH -> "Shifts the bits of " + dst + " right by " + by + "; zeroes come in from the left.";
            case ARSH ->
                "Shifts the bits of " + dst + " right by " + by + "; copies of the sign come in from the left.";
        };
    }

    private static String byteSwap(Insn.Order order, int bits, Reg dst) {
        String low = bits == 64 ? "all 8 bytes" : "the lowest " + bits / 8 + " bytes";
        String rest = bits == 64 ? "" : " and clears those above";
        return switch (order) {
            case BE -> "Turns " + low + " of " + dst + " from network byte order (big-endian) to the machine's, or back"
                    + rest + ".";
            case LE -> "Turns " + low + " of " + dst + " from little-endian to the machine's byte order, or back" + rest
                    + ".";
            case SWAP -> "Reverses the order of " + low + " of " + dst + rest + ".";
        };
    }

    private static String condition(Condition op, Reg left, String right) {
        return switch (op) {
            case EQ -> left + " equals " + right;
            case NE -> left + " differs from " + right;
            case GT -> left + " is greater than " + right + " (unsigned)";
            case GE -> left + " is at least " + right + " (unsigned)";
            case LT -> left + " is less than " + right + " (unsigned)";
            case LE -> left + " is at most " + right + " (unsigned)";
            case SGT -> left + " is greater than " + right + " (signed)";
            case SGE -> left + " is at least " + right + " (signed)";
            case SLT -> left + " is less than " + right + " (signed)";
            case SLE -> left + " is at most " + right + " (signed)";
            case SET -> left + " and " + right + " have a set bit in common";
        };
    }

    private static String call(Helper helper) {
        String about = switch (helper) {
            case MAP_LOOKUP_ELEM -> "r1 is the map, r2 points to the key. r0 becomes a pointer to the value, or 0: "
                    + "the verifier wants that compared before the pointer is used.";
            case MAP_UPDATE_ELEM ->
                "r1 is the map, r2 points to the key, r3 to the value, r4 says whether the key may, must or "
                        + "must not be there already. r0 becomes 0, or negative if it could not be written.";
            case MAP_DELETE_ELEM ->
                "r1 is the map, r2 points to the key. r0 becomes 0, or negative if the key was not there.";
            case GET_PRANDOM_U32 -> "r0 becomes 32 random bits.";
            case REDIRECT -> "r1 is the number of the interface, r2 are flags. r0 becomes the action to return.";
            case KTIME_GET_NS -> "r0 becomes the nanoseconds since boot.";
            case GET_SMP_PROCESSOR_ID -> "r0 becomes the number of the CPU that runs the program.";
            case PERF_EVENT_OUTPUT ->
                "r1 is the context, r2 the map of rings, r3 says which ring and how many bytes of "
                        + "the packet to append, r4 and r5 are the record and its size. r0 becomes 0, or negative if it was lost.";
            case XDP_GET_BUFF_LEN ->
                "r1 is the context. r0 becomes the packet's length in bytes, all fragments included.";
            case SKB_LOAD_BYTES, XDP_LOAD_BYTES ->
                "r1 is the context, r2 the offset in the packet, r3 where to copy to, r4 how many bytes. "
                        + "r0 becomes 0, or negative if the packet is too short.";
            case SKB_PULL_DATA ->
                "r1 is the context, r2 how many bytes shall be directly readable. r0 becomes 0 on success; "
                        + "all pointers into the packet have to be loaded again.";
        };
        return "Calls the kernel's helper " + helper.symbol() + ". " + about + GONE;
    }

    private String map(int map) {
        return map >= 0 && map < maps.size() ? "the map \"" + maps.get(map).name() + "\"" : "map number " + map;
    }

    private static String bytes(MemSize size) {
        return size == MemSize.U8 ? "1 byte" : size.bytes() + " bytes";
    }

    private static String value(Operand operand) {
        return switch (operand) {
            case Use(Reg reg) -> reg.toString();
            case Imm(int value) -> Integer.toString(value);
        };
    }

    private static String address(Reg base, int offset) {
        if (base == Reg.R10) {
            return "the stack at " + offset;
        }
        return offset == 0 ? "where " + base + " points"
                : Math.abs(offset) + (offset < 0 ? " before" : " behind") + " where " + base + " points";
    }
}
