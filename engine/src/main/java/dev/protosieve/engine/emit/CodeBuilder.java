package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.isa.Insn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects instructions with labels and lays them out. Instructions come in through {@link Code} handles only, so none is
 * without an origin.
 */
final class CodeBuilder {

    private record Pending(Insn insn, @Nullable Label target, Origin origin) {
    }

    private final List<Pending> pending = new ArrayList<>();

    /** A handle whose instructions all have that origin. */
    Code at(Origin origin) {
        return new Code(this, origin);
    }

    void add(Insn insn, @Nullable Label target, Origin origin) {
        pending.add(new Pending(insn, target, origin));
    }

    void bind(Label label) {
        label.bind(pending.size());
    }

    /** Instructions with their slots. What no path reaches is left out, since the verifier refuses it. */
    List<Placed> finish() {
        BitSet kept = reachable();
        dropIdleJumps(kept);
        int[] slots = slots(kept);
        List<Placed> placed = new ArrayList<>();
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            Pending p = pending.get(i);
            Insn insn = p.target() == null ? p.insn() : aimed(p.insn(), slots[p.target().index()] - slots[i] - 1);
            placed.add(new Placed(slots[i], insn, p.origin()));
        }
        return placed;
    }

    private BitSet reachable() {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (seen.get(at)) {
                continue;
            }
            seen.set(at);
            Pending p = pending.get(at);
            if (p.target() != null) {
                open.push(p.target().index());
            }
            if (!(p.insn() instanceof Insn.Goto) && !(p.insn() instanceof Insn.Exit)) {
                open.push(at + 1);
            }
        }
        return seen;
    }

    /** A goto to what follows anyway is no instruction worth having. */
    private void dropIdleJumps(BitSet kept) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Pending p = pending.get(i);
            if (kept.get(i) && p.insn() instanceof Insn.Goto && p.target() != null
                    && kept.nextSetBit(p.target().index()) == kept.nextSetBit(i + 1)) {
                kept.clear(i);
            }
        }
    }

    /** The slot of each pending instruction; one that is left out has the slot of the next that stays. */
    private int[] slots(BitSet kept) {
        int[] slots = new int[pending.size() + 1];
        int slot = 0;
        for (int i = 0; i < pending.size(); i++) {
            slots[i] = slot;
            slot += kept.get(i) ? pending.get(i).insn().slots() : 0;
        }
        slots[pending.size()] = slot;
        return slots;
    }

    private static Insn aimed(Insn insn, int offset) {
        return switch (insn) {
            case Insn.Goto _ -> new Insn.Goto(offset);
            case Insn.MayGoto _ -> new Insn.MayGoto(offset);
            case Insn.Branch b -> new Insn.Branch(b.wide(), b.op(), b.dst(), b.src(), offset);
            default -> throw new IllegalArgumentException(insn + " does not jump");
        };
    }

    @Override
    public String toString() {
        return Arrays.toString(pending.toArray());
    }
}
