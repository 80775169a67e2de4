package dev.protosieve.engine.oracle;

import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.MessageGenerator.Category;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Damages messages, in the ways that the wire format forbids and by chance. */
final class MessageBreaker {

    private static final List<Category> WAYS = List.of(Category.BROKEN_TRUNCATED, Category.BROKEN_TAG,
            Category.BROKEN_LONG_TAG, Category.BROKEN_VARINT, Category.BROKEN_LENGTH, Category.BROKEN_GROUP,
            Category.BROKEN_BYTES, Category.TOO_DEEP);
    /** Deeper than any limit in use. */
    private static final int DEEP = 70;

    private final RandomGenerator random;
    private final Consumer<Category> counter;

    MessageBreaker(RandomGenerator random, Consumer<Category> counter) {
        this.random = random;
        this.counter = counter;
    }

    byte[] broken(byte[] message) {
        Category way = WAYS.get(random.nextInt(WAYS.size()));
        counter.accept(way);
        return switch (way) {
            case BROKEN_TRUNCATED -> Arrays.copyOf(message, message.length == 0 ? 0 : random.nextInt(message.length));
            case BROKEN_TAG -> around(message, badTag());
            case BROKEN_LONG_TAG -> around(message, longTag());
            case BROKEN_VARINT -> around(message, new WireBytes().tag(number(), WireFormat.WIRETYPE_VARINT, 0)
                    .rawVarint(random.nextLong(), 11 + random.nextInt(3)).toBytes());
            case BROKEN_LENGTH -> around(message, badLength());
            case BROKEN_GROUP -> around(message, badGroup());
            case TOO_DEEP -> around(message, deep());
            default -> changed(message);
        };
    }

    /** Mostly at an end, where it is between two fields for sure; sometimes in the middle of anything. */
    private byte[] around(byte[] message, byte[] insert) {
        int at = random.nextInt(4) > 0 ? message.length : random.nextInt(message.length + 1);
        at = random.nextInt(4) == 0 ? 0 : at;
        return new WireBytes().raw(Arrays.copyOf(message, at)).raw(insert)
                .raw(Arrays.copyOfRange(message, at, message.length)).toBytes();
    }

    private int number() {
        return 1 + random.nextInt(30);
    }

    private byte[] badTag() {
        int wireType = random.nextBoolean() ? 6 + random.nextInt(2) : random.nextInt(6);
        int number = wireType > 5 ? random.nextInt(4) : 0;
        return new WireBytes().tag(number, wireType, random.nextInt(2)).fixed(random.nextLong(), random.nextInt(9))
                .toBytes();
    }

    /** Over 32 bits in five bytes, or more than five bytes. */
    private byte[] longTag() {
        long tag = (long) number() << 3 | WireFormat.WIRETYPE_VARINT;
        WireBytes bytes = new WireBytes();
        if (random.nextBoolean()) {
            bytes.rawVarint(tag | 1L << 32 + random.nextInt(3), 5);
        } else {
            bytes.rawVarint(tag, 6 + random.nextInt(7));
        }
        return bytes.varint(random.nextInt(200), 0).toBytes();
    }

    private byte[] badLength() {
        WireBytes bytes = new WireBytes().tag(number(), WireFormat.WIRETYPE_LENGTH_DELIMITED, 0);
        switch (random.nextInt(5)) {
            case 0 -> bytes.varint(-1 - random.nextInt(3), 0);
            case 1 -> bytes.varint(1L << 31, 0);
            case 2 -> bytes.varint((1L << 32) + random.nextInt(3), 0).fixed(random.nextLong(), 2);
            case 3 -> bytes.varint(1L << 63, 0);
            default -> bytes.varint(1 + random.nextInt(70_000), 0);
        }
        return bytes.toBytes();
    }

    private byte[] badGroup() {
        int number = number();
        WireBytes bytes = new WireBytes();
        if (random.nextBoolean()) {
            bytes.tag(number, WireFormat.WIRETYPE_START_GROUP, 0);
        }
        if (random.nextBoolean()) {
            bytes.tag(number, WireFormat.WIRETYPE_VARINT, 0).varint(random.nextInt(300), 0);
        }
        return bytes.tag(number + 1, WireFormat.WIRETYPE_END_GROUP, 0).toBytes();
    }

    /** Groups in groups, closed or not. */
    private byte[] deep() {
        int levels = 20 + random.nextInt(DEEP - 20);
        int number = number();
        WireBytes bytes = new WireBytes();
        for (int i = 0; i < levels; i++) {
            bytes.tag(number, WireFormat.WIRETYPE_START_GROUP, 0);
        }
        for (int i = random.nextInt(4) == 0 ? 1 : 0; i < levels; i++) {
            bytes.tag(number, WireFormat.WIRETYPE_END_GROUP, 0);
        }
        return bytes.toBytes();
    }

    private byte[] changed(byte[] message) {
        byte[] bytes = message.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
