package dev.protosieve.engine.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/**
 * Walks the fields of a message without a schema, keeping where each begins and ends. Strict as the filters are: tags have
 * at most 5 bytes and 32 bits, lengths at most 31 bits, varints at most 10 bytes; padding within those is fine.
 */
public final class WireReader {

    private static final int MAX_TAG_BYTES = 5;

    private final byte[] bytes;
    private final int end;
    private int at;

    public WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads {@code [start, end)}. */
    public WireReader(byte[] bytes, int start, int end) {
        Objects.checkFromToIndex(start, end, bytes.length);
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** What comes next. Offsets are into the whole array. */
    public sealed interface Step {
    }

    /**
     * A field, skipped as a whole.
     *
     * @param number 1 to 536870911
     * @param start of the tag
     * @param content where the value begins, behind tag and length
     * @param contentEnd where the value ends: before the end tag of a group
     * @param end of the field
     * @param value of VARINT, FIXED32 and FIXED64, zero-extended; the length of LEN; 0 for a group
     */
    public record Field(int number, WireType type, int start, int content, int contentEnd, int end, long value)
            implements
            Step {
    }

    /** The message is over. */
    public record End(int offset) implements Step {
    }

    /**
     * The bytes are no message; reading on gives the same again.
     *
     * @param offset of what is wrong
     * @param reason one phrase
     */
    public record Broken(int offset, String reason) implements Step {
    }

    /** The next field. */
    public Step next() {
        if (at == end) {
            return new End(at);
        }
        int start = at;
        try {
            Field field = field();
            at = field.end;
            return field;
        } catch (Malformed e) {
            at = start;
            return e.found;
        }
    }

    /** Behind the last byte that it reads. */
    int end() {
        return end;
    }

    /** A reader of what is inside a LEN field or a group. */
    public WireReader inside(Field field) {
        return new WireReader(bytes, field.content, field.contentEnd);
    }

    /** The first thing that is wrong with the fields from here on; not inside LEN fields, which may be no messages. */
    public Optional<Broken> firstError() {
        Step step = next();
        while (step instanceof Field) {
            step = next();
        }
        return step instanceof Broken broken ? Optional.of(broken) : Optional.empty();
    }

    private Field field() throws Malformed {
        int start = at;
        int tag = tag();
        WireType type = typeOf(tag, start);
        int number = tag >>> 3;
        int content = at;
        return switch (type) {
            case VARINT -> {
                long value = varint("value", Varint.MAX_BYTES);
                yield new Field(number, type, start, content, at, at, value);
            }
            case FIXED64, FIXED32 -> {
                long value = fixed(type == WireType.FIXED64 ? Long.BYTES : Integer.BYTES);
                yield new Field(number, type, start, content, at, at, value);
            }
            case LEN -> {
                int length = length();
                int from = at;
                at += length;
                yield new Field(number, type, start, from, at, at, length);
            }
            case START_GROUP -> {
                int contentEnd = skipGroup(number, start);
                yield new Field(number, type, start, content, contentEnd, at, 0);
            }
            case END_GROUP -> throw new Malformed(start, "group " + number + " ends that never started");
        };
    }

    /** Goes behind the end of the group, however deeply others nest in it, and returns where its end tag begins. */
    private int skipGroup(int outer, int outerStart) throws Malformed {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(outer);
        while (true) {
            if (at == end) {
                throw new Malformed(outerStart, "group " + outer + " never ends");
            }
            int start = at;
            int tag = tag();
            int number = tag >>> 3;
            switch (typeOf(tag, start)) {
                case VARINT -> varint("value", Varint.MAX_BYTES);
                case FIXED64 -> fixed(Long.BYTES);
                case FIXED32 -> fixed(Integer.BYTES);
                case LEN -> {
                    int length = length();
                    at += length;
                }
                case START_GROUP -> open.push(number);
                case END_GROUP -> {
                    int expected = open.pop();
                    if (number != expected) {
                        throw new Malformed(start, "group " + expected + " ends as group " + number);
                    }
                    if (open.isEmpty()) {
                        return start;
                    }
                }
            }
        }
    }

    private int tag() throws Malformed {
        int start = at;
        long tag = varint("tag", MAX_TAG_BYTES);
        if (tag >>> Integer.SIZE != 0) {
            throw new Malformed(start, "tag over 32 bits");
        }
        if (tag >>> 3 == 0) {
            throw new Malformed(start, "field number 0");
        }
        return (int) tag;
    }

    private static WireType typeOf(int tag, int start) throws Malformed {
        int number = tag & 7;
        return WireType.numbered(number).orElseThrow(() -> new Malformed(start, "wire type " + number));
    }

    private int length() throws Malformed {
        int start = at;
        long length = varint("length", Varint.MAX_BYTES);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new Malformed(start, "length over 31 bits");
        }
        if (length > end - at) {
            throw new Malformed(start, "length " + length + " where " + (end - at) + " bytes are left");
        }
        return (int) length;
    }

    private long varint(String what, int most) throws Malformed {
        int length = Varint.length(bytes, at, Math.min(end, at + most));
        if (length == 0) {
            throw new Malformed(at, end - at < most ? what + " cut off" : what + " over " + most + " bytes");
        }
        long value = Varint.value(bytes, at, length);
        at += length;
        return value;
    }

    private long fixed(int size) throws Malformed {
        if (end - at < size) {
            throw new Malformed(at, "value cut off");
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (bytes[at + i] & 0xffL) << 8 * i;
        }
        at += size;
        return value;
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Broken found;

        Malformed(int offset, String reason) {
            super(reason, null, false, false);
            this.found = new Broken(offset, reason);
        }
    }
}
