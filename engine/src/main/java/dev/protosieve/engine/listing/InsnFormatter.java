package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.HelperNames;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.Alu;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
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
import java.util.Locale;

/**
 * An instruction as the verifier's log writes it behind {@code (op)}: kernel/bpf/disasm.c, print_bpf_insn(). Arithmetic has
 * decimal immediates, jumps and wide loads hexadecimal ones. Maps are shown by name, {@code map[counters]}, where bpftool
 * has {@code map[id:N]}.
 */
public final class InsnFormatter {

    private final List<String> maps;

    /** @param maps names of the maps by index; an index beyond them is shown as a number */
    public InsnFormatter(List<String> maps) {
        this.maps = List.copyOf(maps);
    }

    public static InsnFormatter of(List<MapSpec> maps) {
        return new InsnFormatter(maps.stream().map(MapSpec::name).toList());
    }

    /** One line without a line end. */
    public String format(Insn insn) {
        return switch (insn) {
            case Alu(boolean wide, AluOp op, Reg dst, Operand src) ->
                name(wide, dst) + " " + op.symbol() + " " + decimal(wide, src);
            case Neg(boolean wide, Reg dst) -> name(wide, dst) + " = -" + name(wide, dst);
            case MoveSigned(boolean wide, int bits, Reg dst, Reg src) ->
                name(wide, dst) + " = (s" + bits + ")" + name(wide, src);
            case ByteSwap(Insn.Order order, int bits, Reg dst) -> dst + " = " + word(order) + bits + " " + dst;
            case LoadImm64(Reg dst, long value) -> dst + " = 0x" + Long.toHexString(value);
            case LoadMap(Reg dst, int map) ->
                dst + " = map[" + map(map) + "]";
            case Load(MemSize size, boolean signed, Reg dst, Reg src, int offset) ->
                dst + " = " + memory(signed ? "s" : "u", size, src, offset);
            case Store(MemSize size, Reg dst, int offset, Operand src) ->
                memory("u", size, dst, offset) + " = " + decimal(true, src);
            case Insn.LoadMapValue(Reg dst, int map, int offset) ->
                dst + " = map[" + map(map) + "][0]" + signed(offset);
            case Insn.LoadAddress load -> load.dst() + " = " + address(load);
            case Insn.Atomic atomic -> atomic(atomic);
            case Branch(boolean wide, Condition op, Reg dst, Operand src, int offset) ->
                "if " + name(wide, dst) + " " + op.symbol() + " " + hex(wide, src) + " goto " + relative(offset);
            case Goto(int offset, boolean far) -> (far ? "gotol " : "goto ") + relative(offset);
            case MayGoto(int offset) -> "may_goto " + relative(offset);
            case Call(var helper) -> "call " + helper.symbol() + "#" + helper.number();
            case Insn.CallUnknown(int number) -> "call " + HelperNames.of(number).orElse("unknown") + "#" + number;
            case Insn.CallLocal(int offset) -> "call " + relative(offset);
            case Insn.CallRegister(Reg target) -> "callx " + target;
            case Insn.CallKernel(int id, int _) -> "call kernel-function#" + id;
            case Exit() -> "exit";
        };
    }

    /** Where the kernel writes an address that depends on the machine: what is there, by the numbers of the instruction. */
    private String address(Insn.LoadAddress load) {
        int imm = load.imm();
        return switch (load.kind()) {
            case MAP_BY_INDEX -> "map_by_idx[" + imm + "]";
            case MAP_VALUE_BY_INDEX -> "map_by_idx[" + imm + "][0]" + signed(load.next());
            case VARIABLE -> "var[" + imm + "]" + signed(load.next());
            case CODE -> "func[" + signed(imm) + "]" + signed(load.next());
        };
    }

    private String map(int map) {
        return map >= 0 && map < maps.size() ? maps.get(map) : Integer.toString(map);
    }

    private static String atomic(Insn.Atomic atomic) {
        MemSize size = atomic.wide() ? MemSize.U64 : MemSize.U32;
        AtomicOp op = atomic.op();
        String place = "(u" + size.bytes() * 8 + " *)(" + atomic.dst() + " " + signed(atomic.offset()) + ")";
        if (!op.fetches()) {
            return "lock *" + place + " " + symbol(op) + " " + atomic.src();
        }
        boolean compares = op == AtomicOp.CMPXCHG;
        return (compares ? Reg.R0 : atomic.src()) + " = atomic" + (atomic.wide() ? "64" : "") + "_" + op.word() + "("
                + place + ", " + (compares ? Reg.R0 + ", " : "") + atomic.src() + ")";
    }

    private static String symbol(AtomicOp op) {
        return switch (op) {
            case ADD, FETCH_ADD -> AluOp.ADD.symbol();
            case OR, FETCH_OR -> AluOp.OR.symbol();
            case AND, FETCH_AND -> AluOp.AND.symbol();
            case XOR, FETCH_XOR -> AluOp.XOR.symbol();
            case XCHG, CMPXCHG -> AluOp.MOV.symbol();
        };
    }

    private static String name(boolean wide, Reg reg) {
        return (wide ? "r" : "w") + reg.ordinal();
    }

    private static String decimal(boolean wide, Operand operand) {
        return switch (operand) {
            case Use(Reg reg) -> name(wide, reg);
            case Imm(int value) -> Integer.toString(value);
        };
    }

    private static String hex(boolean wide, Operand operand) {
        return switch (operand) {
            case Use(Reg reg) -> name(wide, reg);
            case Imm(int value) -> "0x" + Integer.toHexString(value);
        };
    }

    private static String memory(String sign, MemSize size, Reg base, int offset) {
        return "*(" + sign + size.bytes() * 8 + " *)(" + base + " " + signed(offset) + ")";
    }

    private static String relative(int offset) {
        return "pc" + signed(offset);
    }

    private static String signed(int number) {
        return number < 0 ? Integer.toString(number) : "+" + number;
    }

    private static String word(Insn.Order order) {
        return switch (order) {
            case LE, BE -> order.name().toLowerCase(Locale.ROOT);
            case SWAP -> "bswap";
        };
    }
}
