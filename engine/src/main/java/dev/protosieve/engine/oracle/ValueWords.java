package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.cel.common.values.CelByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of CEL as a rule would write them. */
final class ValueWords {

    static final int MOST_ELEMENTS = 16;
    private static final int LONGEST = 120;

    private static final TextFormat.Printer PRINTER = TextFormat.printer().emittingSingleLine(true);

    private ValueWords() {
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "no bytes" : "bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    static String of(Object value) {
        String text = switch (value) {
            case String s -> '"' + s.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
            case CelByteString bytes -> hex(bytes.toByteArray());
            case ByteString bytes -> hex(bytes.toByteArray());
            case com.google.common.primitives.UnsignedLong number -> number + "u";
            case EnumValueDescriptor constant -> constant.getName();
            case Message message -> message(message);
            case List<?> list -> list.stream().limit(MOST_ELEMENTS).map(ValueWords::of)
                    .collect(Collectors.joining(", ", "[", list.size() > MOST_ELEMENTS ? ", \u2026]" : "]"));
            case Map<?, ?> map -> map.entrySet().stream().limit(MOST_ELEMENTS)
                    .map(e -> of(e.getKey()) + ": " + of(e.getValue()))
                    .collect(Collectors.joining(", ", "{", map.size() > MOST_ELEMENTS ? ", \u2026}" : "}"));
            default -> value.toString();
        };
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "\u2026" : text;
    }

    /** Fields as protobuf's text format has them, and a sign for those that the message has and this one not. */
    private static String message(Message message) {
        List<String> fields = new ArrayList<>();
        message.getAllFields().forEach((field, value) -> {
            List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
            values.forEach(v -> fields.add(field(field, v)));
        });
        String inner = String.join(" ", fields);
        if (WalkedValues.leavesOut(message)) {
            inner += inner.isEmpty() ? "\u2026" : ", \u2026";
        }
        return inner.isEmpty() ? "{}" : "{ " + inner + " }";
    }

    private static String field(FieldDescriptor field, Object value) {
        return value instanceof Message inner
                ? (field.isExtension() ? "[" + field.getFullName() + "]" : field.getName()) + " " + message(inner)
                : PRINTER.printFieldToString(field, field.isRepeated() ? List.of(value) : value).strip();
    }
}
