package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigInteger;

/** What values of a type may be, whatever the message holds. */
final class Universe {

    private static final BigInteger UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final Numbers BOOL = Numbers.between(0, 1);
    private static final Numbers INT = Numbers.between(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Numbers UINT = Numbers.between(BigInteger.ZERO, UINT64);
    private static final Numbers INT32 = Numbers.between(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Numbers UINT32 = Numbers.between(0, 0xffff_ffffL);
    private static final Numbers UINT16 = Numbers.between(0, 0xffff);
    private static final Numbers OCTET = Numbers.between(0, 0xff);
    /** Nanoseconds of seconds that have 64 bits. */
    private static final Numbers TIME = Numbers.between(BigInteger.TWO.pow(95).negate(), BigInteger.TWO.pow(95));

    /** Sizes and places are below that, since messages are. */
    static final Numbers SIZE = Numbers.between(0, Integer.MAX_VALUE);

    private Universe() {
    }

    static Numbers of(ExprType type) {
        return switch (type) {
            case BOOL -> BOOL;
            case INT -> INT;
            case UINT -> UINT;
            case DOUBLE -> DoubleKeys.ALL;
            case TIMESTAMP, DURATION -> TIME;
            case STRING, BYTES -> throw new IllegalArgumentException(type + " is no number");
        };
    }

    static Numbers of(FieldDescriptor field, ExprType type) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> INT32;
            case UINT32, FIXED32 -> UINT32;
            case ENUM -> field.legacyEnumFieldTreatedAsClosed() ? closed(field) : INT32;
            case BOOL, INT64, SINT64, SFIXED64, UINT64, FIXED64, FLOAT, DOUBLE, STRING, BYTES, MESSAGE, GROUP ->
                of(type);
        };
    }

    private static Numbers closed(FieldDescriptor field) {
        return field.getEnumType().getValues().stream().map(EnumValueDescriptor::getNumber)
                .map(n -> Numbers.only((long) n)).reduce(Numbers.NONE, Numbers::or);
    }

    static Numbers of(HeaderField header) {
        return switch (header) {
            case ETH_TYPE, UDP_SRC_PORT, UDP_DST_PORT, UDP_LENGTH, TCP_SRC_PORT, TCP_DST_PORT, TCP_WINDOW -> UINT16;
            case IP_PROTOCOL, IP_TTL, TCP_FLAGS -> OCTET;
            case ETH_VLAN -> Numbers.between(0, 0xfff);
            case IP_DSCP -> Numbers.between(0, 0x3f);
            case IP_VERSION -> Numbers.only(4).or(Numbers.only(6));
            case IP_LENGTH, TCP_SEQ, TCP_ACK, PKT_LENGTH, PKT_IFINDEX -> UINT32;
            case ETH_SRC, ETH_DST, IP_SRC, IP_DST ->
                throw new IllegalArgumentException(header.text() + " is no number");
        };
    }

    /** A number of so many bytes in network byte order. */
    static Numbers ofBytes(int bytes) {
        return Numbers.between(0, (1L << 8 * bytes) - 1);
    }
}
