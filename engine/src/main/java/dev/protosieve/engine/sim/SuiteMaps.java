package dev.protosieve.engine.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps by number as the shared conformance tests have them, where no section says which maps there are: a number of 64 bits, and
 * what it stands for is its complement.
 */
final class SuiteMaps {

    /** Opcode 0x18 with the source 1 (RFC 9669 section 5.4) and an offset of 0; the destination may be any. */
    private static final long LOAD = 0x1018;
    private static final long ANY_DESTINATION = 0xffff_f0ffL;
    private static final long DESTINATION = 0x0f18;

    private SuiteMaps() {
    }

    /** The words with such loads as loads of what they stand for; numbers of 32 bits are left to the decoder. */
    static List<Long> resolved(List<Long> words) {
        List<Long> resolved = new ArrayList<>(words);
        for (int slot = 0; slot + 1 < words.size(); slot++) {
            long low = words.get(slot);
            long high = words.get(slot + 1);
            if ((low & ANY_DESTINATION) == LOAD && high >>> Integer.SIZE != 0 && (int) high == 0) {
                long value = ~(high | low >>> Integer.SIZE);
                resolved.set(slot, low & DESTINATION | value << Integer.SIZE);
                resolved.set(slot + 1, value >>> Integer.SIZE << Integer.SIZE);
            }
        }
        return resolved;
    }
}
