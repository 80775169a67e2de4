package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.wire.IpNetwork;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A value that packets are told apart by.
 *
 * @param type BOOL, INT, UINT, STRING or BYTES
 * @param number of a BOOL (0 or 1), an INT or a UINT; else 0
 * @param octets of a STRING (its UTF-8) or BYTES, at most {@link #MOST_OCTETS}; else empty
 * @param cut whether there were more octets: values that differ behind them only are one
 */
public record GroupKey(ExprType type, long number, ByteString octets, boolean cut) {

    /** Longer values are told apart by their beginnings only. */
    public static final int MOST_OCTETS = 64;

    public static GroupKey of(ExprType type, long number) {
        return new GroupKey(type, number, ByteString.EMPTY, false);
    }

    /** @param whole all the octets */
    public static GroupKey of(ExprType type, ByteString whole) {
        boolean cut = whole.size() > MOST_OCTETS;
        return new GroupKey(type, 0, cut ? whole.substring(0, MOST_OCTETS) : whole, cut);
    }

    /**
     * As a condition would write the value; with {@code ...} behind it where it was cut.
     *
     * @param expr what the value is of: an enum's values have names
     */
    public String text(Expr expr) {
        return switch (type) {
            case BOOL -> Boolean.toString(number != 0);
            case INT -> name(expr);
            case UINT -> Long.toUnsignedString(number) + "u";
            case STRING -> quoted(octets.toString(StandardCharsets.UTF_8)) + (cut ? "..." : "");
            case BYTES -> octets(expr);
            case DOUBLE, TIMESTAMP, DURATION ->
                throw new IllegalArgumentException("packets are not told apart by " + type);
        };
    }

    private String octets(Expr expr) {
        if (!(expr instanceof Expr.Header header)) {
            return "0x" + HexFormat.of().formatHex(octets.toByteArray()) + (cut ? "..." : "");
        }
        return header.field().kind() == HeaderField.Kind.ADDRESS ? IpNetwork.address(octets.toByteArray()).toString()
                : HexFormat.ofDelimiter(":").formatHex(octets.toByteArray());
    }

    private String name(Expr expr) {
        if (expr instanceof Expr.Field field && field.path().last().getJavaType() == FieldDescriptor.JavaType.ENUM) {
            EnumDescriptor type = field.path().last().getEnumType();
            EnumValueDescriptor value = type.findValueByNumber((int) number);
            return value == null ? Long.toString(number) : value.getName();
        }
        return Long.toString(number);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
