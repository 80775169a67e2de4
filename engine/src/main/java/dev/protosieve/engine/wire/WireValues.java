package dev.protosieve.engine.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Values of fields in words. */
final class WireValues {

    private static final int MOST_BYTES = 32;
    private static final int MOST_ELEMENTS = 12;

    private WireValues() {
    }

    /** As the encoding page of protobuf names it. */
    static String name(WireType type) {
        return switch (type) {
            case VARINT -> "VARINT";
            case FIXED64 -> "I64";
            case LEN -> "LEN";
            case START_GROUP -> "SGROUP";
            case END_GROUP -> "EGROUP";
            case FIXED32 -> "I32";
        };
    }

    static String text(byte[] bytes, WireReader.Field field, FieldDescriptor known) {
        return switch (known.getType()) {
            case STRING -> quoted(new String(bytes, field.content(), field.contentEnd() - field.content(),
                    StandardCharsets.UTF_8));
            case BYTES -> hex(bytes, field.content(), field.contentEnd());
            default -> number(field.value(), known);
        };
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }

    private static String number(long value, FieldDescriptor known) {
        return switch (known.getType()) {
            case BOOL -> value != 0 ? "true" : "false";
            case INT32, SFIXED32 -> Integer.toString((int) value);
            case INT64, SFIXED64 -> Long.toString(value);
            case UINT32, FIXED32 -> Integer.toUnsignedString((int) value);
            case UINT64, FIXED64 -> Long.toUnsignedString(value);
            case SINT32 -> Integer.toString(CodedInputStream.decodeZigZag32((int) value));
            case SINT64 -> Long.toString(CodedInputStream.decodeZigZag64(value));
            case FLOAT -> Float.toString(Float.intBitsToFloat((int) value));
            case DOUBLE -> Double.toString(Double.longBitsToDouble(value));
            case ENUM -> enumeration((int) value, known);
            case STRING, BYTES, GROUP, MESSAGE -> Long.toString(value);
        };
    }

    private static String enumeration(int number, FieldDescriptor known) {
        EnumValueDescriptor value = known.getEnumType().findValueByNumber(number);
        return value == null ? number + " (no name)" : value.getName() + " (" + number + ")";
    }

    /** The elements of a packed run; those behind a broken one are left out. */
    static String packed(byte[] bytes, WireReader.Field field, FieldDescriptor known) {
        List<String> elements = new ArrayList<>();
        int at = field.content();
        while (at < field.contentEnd()) {
            int size = switch (known.getLiteType().getWireType()) {
                case 1 -> Long.BYTES;
                case 5 -> Integer.BYTES;
                default -> Varint.length(bytes, at, field.contentEnd());
            };
            if (size == 0 || at + size > field.contentEnd()) {
                elements.add("cut off");
                break;
            }
            elements.add(number(element(bytes, at, size, known), known));
            at += size;
        }
        String more = elements.size() > MOST_ELEMENTS ? ", \u2026 " + elements.size() + " in all" : "";
        return "[" + String.join(", ", elements.subList(0, Math.min(MOST_ELEMENTS, elements.size()))) + more + "]";
    }

    private static long element(byte[] bytes, int at, int size, FieldDescriptor known) {
        if (known.getLiteType().getWireType() == 0) {
            return Varint.value(bytes, at, size);
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (bytes[at + i] & 0xffL) << 8 * i;
        }
        return value;
    }

    /** For what the schema does not know. */
    static String raw(byte[] bytes, WireReader.Field field) {
        return switch (field.type()) {
            case VARINT, FIXED64, FIXED32 -> Long.toUnsignedString(field.value());
            case LEN, START_GROUP, END_GROUP -> hex(bytes, field.content(), field.contentEnd());
        };
    }

    static String hex(byte[] bytes, int start, int end) {
        String text = HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOfRange(bytes, start,
                Math.min(end, start + MOST_BYTES)));
        return end - start > MOST_BYTES ? text + " \u2026 " + (end - start) + " bytes" : text;
    }
}
