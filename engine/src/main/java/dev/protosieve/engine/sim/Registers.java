package dev.protosieve.engine.sim;

import java.util.Arrays;

/**
 * The registers and the stack, which share one notion of what a value is: a number (region 0), a pointer (region of
 * {@link Memory}), a pointer that may be null, or nothing yet.
 */
final class Registers {

    static final int FRAME_POINTER = 10;
    /** A plain number. */
    static final int NUMBER = 0;
    /** Never written, or made invalid by a call. */
    static final int UNSET = -1;
    /** Set in a region: the result of a lookup that no branch has compared with null yet. */
    static final int MAYBE_NULL = 0x4000_0000;

    private static final int CALL_CLOBBERED = 5;
    private static final int COUNT = 11;

    final long[] value = new long[COUNT];
    final int[] region = new int[COUNT];

    private final boolean plain;

    /** @param plain whether pointers are numbers like others, and nothing is ever unset */
    Registers(boolean plain) {
        this.plain = plain;
    }

    void reset() {
        Arrays.fill(region, plain ? NUMBER : UNSET);
        Arrays.fill(value, 0);
    }

    /** A pointer into a region. */
    void point(int register, long to, int of) {
        set(register, to, plain ? NUMBER : of);
    }

    void set(int register, long to, int of) {
        value[register] = to;
        region[register] = of;
    }

    void setNumber(int register, long to) {
        value[register] = to;
        region[register] = NUMBER;
    }

    /** The kernel's calling convention: r1 to r5 are gone after a call. */
    void clobber() {
        if (!plain) {
            Arrays.fill(region, 1, CALL_CLOBBERED + 1, UNSET);
        }
    }

    /** A function begins: only its arguments are there. */
    void keepArguments() {
        if (!plain) {
            region[0] = UNSET;
            Arrays.fill(region, CALL_CLOBBERED + 1, FRAME_POINTER, UNSET);
        }
    }

    long number(int register) throws Refusal {
        if (region[register] != NUMBER) {
            throw notANumber(register);
        }
        return value[register];
    }

    Refusal notANumber(int register) {
        return region[register] == UNSET ? unset(register)
                : Refusal.of(register, "is a pointer where a number is needed");
    }

    static Refusal unset(int register) {
        return Refusal.of(register, "is read before anything was written to it");
    }

    /** After a comparison with null: every copy of that lookup's result becomes a pointer, or the number 0. */
    void settle(int maybe, boolean isNull) {
        for (int i = 0; i < COUNT; i++) {
            if (region[i] == maybe) {
                region[i] = isNull ? NUMBER : maybe & ~MAYBE_NULL;
            }
        }
    }

    void forget(int gone) {
        for (int i = 0; i < COUNT; i++) {
            if (region[i] == gone) {
                region[i] = UNSET;
            }
        }
    }
}
