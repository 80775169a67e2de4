package dev.protosieve.bpf.differential;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Random;

/** CEL constants and types for fields. */
final class RandomValues {

    private static final String[] STRINGS = {"", "A", "ab", "abc", "Hello", "zebra", "é", "日本",
            "a longer needle of text", "exactly8", "nine byte", "x"};
    private static final String[] DOUBLES = {"0.0", "-0.0", "0.1", "1.5", "-2.0", "1e300", "-1e300",
            "3.4028234663852886e38", "1e-45", "5e-324", "500.0"};
    private static final String[] INTS = {"0", "1", "-1", "3", "-5", "100", "127", "128", "300", "2147483647",
            "-2147483648", "2147483648", "4294967295", "-9223372036854775807", "9223372036854775807"};
    private static final String[] UINTS = {"0u", "1u", "3u", "7u", "100u", "127u", "128u", "4294967295u", "4294967296u",
            "18446744073709551615u"};

    /** What CEL takes a field's value for. */
    enum Kind {
        BOOL, INT, UINT, DOUBLE, STRING, BYTES, ENUM, MESSAGE
    }

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    static Kind kind(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case FLOAT, DOUBLE -> Kind.DOUBLE;
            case INT, LONG -> switch (field.getType()) {
                case UINT32, UINT64, FIXED32, FIXED64 -> Kind.UINT;
                default -> Kind.INT;
            };
            case BOOLEAN -> Kind.BOOL;
            case STRING -> Kind.STRING;
            case BYTE_STRING -> Kind.BYTES;
            case ENUM -> Kind.ENUM;
            case MESSAGE -> Kind.MESSAGE;
        };
    }

    String constant(FieldDescriptor field) {
        return switch (kind(field)) {
            case BOOL -> random.nextBoolean() ? "true" : "false";
            case INT -> pick(INTS);
            case UINT -> pick(UINTS);
            case DOUBLE -> pick(DOUBLES);
            case STRING -> "\"" + pick(STRINGS) + "\"";
            case BYTES -> "b\"" + pick(STRINGS) + "\"";
            case ENUM -> field.getEnumType().getName().equals("Open") ? pick("r.Open.O_ONE", "r.Open.O_NEG", "2", "7")
                    : pick("r.E.ONE", "r.E.NEG", "0", "2", "7");
            case MESSAGE -> throw new AssertionError("messages have no constants");
        };
    }

    String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
