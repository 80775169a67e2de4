package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.HelperNames;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.target.LoadOutcome.Rejected;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the kernel refuses without following values: jumps, unreachable code, the frame pointer, helpers of other hooks.
 * In the words of kernel/bpf/verifier.c, in the order in which it looks.
 */
final class StaticChecks {

    /** BPF_MAX_SUBPROGS (include/linux/bpf_verifier.h). */
    private static final int MOST_FUNCTIONS = 256;

    private final Hook hook;
    private final int maps;
    private final InsnFormatter formatter;
    private final TreeMap<Integer, Insn> bySlot = new TreeMap<>();
    private final NavigableSet<Integer> functions = new TreeSet<>();
    private final int slots;

    /** @param maps how many the program has */
    StaticChecks(Hook hook, int maps, List<Insn> insns, InsnFormatter formatter) {
        this.hook = hook;
        this.maps = maps;
        this.formatter = formatter;
        int slot = 0;
        for (Insn insn : insns) {
            bySlot.put(slot, insn);
            slot += insn.slots();
        }
        this.slots = slot;
    }

    /** For {@link #checkShape} only. */
    static StaticChecks plain(int maps, List<Insn> insns, InsnFormatter formatter) {
        return new StaticChecks(Hook.SOCKET, maps, insns, formatter);
    }

    /** The first refusal, if there is one. */
    Optional<Rejected> check() {
        if (bySlot.isEmpty()) {
            return Optional.of(new Rejected("", -Errno.INVAL));
        }
        return calls().or(this::jumpsOutside).or(this::unended).or(this::unknownMap).or(this::indirect).or(this::flow)
                .or(this::each);
    }

    /**
     * Only what no machine can run: jumps to where no instruction of the function begins, a program without an end, maps that
     * are not there. Code that is never reached may stand anywhere, and a function may go on into the next one.
     */
    Optional<Rejected> checkShape() {
        if (bySlot.isEmpty()) {
            return rejected("there are no instructions", 0, Errno.INVAL);
        }
        return calls().or(this::jumpsOutside).or(() -> unended(slots)).or(this::unknownMap).or(this::middles)
                .or(this::framePointer);
    }

    /** add_subprog_and_kfunc(). */
    private Optional<Rejected> calls() {
        functions.add(0);
        for (Map.Entry<Integer, Insn> at : bySlot.entrySet()) {
            if (at.getValue() instanceof Insn.CallLocal(int offset)) {
                long target = at.getKey() + 1L + offset;
                if (target < 0 || target >= slots) {
                    return rejected("call to invalid destination", 0, Errno.INVAL);
                }
                functions.add((int) target);
            }
        }
        return functions.size() > MOST_FUNCTIONS ? rejected("too many subprograms", 0, Errno.TOOBIG)
                : Optional.empty();
    }

    /** check_subprogs(): a function is left by calls and its end only. */
    private Optional<Rejected> jumpsOutside() {
        for (int start : functions) {
            Integer next = functions.higher(start);
            int end = next == null ? slots : next;
            for (Map.Entry<Integer, Insn> at : bySlot.subMap(start, end).entrySet()) {
                if (at.getValue().jump().isPresent()) {
                    long target = at.getKey() + 1L + at.getValue().jump().getAsInt();
                    if (target < start || target >= end) {
                        return rejected("jump out of range from insn " + at.getKey() + " to " + target, 0,
                                Errno.INVAL);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Rejected> unended() {
        return functions.stream().skip(1).map(this::unended).flatMap(Optional::stream).findFirst()
                .or(() -> unended(slots));
    }

    /** Whether the function before a slot goes on into what is there. */
    private Optional<Rejected> unended(int end) {
        Map.Entry<Integer, Insn> last = bySlot.lowerEntry(end);
        return last != null && last.getValue().fallsThrough()
                ? rejected("last insn is not an exit or jmp", 0, Errno.INVAL) : Optional.empty();
    }

    private Optional<Rejected> middles() {
        return bySlot.entrySet().stream().flatMap(at -> successors(at.getKey(), at.getValue()).stream())
                .filter(slot -> !bySlot.containsKey(slot)).findFirst().flatMap(this::middle);
    }

    private Optional<Rejected> middle(int slot) {
        return rejected("jump into the middle of ldimm64 insn " + (slot - 1), 0, Errno.INVAL);
    }

    /** resolve_pseudo_ldimm64(), bpf_opcode_in_insntable(): a call by register is no instruction of the kernel. */
    private Optional<Rejected> indirect() {
        return bySlot.values().stream().filter(Insn.CallRegister.class::isInstance).findFirst()
                .flatMap(_ -> rejected("unknown opcode 8d", 0, Errno.INVAL));
    }

    private Optional<Rejected> framePointer() {
        return bySlot.entrySet().stream().filter(at -> writesFramePointer(at.getValue())).findFirst()
                .flatMap(at -> rejected(line(at) + "frame pointer is read only", 0, Errno.ACCES));
    }

    private static boolean writesFramePointer(Insn insn) {
        return insn.writes().filter(r -> r == Reg.R10).isPresent();
    }

    /** resolve_pseudo_ldimm64(). */
    private Optional<Rejected> unknownMap() {
        for (Insn insn : bySlot.values()) {
            OptionalInt map = map(insn);
            if (map.isPresent() && (map.getAsInt() < 0 || map.getAsInt() >= maps)) {
                return rejected("fd " + map.getAsInt() + " is not pointing to valid bpf_map", 0, Errno.BADF);
            }
        }
        return Optional.empty();
    }

    private static OptionalInt map(Insn insn) {
        return switch (insn) {
            case Insn.LoadMap load -> OptionalInt.of(load.map());
            case Insn.LoadMapValue load -> OptionalInt.of(load.map());
            case Insn.LoadAddress load -> switch (load.kind()) {
                case MAP_BY_INDEX, MAP_VALUE_BY_INDEX -> OptionalInt.of(load.imm());
                case VARIABLE, CODE -> OptionalInt.empty();
            };
            default -> OptionalInt.empty();
        };
    }

    /** check_cfg(). */
    private Optional<Rejected> flow() {
        BitSet reached = new BitSet(slots);
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int slot = open.pop();
            Insn insn = bySlot.get(slot);
            if (insn == null) {
                return middle(slot);
            }
            if (!reached.get(slot)) {
                reached.set(slot);
                successors(slot, insn).forEach(open::push);
            }
        }
        return bySlot.keySet().stream().filter(slot -> !reached.get(slot)).findFirst()
                .flatMap(slot -> rejected("unreachable insn " + slot, 0, Errno.INVAL));
    }

    private static List<Integer> successors(int slot, Insn insn) {
        List<Integer> next = new ArrayList<>();
        if (insn.fallsThrough()) {
            next.add(slot + insn.slots());
        }
        if (insn.jump().isPresent()) {
            next.add(slot + 1 + insn.jump().getAsInt());
        }
        if (insn instanceof Insn.CallLocal(int offset)) {
            next.add(slot + 1 + offset);
        }
        return next;
    }

    /** do_check(), which names the instruction first. */
    private Optional<Rejected> each() {
        int processed = 0;
        for (Map.Entry<Integer, Insn> at : bySlot.entrySet()) {
            Insn insn = at.getValue();
            processed++;
            if (writesFramePointer(insn)) {
                return rejected(line(at) + "frame pointer is read only", processed, Errno.ACCES);
            }
            Optional<String> reason = never(insn);
            if (reason.isPresent()) {
                return rejected(line(at) + reason.get(), processed, Errno.INVAL);
            }
            if (insn instanceof Insn.Call(var helper) && !HelperCalls.isOffered(hook, helper)) {
                return rejected(line(at) + "program of this type cannot use helper " + helper.symbol() + "#"
                        + helper.number(), processed, Errno.INVAL);
            }
        }
        return Optional.empty();
    }

    /** Why the instruction is refused whatever the registers hold: check_helper_call(), check_alu_op(). */
    private static Optional<String> never(Insn insn) {
        return switch (insn) {
            case Insn.CallUnknown(int number) -> Optional.of(HelperNames.of(number)
                    .map(n -> "program of this type cannot use helper " + n + "#" + number)
                    .orElse("invalid func unknown#" + number));
            case Insn.CallKernel(int id, int _) -> Optional.of("kernel btf_id " + id + " is not a function");
            case Insn.Alu(boolean wide, Insn.AluOp op, Reg _, Insn.Imm(int by)) -> switch (op) {
                case DIV, SDIV, MOD, SMOD -> by == 0 ? Optional.of("div by zero") : Optional.empty();
                case LSH, RSH, ARSH -> by < 0 || by >= (wide ? Long.SIZE : Integer.SIZE)
                        ? Optional.of("invalid shift " + by) : Optional.empty();
                case ADD, SUB, MUL, OR, AND, XOR, MOV -> Optional.empty();
            };
            default -> Optional.empty();
        };
    }

    /** As the log has it: {@code 5: (b7) r10 = 0} and a line end. */
    private String line(Map.Entry<Integer, Insn> at) {
        int opcode = InsnEncoder.encode(at.getValue())[0] & 0xff;
        return "%d: (%02x) %s\n".formatted(at.getKey(), opcode, formatter.format(at.getValue()));
    }

    private static Optional<Rejected> rejected(String message, int processed, int errno) {
        return Optional.of(new Rejected(message + "\nprocessed " + processed + " insns (limit 1000000) "
                + "max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0\n", -errno));
    }
}
