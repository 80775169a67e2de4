package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.oracle.MessageGenerator.Category;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Random values of scalar fields, and how they are written. */
final class FieldValues {

    private static final List<Long> EXTREMES = List.of(0L, 1L, -1L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE,
            0xffff_ffffL, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE, Long.MIN_VALUE, 127L, 128L);
    private static final List<Double> FLOATS = List.of(0.0, -0.0, 1.5, -1.0, Double.NaN, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 0.1);
    private static final String LETTERS = "abcABC xyz019.-/\u00e9\u20ac\uFFFD\u0000";
    private static final String EMOJI = "\uD83D\uDE00";
    private static final List<String> NO_UTF8 = List.of("c080", "eda080", "f4908080", "e282", "ff", "80");

    private final RandomGenerator random;
    private final Consumer<Category> counter;

    FieldValues(RandomGenerator random, Consumer<Category> counter) {
        this.random = random;
        this.counter = counter;
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
            case 0 -> {
                counter.accept(Category.EXPLICIT_ZERO);
                yield 0;
            }
            case 1 -> {
                counter.accept(Category.EXTREME_VALUE);
                yield EXTREMES.get(random.nextInt(EXTREMES.size()));
            }
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
        ByteString octets = ByteString.copyFromUtf8(text.toString());
        if (random.nextInt(25) > 0) {
            return octets;
        }
        counter.accept(Category.NOT_UTF8);
        return octets.concat(ByteString.fromHex(NO_UTF8.get(random.nextInt(NO_UTF8.size()))));
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
            case BOOL -> varint((Boolean) value ? random.nextInt(5) == 0 ? 1L << 40 : 1 : 0, into);
            case SINT32 -> varint(Integer.toUnsignedLong(CodedOutputStream.encodeZigZag32(((Long) value).intValue()))
                    | surplus(), into);
            case SINT64 -> varint(CodedOutputStream.encodeZigZag64((Long) value), into);
            case INT32, UINT32, ENUM -> varint((Long) value ^ surplus(), into);
            case INT64, UINT64 -> varint((Long) value, into);
            case FIXED32, SFIXED32 -> into.fixed((Long) value, 4);
            case FIXED64, SFIXED64 -> into.fixed((Long) value, 8);
            case FLOAT -> into.fixed(Float.floatToRawIntBits(((Double) value).floatValue()), 4);
            case DOUBLE -> into.fixed(Double.doubleToRawLongBits((Double) value), 8);
            case STRING, BYTES -> into.delimited(MessageWriter.octets(value).toByteArray(), padding());
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName() + " is no scalar");
        }
    }

    /** Bits above the 32 that the field keeps. */
    private long surplus() {
        if (random.nextInt(8) > 0) {
            return 0;
        }
        counter.accept(Category.WIDE_VARINT);
        return (random.nextLong() & 0xffff) << 32;
    }

    private void varint(long value, WireBytes into) {
        int padding = padding();
        if (padding > 0) {
            counter.accept(Category.PADDED_VARINT);
        }
        if (random.nextInt(60) == 0) {
            counter.accept(Category.SURPLUS_BITS);
            into.surplusVarint(value);
        } else {
            into.varint(value, padding);
        }
    }

    private int padding() {
        return random.nextInt(12) == 0 ? 1 + random.nextInt(9) : 0;
    }
}
