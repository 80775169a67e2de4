package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random values of scalar fields, and how they are written: now and then longer or wider than needed. */
final class FieldValues {

    private static final List<Long> EXTREMES = List.of(0L, 1L, -1L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE,
            0xffff_ffffL, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE, Long.MIN_VALUE, 127L, 128L);
    private static final List<Double> FLOATS = List.of(0.0, -0.0, 1.5, -1.0, Double.NaN, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 0.1);
    private static final String LETTERS = "abcABC xyz019.-/\u00e9\u20ac\uFFFD\u0000";
    private static final String EMOJI = "\uD83D\uDE00";

    private final RandomGenerator random;

    FieldValues(RandomGenerator random) {
        this.random = random;
    }

    static int wireType(FieldDescriptor field) {
        return field.getLiteType().getWireType();
    }

    /** Boolean, Long, Double or ByteString, also for strings. */
    Object any(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> random.nextBoolean();
            case INT, LONG -> integer();
            case ENUM -> random.nextInt(4) == 0 ? (Object) integer()
                    : (long) field.getEnumType().getValues().get(random.nextInt(field.getEnumType().getValues().size()))
                            .getNumber();
            case FLOAT, DOUBLE -> FLOATS.get(random.nextInt(FLOATS.size()));
            case STRING -> text();
            case BYTE_STRING -> bytes(12);
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName() + " is no scalar");
        };
    }

    private long integer() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> EXTREMES.get(random.nextInt(EXTREMES.size()));
            case 2 -> random.nextInt(2000);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private ByteString text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 300 : 10); i > 0; i--) {
            if (random.nextInt(20) == 0) {
                text.append(EMOJI);
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return ByteString.copyFromUtf8(text.toString());
    }

    ByteString bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return ByteString.copyFrom(bytes);
    }

    /** Writes the value behind its tag, varints sometimes longer or wider than needed. */
    void write(FieldDescriptor field, Object value, WireBytes into) {
        switch (field.getType()) {
            case BOOL -> varint((Boolean) value ? random.nextInt(8) == 0 ? 1L << 40 : 1 : 0, into);
            case SINT32 -> varint(Integer.toUnsignedLong(CodedOutputStream.encodeZigZag32(((Long) value).intValue()))
                    | surplus(), into);
            case SINT64 -> varint(CodedOutputStream.encodeZigZag64((Long) value), into);
            case INT32, UINT32, ENUM -> varint((Long) value ^ surplus(), into);
            case INT64, UINT64 -> varint((Long) value, into);
            case FIXED32, SFIXED32 -> into.fixed((Long) value, 4);
            case FIXED64, SFIXED64 -> into.fixed((Long) value, 8);
            case FLOAT -> into.fixed(Float.floatToRawIntBits(((Double) value).floatValue()), 4);
            case DOUBLE -> into.fixed(Double.doubleToRawLongBits((Double) value), 8);
            case STRING, BYTES -> into.delimited(octets(value).toByteArray(), padding());
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName() + " is no scalar");
        }
    }

    private static ByteString octets(Object value) {
        return value instanceof ByteString bytes ? bytes : ByteString.copyFromUtf8((String) value);
    }

    /** Bits above the 32 that the field keeps. */
    private long surplus() {
        return random.nextInt(20) > 0 ? 0 : (random.nextLong() & 0xffff) << 32;
    }

    private void varint(long value, WireBytes into) {
        into.varint(value, padding());
    }

    int padding() {
        return random.nextInt(25) == 0 ? 1 + random.nextInt(9) : 0;
    }
}
