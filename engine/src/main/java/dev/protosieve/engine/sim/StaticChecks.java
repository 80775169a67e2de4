package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.Hook;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the kernel refuses without following values: jumps, unreachable code, the frame pointer, helpers of other hooks.
 * In the words of kernel/bpf/verifier.c, in the order in which it looks.
 */
final class StaticChecks {

    private final Hook hook;
    private final int maps;
    private final InsnFormatter formatter;
    private final TreeMap<Integer, Insn> bySlot = new TreeMap<>();
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

    /** The first refusal, if there is one. */
    Optional<Rejected> check() {
        if (bySlot.isEmpty()) {
            return Optional.of(new Rejected("", -Errno.INVAL));
        }
        return jumpsOutside().or(this::end).or(this::unknownMap).or(this::flow).or(this::each);
    }

    /** check_subprogs(). */
    private Optional<Rejected> jumpsOutside() {
        for (Map.Entry<Integer, Insn> at : bySlot.entrySet()) {
            if (at.getValue().jump().isPresent()) {
                int target = target(at.getKey(), at.getValue());
                if (target < 0 || target >= slots) {
                    return rejected("jump out of range from insn " + at.getKey() + " to " + target, 0, Errno.INVAL);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Rejected> end() {
        return bySlot.lastEntry().getValue().fallsThrough()
                ? rejected("last insn is not an exit or jmp", 0, Errno.INVAL) : Optional.empty();
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
                return rejected("jump into the middle of ldimm64 insn " + (slot - 1), 0, Errno.INVAL);
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
            next.add(target(slot, insn));
        }
        return next;
    }

    /** do_check(), which names the instruction first. */
    private Optional<Rejected> each() {
        int processed = 0;
        for (Map.Entry<Integer, Insn> at : bySlot.entrySet()) {
            Insn insn = at.getValue();
            processed++;
            if (insn.writes().filter(r -> r == Reg.R10).isPresent()) {
                return rejected(line(at) + "frame pointer is read only", processed, Errno.ACCES);
            }
            if (insn instanceof Insn.Call(var helper) && !HelperCalls.isOffered(hook, helper)) {
                return rejected(line(at) + "program of this type cannot use helper " + helper.symbol() + "#"
                        + helper.number(), processed, Errno.INVAL);
            }
        }
        return Optional.empty();
    }

    /** As the log has it: {@code 5: (b7) r10 = 0} and a line end. */
    private String line(Map.Entry<Integer, Insn> at) {
        int opcode = InsnEncoder.encode(at.getValue())[0] & 0xff;
        return "%d: (%02x) %s\n".formatted(at.getKey(), opcode, formatter.format(at.getValue()));
    }

    private static int target(int slot, Insn insn) {
        return slot + 1 + insn.jump().orElseThrow();
    }

    private static Optional<Rejected> rejected(String message, int processed, int errno) {
        return Optional.of(new Rejected(message + "\nprocessed " + processed + " insns (limit 1000000) "
                + "max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0\n", -errno));
    }
}
