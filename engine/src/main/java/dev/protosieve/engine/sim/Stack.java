package dev.protosieve.engine.sim;

import java.util.Arrays;

/**
 * What is known of the 64 words of a frame's stack: which of their bytes were written, and which words hold a pointer that was saved
 * there whole.
 */
final class Stack {

    /** MAX_BPF_STACK (include/linux/filter.h). */
    static final int BYTES = 512;
    private static final int WORD = 8;

    final byte[] bytes = new byte[BYTES];
    private final int[] written = new int[BYTES / WORD];
    private final int[] saved = new int[BYTES / WORD];

    void reset() {
        Arrays.fill(written, 0);
        Arrays.fill(saved, Registers.NUMBER);
    }

    /** How many bytes below the frame pointer were written to, as whole words. */
    int used() {
        int word = 0;
        while (word < written.length && written[word] == 0) {
            word++;
        }
        return BYTES - word * WORD;
    }

    /** The kernel tracks the stack by word, so an access may not cross words: check_ptr_alignment() in verifier.c. */
    static void align(int register, int at, int size) throws Refusal {
        if (at % size != 0) {
            throw Refusal.of(register, "accesses " + size + " bytes of the stack at " + (at - BYTES)
                    + ", which is not a multiple of " + size);
        }
    }

    /** Marks bytes as written; {@code region} is what a whole word now points into, or a number. */
    void write(int at, int size, int region) {
        for (int i = at; i < at + size; i++) {
            written[i / WORD] |= 1 << i % WORD;
            saved[i / WORD] = Registers.NUMBER;
        }
        saved[at / WORD] = region;
    }

    /** The region of what is read; refuses bytes never written and parts of a saved pointer. */
    int read(int register, int at, int size) throws Refusal {
        for (int i = at; i < at + size; i++) {
            if ((written[i / WORD] & 1 << i % WORD) == 0) {
                throw Refusal.of(register, "reads the stack at " + (i - BYTES) + ", where nothing was written");
            }
        }
        int region = saved[at / WORD];
        if (region == Registers.UNSET) {
            throw Refusal.of(register, "reads a pointer into the packet saved before the packet moved");
        }
        if (region != Registers.NUMBER && size != WORD) {
            throw Refusal.of(register, "reads " + size + " bytes of a saved pointer");
        }
        return region;
    }

    /** Bytes that a helper reads: written, and no pointers. */
    void readByHelper(int register, int at, int size) throws Refusal {
        for (int i = at; i < at + size; i++) {
            read(register, i, 1);
        }
    }

    void settle(int maybe, boolean isNull) {
        for (int i = 0; i < saved.length; i++) {
            if (saved[i] == maybe) {
                saved[i] = isNull ? Registers.NUMBER : maybe & ~Registers.MAYBE_NULL;
            }
        }
    }

    void forget(int gone) {
        for (int i = 0; i < saved.length; i++) {
            if (saved[i] == gone) {
                saved[i] = Registers.UNSET;
            }
        }
    }
}
