package dev.protosieve.engine.emit;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.plan.ValueSlot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Texts that are searched in one string. The octets at every place of the string, as many as the shortest text has but at
 * most {@link #WIDEST}, name an entry of a table; the entry has a bit for each text that begins with octets that name it.
 * A text whose bit is met nowhere is not in the string. One whose bit is met may be.
 *
 * @param at the string
 * @param width octets that are looked at together, 1 to {@link #WIDEST}
 * @param texts each at least that long, all different
 * @param place offset in the state of 32 bits: of each text, whether it is certainly not in the string
 */
record JointSearch(ValueSlot.Text at, int width, List<ByteString> texts, int place) {

    static final int WIDEST = 4;
    /** Bits of an entry. More texts share them. */
    private static final int BITS = 32;
    /** 2^32 over the golden ratio, made odd: neighbours come far apart (Knuth, The Art of Computer Programming 3, 6.4). */
    private static final int GOLDEN = 0x9E37_79B1;
    /** Entries of the table, as a power of two: a text of 50 octets meets a wrong bit of 60 texts about once. */
    private static final int FEW = 12;
    private static final int MANY = 13;
    private static final int CROWD = 64;

    JointSearch {
        texts = List.copyOf(texts);
    }

    private int entryBits() {
        return texts.size() > CROWD ? MANY : FEW;
    }

    /**
     * Times the next four octets, this has the entry's number in its highest bits. Octets beyond the width are shifted out by
     * the multiplication itself.
     */
    int multiplier() {
        return GOLDEN << Byte.SIZE * (WIDEST - width);
    }

    /** How far to shift the product to the right for the entry's offset, but for the {@link #mask}. */
    int shift() {
        return Integer.SIZE - entryBits() - 2;
    }

    /** Leaves of the shifted product what is the offset of an entry. */
    int mask() {
        return (1 << entryBits()) - 1 << 2;
    }

    /** The bit of a text, or 0 when it is none of these. */
    int bit(ByteString text) {
        int index = texts.indexOf(text);
        return index < 0 ? 0 : 1 << index % BITS;
    }

    byte[] table() {
        ByteBuffer table = ByteBuffer.allocate(Integer.BYTES << entryBits()).order(ByteOrder.LITTLE_ENDIAN);
        for (ByteString text : texts) {
            int first = (int) TextCode.little(text.substring(0, width).toByteArray(), 0, width);
            int entry = first * multiplier() >>> shift() & mask();
            table.putInt(entry, table.getInt(entry) | bit(text));
        }
        return table.array();
    }
}
