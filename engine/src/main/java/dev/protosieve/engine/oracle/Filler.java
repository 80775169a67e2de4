package dev.protosieve.engine.oracle;

import com.google.protobuf.WireFormat;
import java.util.random.RandomGenerator;

/** Makes messages longer by fields that mean nothing: one that is long, or many that are short. */
final class Filler {

    private static final int NUMBER = 18_999;
    /** Bytes of a tag of {@link #NUMBER} and a length of five bytes. */
    private static final int HEAD = 3 + 5;

    private final RandomGenerator random;

    Filler(RandomGenerator random) {
        this.random = random;
    }

    /** To just that many bytes; messages that are as long already, or nearly, stay as they are. */
    void stretch(Draft message, int length) {
        int missing = length - message.toBytes().length;
        if (random.nextBoolean()) {
            int many = Math.min(missing - HEAD, 20_000);
            for (int i = 0; many > HEAD; i++) {
                byte[] small = new WireBytes().tag(1 + i % 15, WireFormat.WIRETYPE_START_GROUP, 0)
                        .tag(1 + i % 15, WireFormat.WIRETYPE_END_GROUP, 0).toBytes();
                insert(message, small);
                many -= small.length;
            }
            missing = length - message.toBytes().length;
        }
        if (missing >= HEAD) {
            int content = missing - HEAD;
            insert(message, new WireBytes().tag(NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED, 0)
                    .rawVarint(content, HEAD - 3).raw(new byte[content]).toBytes());
        }
    }

    private void insert(Draft message, byte[] bytes) {
        message.pieces().add(random.nextInt(message.pieces().size() + 1), new Piece.Raw(bytes));
    }
}
