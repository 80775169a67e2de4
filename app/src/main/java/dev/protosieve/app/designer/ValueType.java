package dev.protosieve.app.designer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.WellKnown;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a place in a condition holds: which operators and which editor fit.
 *
 * @param name in the words of the .proto language
 * @param least of whole numbers, also {@code most}
 * @param values the enum's; empty for other kinds
 * @param message of a message
 * @param inner key and value of a map, or a list's element
 */
record ValueType(Kind kind, String name, BigInteger least, BigInteger most, List<EnumValue> values,
        Optional<Descriptor> message, List<ValueType> inner) {

    /** Families of types that CEL treats alike. */
    enum Kind {
        TEXT,
        BYTES,
        WHOLE,
        UNSIGNED,
        REAL,
        BOOL,
        ENUM,
        TIME,
        DURATION,
        ADDRESS,
        LIST,
        MAP,
        MESSAGE;

        boolean isNumber() {
            return this == WHOLE || this == UNSIGNED || this == REAL;
        }
    }

    /**
     * A value of an enum.
     *
     * @param cel the name as CEL writes it: {@code search.Category.PHONES}
     */
    record EnumValue(String name, String cel, int number) {

        /** Whether a rule that says that means this value. */
        boolean isWritten(String text) {
            String bare = text.replaceAll("\\s", "");
            return bare.equals(cel) || bare.equals(Integer.toString(number)) || cel.endsWith("." + bare)
                    && bare.contains(".");
        }

        @Override
        public String toString() {
            return name + " = " + number;
        }
    }

    private static final int BITS_OF_INT = 32;
    private static final int BITS_OF_LONG = 64;
    private static final BigInteger PORTS = BigInteger.valueOf(0xffff);

    ValueType {
        values = List.copyOf(values);
        inner = List.copyOf(inner);
    }

    private static ValueType plain(Kind kind, String name) {
        return new ValueType(kind, name, BigInteger.ZERO, BigInteger.ZERO, List.of(), Optional.empty(), List.of());
    }

    private static ValueType whole(Kind kind, String name, BigInteger least, BigInteger most) {
        return new ValueType(kind, name, least, most, List.of(), Optional.empty(), List.of());
    }

    private static ValueType signed(String name, int bits) {
        BigInteger end = BigInteger.ONE.shiftLeft(bits - 1);
        return whole(Kind.WHOLE, name, end.negate(), end.subtract(BigInteger.ONE));
    }

    private static ValueType unsigned(String name, int bits) {
        return whole(Kind.UNSIGNED, name, BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    /** What {@code size()} gives. */
    static ValueType count() {
        return whole(Kind.WHOLE, "size", BigInteger.ZERO, BigInteger.valueOf(Long.MAX_VALUE));
    }

    static ValueType of(Descriptor message) {
        return switch (WellKnown.of(message)) {
            case TIMESTAMP -> plain(Kind.TIME, "Timestamp");
            case DURATION -> plain(Kind.DURATION, "Duration");
            case WRAPPER -> single(message.getFields().getFirst()).named(message.getName());
            case NONE, DYNAMIC -> new ValueType(Kind.MESSAGE, message.getName(), BigInteger.ZERO, BigInteger.ZERO,
                    List.of(), Optional.of(message), List.of());
        };
    }

    static ValueType of(FieldDescriptor field) {
        if (field.isMapField()) {
            ValueType key = single(field.getMessageType().findFieldByNumber(1));
            ValueType value = single(field.getMessageType().findFieldByNumber(2));
            return new ValueType(Kind.MAP, "map<" + key.name + ", " + value.name + ">", BigInteger.ZERO,
                    BigInteger.ZERO, List.of(), Optional.empty(), List.of(key, value));
        }
        ValueType one = single(field);
        return field.isRepeated() ? new ValueType(Kind.LIST, "repeated " + one.name, BigInteger.ZERO,
                BigInteger.ZERO, List.of(), Optional.empty(), List.of(one)) : one;
    }

    private static ValueType single(FieldDescriptor field) {
        String name = field.getType().name().toLowerCase(Locale.ROOT);
        return switch (field.getType()) {
            case STRING -> plain(Kind.TEXT, name);
            case BYTES -> plain(Kind.BYTES, name);
            case BOOL -> plain(Kind.BOOL, name);
            case DOUBLE, FLOAT -> plain(Kind.REAL, name);
            case ENUM -> enumeration(field.getEnumType());
            case UINT32, FIXED32 -> unsigned(name, BITS_OF_INT);
            case UINT64, FIXED64 -> unsigned(name, BITS_OF_LONG);
            case INT32, SINT32, SFIXED32 -> signed(name, BITS_OF_INT);
            case INT64, SINT64, SFIXED64 -> signed(name, BITS_OF_LONG);
            case MESSAGE, GROUP -> of(field.getMessageType());
        };
    }

    private static ValueType enumeration(EnumDescriptor type) {
        return new ValueType(Kind.ENUM, type.getName(), BigInteger.ZERO, BigInteger.ZERO,
                type.getValues().stream().map(ValueType::value).toList(), Optional.empty(), List.of());
    }

    private static EnumValue value(EnumValueDescriptor value) {
        return new EnumValue(value.getName(), value.getType().getFullName() + "." + value.getName(),
                value.getNumber());
    }

    /** Ranges are those of the header's bits (RFC 791, 768, 9293; IEEE 802.1Q). */
    static ValueType of(HeaderField field) {
        return switch (field.kind()) {
            case ADDRESS -> plain(Kind.ADDRESS, "IP address");
            case OCTETS -> plain(Kind.BYTES, "6 octets");
            case NUMBER -> switch (field) {
                case UDP_SRC_PORT, UDP_DST_PORT, TCP_SRC_PORT, TCP_DST_PORT ->
                    whole(Kind.WHOLE, "port", BigInteger.ZERO, PORTS);
                case ETH_TYPE, IP_LENGTH, UDP_LENGTH, TCP_WINDOW -> whole(Kind.WHOLE, "16 bits", BigInteger.ZERO,
                        PORTS);
                case IP_PROTOCOL, IP_TTL, TCP_FLAGS -> whole(Kind.WHOLE, "8 bits", BigInteger.ZERO,
                        BigInteger.valueOf(0xff));
                case ETH_VLAN -> whole(Kind.WHOLE, "12 bits", BigInteger.ZERO, BigInteger.valueOf(0xfff));
                case IP_DSCP -> whole(Kind.WHOLE, "6 bits", BigInteger.ZERO, BigInteger.valueOf(0x3f));
                case IP_VERSION -> whole(Kind.WHOLE, "4 or 6", BigInteger.ZERO, BigInteger.valueOf(0xf));
                case TCP_SEQ, TCP_ACK, PKT_LENGTH, PKT_IFINDEX, ETH_SRC, ETH_DST, IP_SRC, IP_DST ->
                    whole(Kind.WHOLE, "32 bits", BigInteger.ZERO, BigInteger.valueOf(0xffffffffL));
            };
        };
    }

    private ValueType named(String other) {
        return new ValueType(kind, other, least, most, values, message, inner);
    }

    /** Whether it is a wrapper: null when it is not set, which has no order, no letters and no truth. */
    boolean isNullable() {
        return name.endsWith("Value") && kind != Kind.ENUM && kind != Kind.MESSAGE;
    }

    /** What {@code exists} goes over: elements of a list, keys of a map; this type itself otherwise. */
    ValueType element() {
        return inner.isEmpty() ? this : inner.getFirst();
    }
}
