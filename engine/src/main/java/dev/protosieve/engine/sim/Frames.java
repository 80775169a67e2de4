package dev.protosieve.engine.sim;

import java.util.ArrayList;
import java.util.List;

/** The calls of functions of the program that a run is in: what each caller wants back, and the stacks. */
final class Frames {

    /** MAX_CALL_FRAMES (include/linux/bpf_verifier.h), the main function among them. */
    static final int MOST = 8;
    /** r6 to r10 are the caller's again when a function ends (RFC 9669 section 4.3.2). */
    private static final int FIRST_KEPT = 6;
    private static final int KEPT = 5;
    /** round_up_stack_depth() of kernel/bpf/verifier.c, for programs that are compiled. */
    private static final int ROUNDED_TO = 16;

    private final List<Stack> stacks = new ArrayList<>();
    private final int[] back = new int[MOST];
    private final int[] used = new int[MOST];
    private final long[][] values = new long[MOST][KEPT];
    private final int[][] regions = new int[MOST][KEPT];
    private int depth;

    Frames(Stack first) {
        stacks.add(first);
    }

    void reset() {
        depth = 0;
    }

    /** 0 in the main function. */
    int depth() {
        return depth;
    }

    /** The stack of a frame that was entered. */
    Stack stack(int frame) {
        return stacks.get(frame);
    }

    /** Keeps what the caller wants back. The new frame has an empty stack. */
    void enter(int returnTo, Registers registers) throws Refusal {
        if (depth == MOST - 1) {
            throw Refusal.of("calls a function from the " + MOST + "th of " + MOST + " frames");
        }
        used[depth] = stacks.get(depth).used();
        back[depth] = returnTo;
        System.arraycopy(registers.value, FIRST_KEPT, values[depth], 0, KEPT);
        System.arraycopy(registers.region, FIRST_KEPT, regions[depth], 0, KEPT);
        depth++;
        if (stacks.size() == depth) {
            stacks.add(new Stack());
        }
        stacks.get(depth).reset();
    }

    /** Gives the caller its registers back; where it goes on. */
    int leave(Registers registers) throws Refusal {
        used[depth] = stacks.get(depth).used();
        requireRoom();
        depth--;
        System.arraycopy(values[depth], 0, registers.value, FIRST_KEPT, KEPT);
        System.arraycopy(regions[depth], 0, registers.region, FIRST_KEPT, KEPT);
        return back[depth];
    }

    /** check_max_stack_depth(): all frames together have the bytes of one stack. */
    private void requireRoom() throws Refusal {
        int sum = 0;
        for (int frame = 0; frame <= depth; frame++) {
            sum += (used[frame] + ROUNDED_TO - 1) / ROUNDED_TO * ROUNDED_TO;
        }
        if (sum > Stack.BYTES) {
            throw Refusal.of("ends a function when " + (depth + 1) + " frames have used " + sum
                    + " bytes of stack; together they have " + Stack.BYTES);
        }
    }

    /** After a comparison with null, wherever a copy of that pointer was put aside. */
    void settle(int maybe, boolean isNull) {
        for (int frame = 0; frame <= depth; frame++) {
            stacks.get(frame).settle(maybe, isNull);
            for (int i = 0; frame < depth && i < KEPT; i++) {
                if (regions[frame][i] == maybe) {
                    regions[frame][i] = isNull ? Registers.NUMBER : maybe & ~Registers.MAYBE_NULL;
                }
            }
        }
    }

    /** Pointers into a region that moved are worth nothing, wherever they were put aside. */
    void forget(int gone) {
        for (int frame = 0; frame <= depth; frame++) {
            stacks.get(frame).forget(gone);
            for (int i = 0; frame < depth && i < KEPT; i++) {
                if (regions[frame][i] == gone) {
                    regions[frame][i] = Registers.UNSET;
                }
            }
        }
    }
}
