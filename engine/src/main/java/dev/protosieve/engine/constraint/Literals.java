package dev.protosieve.engine.constraint;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Constants of rules as CEL writes them (CEL language definition, "Syntax"). */
final class Literals {

    private static final int NANO_DIGITS = 9;
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long LONGEST_SECONDS = 315_576_000_000L;

    private Literals() {
    }

    /** @param field of the rules, whose value it is */
    static String of(FieldDescriptor field, Object value) {
        return switch (value) {
            case Integer number -> isUnsigned(field) ? Integer.toUnsignedString(number) + "u" : number.toString();
            case Long number -> isUnsigned(field) ? Long.toUnsignedString(number) + "u" : number.toString();
            case Float number -> real(number);
            case Double number -> real(number);
            case Boolean bool -> bool.toString();
            case String text -> text(text);
            case ByteString octets -> octets(octets);
            case EnumValueDescriptor named -> Integer.toString(named.getNumber());
            case Timestamp time when !isTime(time) -> Long.toString(time.getSeconds()) + " seconds";
            case Timestamp time ->
                "timestamp(\"" + Instant.ofEpochSecond(time.getSeconds(), time.getNanos()) + "\")";
            case Duration time -> "duration(\"" + BigDecimal.valueOf(time.getSeconds())
                    .add(BigDecimal.valueOf(time.getNanos(), NANO_DIGITS)).stripTrailingZeros().toPlainString()
                    + "s\")";
            default -> throw new IllegalArgumentException("no constant: " + value.getClass());
        };
    }

    /** Whether CEL has it: in the years 1 to 9999 (google/protobuf/timestamp.proto). */
    static boolean isTime(Timestamp time) {
        return time.getSeconds() >= FIRST_SECOND && time.getSeconds() <= LAST_SECOND && isFraction(time.getNanos());
    }

    /** Whether CEL has it: no longer than that many seconds, fractions with them (google/protobuf/duration.proto). */
    static boolean isSpan(Duration span) {
        long whole = span.getSeconds();
        boolean sameSign = whole == 0 || span.getNanos() == 0 || whole < 0 == span.getNanos() < 0;
        return whole > -LONGEST_SECONDS && whole < LONGEST_SECONDS && sameSign && isFraction(Math.abs(span.getNanos()))
                || Math.abs(whole) == LONGEST_SECONDS && span.getNanos() == 0;
    }

    private static boolean isFraction(int nanos) {
        return nanos >= 0 && nanos < NANOS_PER_SECOND;
    }

    private static String real(double number) {
        return Double.isInfinite(number) ? number < 0 ? "-1e999" : "1e999" : Double.toString(number);
    }

    static String list(FieldDescriptor field, List<?> values) {
        return values.stream().map(v -> of(field, v)).collect(Collectors.joining(", ", "[", "]"));
    }

    /** {@code 1 element}, {@code 2 elements}. */
    static String counted(long count, String unit) {
        return Long.toUnsignedString(count) + " " + unit + (count == 1 ? "" : "s");
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            case DOUBLE, FLOAT, INT64, INT32, BOOL, STRING, GROUP, MESSAGE, BYTES, ENUM, SFIXED32, SFIXED64, SINT32,
                    SINT64 ->
                false;
        };
    }

    static String text(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> text.append('\\').appendCodePoint(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c >= 0x7f && Character.isISOControl(c)) {
                        text.append(String.format("\\u%04x", c));
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        return text.append('"').toString();
    }

    private static String octets(ByteString value) {
        String text = new String(value.toByteArray(), StandardCharsets.ISO_8859_1);
        StringBuilder octets = new StringBuilder("b\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                octets.append(String.format("\\x%02x", c));
            } else {
                octets.append((char) c);
            }
        });
        return octets.append('"').toString();
    }
}
