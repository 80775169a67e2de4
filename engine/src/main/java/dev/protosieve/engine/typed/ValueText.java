package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.typed.Expr.Literal;
import java.util.HexFormat;
import java.util.Optional;

/** Constants between the form in which people type them into a field of a window and CEL's. */
final class ValueText {

    private ValueText() {
    }

    /** CEL's literal; empty when the text is no such value. */
    static Optional<String> literal(ExprType type, String value) {
        String text = value.strip();
        try {
            return Optional.of(switch (type) {
                case BOOL -> Boolean.toString(bool(text));
                case INT -> Long.toString(Long.decode(text));
                case UINT -> Long.toUnsignedString(unsigned(text)) + "u";
                case DOUBLE -> CelLiterals.floating(Double.parseDouble(text));
                case STRING -> CelLiterals.string(value);
                case BYTES -> CelLiterals.bytes(ByteString.copyFrom(HexFormat.of().parseHex(text.replace(" ", ""))));
            }).filter(l -> !l.equals("NaN"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static long unsigned(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    }

    /** As people type it; the inverse of {@link #literal}. */
    static String of(Literal literal, FieldDescriptor field) {
        return switch (literal.type()) {
            case BOOL, STRING -> literal.value().toString();
            case INT -> enumName(field, (Long) literal.value()).orElse(literal.value().toString());
            case UINT -> Long.toUnsignedString((Long) literal.value());
            case DOUBLE -> literal.value().toString();
            case BYTES -> HexFormat.of().formatHex(((ByteString) literal.value()).toByteArray());
        };
    }

    private static Optional<String> enumName(FieldDescriptor field, long number) {
        return field.getJavaType() != FieldDescriptor.JavaType.ENUM || number != (int) number ? Optional.empty()
                : Optional.ofNullable(field.getEnumType().findValueByNumber((int) number))
                        .map(EnumValueDescriptor::getName);
    }
}
