package dev.protosieve.engine.oracle;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damage by chance, to the finished bytes. */
final class ByteCases {

    private final RandomGenerator random;
    private byte[] last = {8, 1};

    ByteCases(RandomGenerator random) {
        this.random = random;
    }

    byte[] applied(WireCase way, byte[] message) {
        return switch (way) {
            case TRUNCATED -> Arrays.copyOf(message, message.length == 0 ? 0 : random.nextInt(message.length));
            case BITS_FLIPPED -> flipped(message);
            case BYTES_CHANGED -> changed(message);
            case SPLICED -> spliced(message);
            default -> throw new IllegalArgumentException(way + " is made of drafts");
        };
    }

    private byte[] flipped(byte[] message) {
        byte[] bytes = message.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] changed(byte[] message) {
        byte[] bytes = message.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** The beginning of one message and the end of the one that was spliced before. */
    private byte[] spliced(byte[] message) {
        int head = random.nextInt(message.length + 1);
        int tail = random.nextInt(last.length + 1);
        byte[] bytes = new WireBytes().raw(Arrays.copyOf(message, head))
                .raw(Arrays.copyOfRange(last, tail, last.length)).toBytes();
        last = message;
        return bytes;
    }
}
