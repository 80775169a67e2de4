package dev.protosieve.engine.emit;

import dev.protosieve.engine.pattern.Dfa;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Automata as tables:
 *
 * <pre>
 *   0 u8  class[256]           of each octet
 * 256 u16 next[states][class]  offset of the next state's row from here
 * </pre>
 */
final class PatternTables {

    static final int ROWS = 256;
    private static final int ENTRY = Short.BYTES;
    /** Behind the last row: the verifier knows of a class only that it is one byte. */
    private static final int SLACK = ROWS * ENTRY;

    private PatternTables() {
    }

    static byte[] table(Dfa dfa) {
        ByteBuffer table = ByteBuffer.allocate(ROWS + row(dfa, dfa.states()) + SLACK).order(ByteOrder.LITTLE_ENDIAN);
        for (int octet = 0; octet < ROWS; octet++) {
            table.put((byte) dfa.classOf(octet));
        }
        for (int state = 0; state < dfa.states(); state++) {
            for (int octetClass = 0; octetClass < dfa.classCount(); octetClass++) {
                table.putShort((short) row(dfa, dfa.next(state, octetClass)));
            }
        }
        return table.array();
    }

    /** The number that stands for a state at run time: where its row is. */
    static int row(Dfa dfa, int state) {
        return state * dfa.classCount() * ENTRY;
    }
}
