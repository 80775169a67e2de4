package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AddressKind;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.listing.InsnFormatter;
import java.util.List;
import java.util.Optional;
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
    private final Registers registers;
    private final HelperCalls helpers;
    private final OtherCalls others;
    private final long limit;
    private long executed;
    private int mayGotoLeft;
    private int slot;
    private int resume;

    /** @param limit most instructions of one run */
    Machine(List<Insn> insns, InsnFormatter formatter, Memory memory, EventQueue events,
            LongSupplier clock, long limit) {
        this(insns, formatter, memory, events, clock, limit, OtherCalls.NONE);
    }

    /**
     * @param limit most instructions of one run
     * @param others what happens at calls of helpers that are not the kernel's
     */
    Machine(List<Insn> insns, InsnFormatter formatter, Memory memory, EventQueue events, LongSupplier clock, long limit,
            OtherCalls others) {
        this.insns = List.copyOf(insns);
        this.program = Program.of(insns);
        this.formatter = formatter;
        this.memory = memory;
        this.registers = new Registers(memory.isPlain());
        this.others = others;
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
        start(packet);
        return advance(limit).orElseThrow();
    }

    /** Before the first instruction. */
    void start(SimPacket packet) {
        memory.start(packet, registers);
        executed = 0;
        mayGotoLeft = MAY_GOTO_BUDGET;
        slot = 0;
        resume = 0;
    }

    /** The next instruction; how the run ended, if it did. */
    Optional<End> step() {
        return advance(Math.min(executed + 1, limit));
    }

    private Optional<End> advance(long stop) {
        try {
            if (loop(stop)) {
                long answer = registers.number(0);
                memory.answer(answer);
                return Optional.of(new End.Returned(answer, executed, memory.movedCounter()));
            }
            if (executed == limit) {
                throw Refusal.of("has run for " + limit + " instructions without an end");
            }
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(new End.Faulted(refusal.at(slot, text(slot))));
        }
    }

    /** The instruction that {@link #step} executes next. */
    int next() {
        return resume;
    }

    long value(int register) {
        return registers.value[register];
    }

    /** Of {@link Registers}: where a register points to. */
    int region(int register) {
        return registers.region[register];
    }

    Program program() {
        return program;
    }

    boolean isSet(int register) {
        return registers.region[register] != Registers.UNSET;
    }

    String text(int at) {
        int next = 0;
        for (Insn insn : insns) {
            if (next == at) {
                return formatter.format(insn);
            }
            next += insn.slots();
        }
        return "(no instruction)";
    }

    /** Whether the program ended, before so many instructions were executed. */
    private boolean loop(long stop) throws Refusal {
        Program p = program;
        int[] kinds = p.kind;
        int next = resume;
        while (true) {
            slot = next;
            if (executed == stop) {
                resume = next;
                return false;
            }
            if (next < 0 || next >= kinds.length) {
                throw Refusal.of("runs outside of the program");
            }
            executed++;
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
                    if (memory.frames.depth() == 0) {
                        return true;
                    }
                    next = memory.leave(registers);
                }
                case Program.CALL_LOCAL -> {
                    memory.enter(next, registers);
                    next = p.offset[at];
                }
                case Program.CALL_OTHER, Program.CALL_REGISTER -> {
                    if (otherCall(at)) {
                        return true;
                    }
                }
                default -> next += rare(at, kinds[at]);
            }
        }
    }

    private int spent(int at) {
        mayGotoLeft = 0;
        return program.offset[at];
    }

    /** Whether the call ends the run. */
    private boolean otherCall(int at) throws Refusal {
        int number = (int) program.imm[at];
        if (program.kind[at] == Program.CALL_REGISTER) {
            return others.indirect(program.dst[at], registers, memory);
        }
        if (program.op[at] == Program.KERNEL_FUNCTION) {
            throw Refusal
                    .of("calls a function of the kernel by its BTF id " + number + ", of which there are none here");
        }
        return others.call(number, registers, memory);
    }

    /** How many slots to skip. */
    private int rare(int at, int kind) throws Refusal {
        if (kind == Program.ATOMIC || kind == Program.ATOMIC32) {
            AtomicOp op = Program.ATOMIC_OPS[program.op[at]];
            if (op.fetches() && program.src[at] == Registers.FRAME_POINTER) {
                throw Refusal.of(Registers.FRAME_POINTER, "is read only");
            }
            memory.atomic(registers, op, program.dst[at], program.offset[at], program.src[at],
                    kind == Program.ATOMIC ? Long.BYTES : Integer.BYTES);
            return 0;
        }
        int dst = writable(at);
        switch (kind) {
            case Program.LOAD_IMM -> registers.setNumber(dst, program.imm[at]);
            case Program.LOAD_MAP -> memory.address(registers, dst, AddressKind.MAP_BY_INDEX, program.op[at], 0);
            case Program.LOAD_MAP_VALUE -> memory.address(registers, dst, AddressKind.MAP_VALUE_BY_INDEX,
                    program.op[at], program.offset[at]);
            case Program.LOAD_ADDRESS -> memory.address(registers, dst, Program.ADDRESS_KINDS[program.op[at]],
                    (int) program.imm[at], program.offset[at]);
            default -> {
                unary(at, kind, dst);
                return 0;
            }
        }
        return 1;
    }

    private void unary(int at, int kind, int dst) throws Refusal {
        switch (kind) {
            case Program.NEG -> registers.setNumber(dst, -registers.number(dst));
            case Program.NEG32 -> registers.setNumber(dst, -registers.number(dst) & 0xffff_ffffL);
            case Program.MOVSX -> registers.setNumber(dst,
                    Arithmetic.signed(program.op[at], registers.number(program.src[at])));
            case Program.MOVSX32 -> registers.setNumber(dst,
                    Arithmetic.signed(program.op[at], registers.number(program.src[at])) & 0xffff_ffffL);
            case Program.SWAP -> registers.setNumber(dst, Arithmetic.byteSwap(
                    Program.ORDERS[(int) program.imm[at]], program.op[at], registers.number(dst)));
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
            memory.frames.settle(own, isNull);
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
