package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.isa.Insn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects instructions with labels and lays them out. Instructions come in through {@link Code} handles only, so none is
 * without an origin.
 */
final class CodeBuilder {

    /** Half of what 16 bits reach: the kernel puts instructions of its own in between (may_goto, map lookups). */
    private static final int NEAR = Short.MAX_VALUE / 2;
    /** A conditional jump over a goto, that goto, and the long jump. */
    private static final int FAR_SLOTS = 3;

    private record Pending(Insn insn, @Nullable Label target, Origin origin) {
    }

    private final List<Pending> pending = new ArrayList<>();
    private final Deque<Runnable> rare = new ArrayDeque<>();
    private final boolean rareLast;

    CodeBuilder(EmitOptions options) {
        this.rareLast = options.does(Optimisation.RARE_LAST);
    }

    /** A handle whose instructions all have that origin. */
    Code at(Origin origin) {
        return new Code(this, origin);
    }

    void add(Insn insn, @Nullable Label target, Origin origin) {
        pending.add(new Pending(insn, target, origin));
    }

    /** How many there are, also of those that {@link #finish} leaves out. */
    int size() {
        return pending.size();
    }

    void bind(Label label) {
        label.bind(pending.size());
    }

    /**
     * Has a block laid out behind everything else, or right here when it is not to be optimised.
     *
     * @param block ends with a jump, and nothing falls into it; it takes no places of {@link Temps}
     */
    void rare(Runnable block) {
        if (rareLast) {
            rare.add(block);
        } else {
            block.run();
        }
    }

    /** Instructions with their slots. What no path reaches is left out, since the verifier refuses it. */
    List<Placed> finish() {
        while (!rare.isEmpty()) {
            rare.remove().run();
        }
        BitSet kept = reachable();
        dropIdleJumps(kept);
        BitSet far = new BitSet();
        int[] slots = slots(kept, far);
        while (findFar(kept, far, slots)) {
            slots = slots(kept, far);
        }
        List<Placed> placed = new ArrayList<>();
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            Pending p = pending.get(i);
            if (p.target() == null) {
                placed.add(new Placed(slots[i], p.insn(), p.origin()));
            } else if (far.get(i)) {
                placeFar(p, slots[i], slots[aim(p)], placed);
            } else {
                placed.add(new Placed(slots[i], aimed(p.insn(), slots[aim(p)] - slots[i] - 1), p.origin()));
            }
        }
        return placed;
    }

    /** Where that jump goes: the index of an instruction. */
    private static int aim(Pending jump) {
        return Objects.requireNonNull(jump.target()).index();
    }

    /**
     * Adds the conditional jumps whose target is too far for 16 bits, or nearly so. Each makes the program longer, so that others may follow.
     *
     * @return whether there were more
     */
    private boolean findFar(BitSet kept, BitSet far, int[] slots) {
        int before = far.cardinality();
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            Pending p = pending.get(i);
            if (p.target() != null && !(p.insn() instanceof Insn.Goto)) {
                int offset = slots[aim(p)] - slots[i] - 1;
                far.set(i, far.get(i) || Math.abs(offset) > NEAR);
            }
        }
        return far.cardinality() > before;
    }

    /** Conditional jumps have 16 bits; {@code gotol} has 32 (RFC 9669 section 4.3), and every kernel with may_goto has it. */
    private static void placeFar(Pending p, int slot, int target, List<Placed> placed) {
        placed.add(new Placed(slot, aimed(p.insn(), 1), p.origin()));
        placed.add(new Placed(slot + 1, new Insn.Goto(1), p.origin()));
        placed.add(new Placed(slot + 2, new Insn.Goto(target - slot - FAR_SLOTS), p.origin()));
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
                open.push(aim(p));
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
                    && kept.nextSetBit(aim(p)) == kept.nextSetBit(i + 1)) {
                kept.clear(i);
            }
        }
    }

    /** The slot of each pending instruction; one that is left out has the slot of the next that stays. */
    private int[] slots(BitSet kept, BitSet far) {
        int[] slots = new int[pending.size() + 1];
        int slot = 0;
        for (int i = 0; i < pending.size(); i++) {
            slots[i] = slot;
            slot += far.get(i) ? FAR_SLOTS : kept.get(i) ? pending.get(i).insn().slots() : 0;
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
