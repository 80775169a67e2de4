package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.listing.InsnFormatter;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An eBPF machine: executes RFC 9669 over one packet at a time and refuses what the kernel's verifier would not have let
 * through, but only where the run comes to it. Not for several threads.
 */
final class Machine {

    /** BPF_MAX_LOOPS (include/linux/bpf.h): how often may_goto falls through in one run. */
    static final int MAY_GOTO_BUDGET = 8 * 1024 * 1024;
    /** More than the longest walk with the whole budget takes; ends programs that never end. */
    static final long STANDARD_LIMIT = 1_000_000_000L;

    private final List<Insn> insns;
    private final Program program;
    private final InsnFormatter formatter;
    private final Memory memory;
    private final Registers registers = new Registers();
    private final HelperCalls helpers;
    private final long limit;
    private long executed;
    private int mayGotoLeft;
    private int slot;

    /** @param limit most instructions of one run */
    Machine(List<Insn> insns, InsnFormatter formatter, Memory memory, EventQueue events,
            LongSupplier clock, long limit) {
        this.insns = List.copyOf(insns);
        this.program = Program.of(insns);
        this.formatter = formatter;
        this.memory = memory;
        this.helpers = new HelperCalls(memory, registers, events, clock);
        this.limit = limit;
    }

    /** How a run ended. */
    sealed interface End {

        /**
         * @param result r0
         * @param executed instructions
         * @param counter the counters entry written to last, or {@link Region#NO_COUNTER}
         */
        record Returned(long result, long executed, int counter) implements End {
        }

        record Faulted(SimFault fault) implements End {
        }
    }

    End run(SimPacket packet) {
        memory.start(packet, registers);
        executed = 0;
        mayGotoLeft = MAY_GOTO_BUDGET;
        slot = 0;
        try {
            loop();
            return new End.Returned(registers.number(0), executed, memory.movedCounter());
        } catch (Refusal refusal) {
            return new End.Faulted(refusal.at(slot, text(slot)));
        }
    }

    private String text(int at) {
        int next = 0;
        for (Insn insn : insns) {
            if (next == at) {
                return formatter.format(insn);
            }
            next += insn.slots();
        }
        return "(no instruction)";
    }

    private void loop() throws Refusal {
        Program p = program;
        int[] kinds = p.kind;
        int next = 0;
        while (true) {
            slot = next;
            if (next < 0 || next >= kinds.length) {
                throw Refusal.of("runs outside of the program");
            }
            if (++executed > limit) {
                throw Refusal.of("has run for " + limit + " instructions without an end");
            }
            int at = next++;
            switch (kinds[at]) {
                case Program.ALU -> alu(at);
                case Program.ALU32 -> alu32(at);
                case Program.LOAD -> memory.load(registers, p.dst[at], p.src[at], p.offset[at], p.op[at]);
                case Program.STORE -> store(at);
                case Program.BRANCH -> next = branch(at) ? p.offset[at] : next;
                case Program.BRANCH32 -> next = branch32(at) ? p.offset[at] : next;
                case Program.GOTO -> next = p.offset[at];
                case Program.MAY_GOTO -> next = mayGotoLeft-- <= 0 ? spent(at) : next;
                case Program.CALL -> helpers.call(Program.HELPERS[p.op[at]]);
                case Program.EXIT -> {
                    return;
                }
                default -> rare(at, kinds[at]);
            }
            next += isWide(kinds[at]) ? 1 : 0;
        }
    }

    private static boolean isWide(int kind) {
        return kind == Program.LOAD_IMM || kind == Program.LOAD_MAP || kind == Program.LOAD_MAP_VALUE;
    }

    private int spent(int at) {
        mayGotoLeft = 0;
        return program.offset[at];
    }

    private void rare(int at, int kind) throws Refusal {
        if (kind == Program.CMPXCHG) {
            memory.compareExchange(registers, program.dst[at], program.offset[at], program.src[at]);
            return;
        }
        int dst = writable(at);
        switch (kind) {
            case Program.NEG -> registers.setNumber(dst, -registers.number(dst));
            case Program.NEG32 -> registers.setNumber(dst, -registers.number(dst) & 0xffff_ffffL);
            case Program.MOVSX -> registers.setNumber(dst,
                    Arithmetic.signed(program.op[at], registers.number(program.src[at])));
            case Program.MOVSX32 -> registers.setNumber(dst,
                    Arithmetic.signed(program.op[at], registers.number(program.src[at])) & 0xffff_ffffL);
            case Program.SWAP -> registers.setNumber(dst, Arithmetic.byteSwap(
                    Program.ORDERS[(int) program.imm[at]], program.op[at], registers.number(dst)));
            case Program.LOAD_IMM -> registers.setNumber(dst, program.imm[at]);
            case Program.LOAD_MAP -> {
                Region map = memory.mapHandle(program.op[at]);
                registers.set(dst, map.base, map.id);
            }
            case Program.LOAD_MAP_VALUE -> {
                Region value = memory.mapValue(program.op[at], 0);
                registers.set(dst, value.base + program.offset[at], value.id);
            }
            case Program.LOAD_SIGNED -> {
                memory.load(registers, dst, program.src[at], program.offset[at], program.op[at]);
                registers.setNumber(dst, Arithmetic.signed(program.op[at] * 8, registers.number(dst)));
            }
            default -> throw Refusal.of("is in the middle of a wide load");
        }
    }

    private void alu(int at) throws Refusal {
        int dst = writable(at);
        int src = program.src[at];
        AluOp op = Program.ALU_OPS[program.op[at]];
        long b = src == Program.IMMEDIATE ? program.imm[at] : registers.value[src];
        int region = src == Program.IMMEDIATE ? Registers.NUMBER : registers.region[src];
        if (region == Registers.UNSET) {
            throw Registers.unset(src);
        }
        if (op == AluOp.MOV) {
            registers.set(dst, b, region);
        } else if ((registers.region[dst] | region) == Registers.NUMBER) {
            registers.value[dst] = Arithmetic.wide(op, registers.value[dst], b);
        } else {
            pointerArithmetic(op, dst, b, region);
        }
    }

    /** Pointers move by numbers, and two of one region have a distance; nothing else. */
    private void pointerArithmetic(AluOp op, int dst, long b, int region) throws Refusal {
        int own = registers.region[dst];
        if (own == Registers.UNSET) {
            throw Registers.unset(dst);
        }
        if (Math.max(own, region) >= Registers.MAYBE_NULL) {
            throw Refusal.of(dst, "computes with a pointer that may be null; compare it with 0 first");
        }
        long a = registers.value[dst];
        if (op == AluOp.ADD && (own == Registers.NUMBER || region == Registers.NUMBER)) {
            registers.set(dst, a + b, own | region);
        } else if (op == AluOp.SUB && region == Registers.NUMBER) {
            registers.set(dst, a - b, own);
        } else if (op == AluOp.SUB && region == own) {
            registers.setNumber(dst, a - b);
        } else {
            throw Refusal.of(dst, "computes " + op.symbol() + " with a pointer");
        }
    }

    private void alu32(int at) throws Refusal {
        int dst = writable(at);
        int src = program.src[at];
        AluOp op = Program.ALU_OPS[program.op[at]];
        long b = src == Program.IMMEDIATE ? program.imm[at] : registers.number(src);
        long a = op == AluOp.MOV ? 0 : registers.number(dst);
        registers.setNumber(dst, Arithmetic.narrow(op, (int) a, (int) b));
    }

    private int writable(int at) throws Refusal {
        int dst = program.dst[at];
        if (dst == Registers.FRAME_POINTER) {
            throw Refusal.of(dst, "is read only");
        }
        return dst;
    }

    private void store(int at) throws Refusal {
        int src = program.src[at];
        long value = program.imm[at];
        int region = Registers.NUMBER;
        if (src != Program.IMMEDIATE) {
            value = registers.value[src];
            region = registers.region[src];
            if (region == Registers.UNSET) {
                throw Registers.unset(src);
            }
        }
        memory.store(registers, program.dst[at], program.offset[at], program.op[at], value, region);
    }

    private boolean branch(int at) throws Refusal {
        int dst = program.dst[at];
        int src = program.src[at];
        Condition op = Program.CONDITIONS[program.op[at]];
        long b = src == Program.IMMEDIATE ? program.imm[at] : registers.value[src];
        int region = src == Program.IMMEDIATE ? Registers.NUMBER : registers.region[src];
        int own = registers.region[dst];
        boolean holds = Arithmetic.holds(op, registers.value[dst], b);
        if ((own | region) != Registers.NUMBER) {
            comparePointer(op, dst, src, b);
        }
        return holds;
    }

    /** Two pointers into one region compare by offset; with the number 0 any pointer compares for equality. */
    private void comparePointer(Condition op, int dst, int src, long b) throws Refusal {
        int own = registers.region[dst];
        int region = src == Program.IMMEDIATE ? Registers.NUMBER : registers.region[src];
        if (own == Registers.UNSET) {
            throw Registers.unset(dst);
        }
        if (region == Registers.UNSET) {
            throw Registers.unset(src);
        }
        boolean withNull = src == Program.IMMEDIATE && b == 0 && (op == Condition.EQ || op == Condition.NE);
        if (withNull && own >= Registers.MAYBE_NULL) {
            boolean isNull = registers.value[dst] == 0;
            registers.settle(own, isNull);
            memory.stack.settle(own, isNull);
        } else if (!withNull && own != region) {
            throw Refusal.of(dst, "is compared with something that points elsewhere or nowhere");
        }
    }

    private boolean branch32(int at) throws Refusal {
        int src = program.src[at];
        long a = registers.number(program.dst[at]);
        long b = src == Program.IMMEDIATE ? program.imm[at] : registers.number(src);
        return Arithmetic.holds(Program.CONDITIONS[program.op[at]], (int) a, (int) b);
    }
}
