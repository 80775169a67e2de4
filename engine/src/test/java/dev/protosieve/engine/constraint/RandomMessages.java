package dev.protosieve.engine.constraint;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Messages whose values lie where rules change their mind. */
final class RandomMessages {

    private static final long[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3, 100, Integer.MAX_VALUE,
            Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32};
    private static final double[] DOUBLES = {0, -0.0, 0.1, 0.5, 1.5, 2.5, 2.6, -1.5, -2, 3, 3.5, Double.NaN,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.MAX_VALUE, Double.MAX_VALUE, Double.MIN_VALUE};
    private static final List<String> TEXTS = List.of("", "a", "a\nb", "a b", "b", "ab", "abc", "ac", "axc", "bcb1",
            "a1", "\u00e9",
            "\u00e9\u00e9", "\u20ac", "\uD83D\uDE00", "a\"b\\\n\u00e9\uD83D\uDE00", "x@y.z", "x@y", "x@", "@y",
            "a.b+c@d-e.f",
            "x@-y", "x@y-", "x@y..z", "x@" + "a".repeat(63) + ".b", "x@" + "a".repeat(64), "localhost", "a.b.", "a..b",
            "1.2.3.4", "1.2.3.256", "01.2.3.4", "1.2.3", "a.1", "a.1a", "1", "-a", "a-", "a_b", "a".repeat(63),
            "a".repeat(64), "a.".repeat(126) + "b", "a.".repeat(126) + "bc", "a.".repeat(126) + "b.",
            "01234567-89ab-CDEF-0123-456789abcdef", "0123456789abCDEF0123456789abcdef",
            "01234567-89ab-cdef-0123-456789abcdeg", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "a.b_1",
            ".a.b", "a.1b", ":path", "x-y", "x y", "x\ny", "x\ry", "x\ty", "x\u0000y", "x\u007fy", "b.c", "b.c.d",
            "::1", "::", "1::8", "fe80::1%eth0", "1.2.3.0/24", "1.2.3.4/24", "::1/64", "http://a.b/c?d#e", "a:80",
            "a:99999",
            "\u0130", "A", "AB");
    static final List<String> TYPE_URLS = List.of("", "x/a.B", "x/a.C", "type.googleapis.com/google.protobuf.Empty");
    static final List<Long> SECONDS = List.of(0L, 1L, 2L, 99L, 100L, 200L, 201L, -1L, -62135596800L, 253402300799L);
    static final List<Integer> NANOS = List.of(0, 1, 5, 6, 500_000_000);

    private final RandomGenerator random;

    RandomMessages(RandomGenerator random) {
        this.random = random;
    }

    DynamicMessage next(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (random.nextInt(5) == 0 || depth == 0 && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            if (field.isRepeated()) {
                Set<Object> keys = new HashSet<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    Object value = value(field, depth);
                    // DynamicMessage keeps all entries of a key, a map only the last
                    if (!field.isMapField() || keys.add(key((DynamicMessage) value))) {
                        message.addRepeatedField(field, value);
                    }
                }
            } else if (field.getContainingOneof() == null || random.nextInt(3) == 0) {
                message.setField(field, value(field, depth));
            }
        }
        return message.buildPartial();
    }

    private static Object key(DynamicMessage entry) {
        return entry.getField(entry.getDescriptorForType().findFieldByNumber(1));
    }

    Object value(FieldDescriptor field, int depth) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        double real = DOUBLES[random.nextInt(DOUBLES.length)];
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> (float) real;
            case DOUBLE -> real;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTE_STRING -> octets();
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(7));
            case MESSAGE -> switch (field.getMessageType().getFullName()) {
                case "google.protobuf.Timestamp", "google.protobuf.Duration" -> time(field.getMessageType());
                case "google.protobuf.Any" -> any(field.getMessageType());
                default -> next(field.getMessageType(), depth - 1);
            };
        };
    }

    private ByteString octets() {
        return switch (random.nextInt(4)) {
            case 0 -> ByteString.copyFrom(new byte[]{'a', (byte) 0xff});
            case 1 -> ByteString.copyFrom(new byte[random.nextInt(4) == 0 ? 16 : random.nextInt(6)]);
            default -> ByteString.copyFromUtf8(random.nextBoolean() ? "ab" : "b");
        };
    }

    private DynamicMessage time(Descriptor type) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("seconds"), SECONDS.get(random.nextInt(SECONDS.size())))
                .setField(type.findFieldByName("nanos"), NANOS.get(random.nextInt(NANOS.size()))).build();
    }

    private DynamicMessage any(Descriptor type) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("type_url"), TYPE_URLS.get(random.nextInt(TYPE_URLS.size()))).build();
    }
}
