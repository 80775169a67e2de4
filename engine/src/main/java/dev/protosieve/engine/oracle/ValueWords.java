package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.cel.common.values.CelByteString;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of CEL as a rule would write them. */
final class ValueWords {

    static final int MOST_ELEMENTS = 16;
    private static final int LONGEST = 120;

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
            case Message message -> {
                String inner = TextFormat.printer().emittingSingleLine(true).printToString(message).strip();
                yield inner.isEmpty() ? "{}" : "{ " + inner + " }";
            }
            case List<?> list -> list.stream().limit(MOST_ELEMENTS).map(ValueWords::of)
                    .collect(Collectors.joining(", ", "[", list.size() > MOST_ELEMENTS ? ", \u2026]" : "]"));
            case Map<?, ?> map -> map.entrySet().stream().limit(MOST_ELEMENTS)
                    .map(e -> of(e.getKey()) + ": " + of(e.getValue()))
                    .collect(Collectors.joining(", ", "{", map.size() > MOST_ELEMENTS ? ", \u2026}" : "}"));
            default -> value.toString();
        };
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "\u2026" : text;
    }
}
