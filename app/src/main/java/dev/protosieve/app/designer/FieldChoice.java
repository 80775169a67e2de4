package dev.protosieve.app.designer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.engine.typed.HeaderField;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a block can test.
 *
 * @param text as a rule writes it: {@code msg.filter.max_price}
 * @param detail type and number, or what a header field means
 * @param values the enum's values; empty for other kinds
 */
record FieldChoice(String text, Kind kind, String detail, List<EnumValue> values) {

    /** Which operators and which editor fit. */
    enum Kind {
        TEXT,
        BYTES,
        WHOLE,
        UNSIGNED,
        REAL,
        BOOL,
        ENUM
    }

    /**
     * A value of an enum.
     *
     * @param cel the name as CEL writes it: {@code search.Category.PHONES}
     */
    record EnumValue(String name, String cel, int number) {

        /** Whether a rule that says that means this value. */
        boolean isWritten(String text) {
            return text.equals(cel) || text.equals(Integer.toString(number));
        }

        @Override
        public String toString() {
            return name + " = " + number;
        }
    }

    private static final int DEEPEST = 6;

    /** Every singular scalar below the message, then the packet variables that are numbers. */
    static List<FieldChoice> of(Descriptor message) {
        List<FieldChoice> found = new ArrayList<>();
        collect(message, List.of(), found);
        for (HeaderField header : HeaderField.values()) {
            if (header.kind() == HeaderField.Kind.NUMBER) {
                found.add(new FieldChoice(header.text(), Kind.WHOLE, header.meaning(), List.of()));
            }
        }
        return found;
    }

    private static void collect(Descriptor message, List<FieldDescriptor> above, List<FieldChoice> into) {
        for (FieldDescriptor field : message.getFields()) {
            List<FieldDescriptor> path = FieldUse.append(above, field);
            if (field.isRepeated()) {
                continue;
            }
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                if (path.size() < DEEPEST) {
                    collect(field.getMessageType(), path, into);
                }
            } else {
                into.add(choice(field, path));
            }
        }
    }

    private static FieldChoice choice(FieldDescriptor field, List<FieldDescriptor> path) {
        List<EnumValue> values = field.getJavaType() == FieldDescriptor.JavaType.ENUM
                ? field.getEnumType().getValues().stream().map(FieldChoice::value).toList() : List.of();
        String type = values.isEmpty() ? field.getType().name().toLowerCase(java.util.Locale.ROOT)
                : field.getEnumType().getName();
        return new FieldChoice(Gestures.pathText(path), kind(field), type, values);
    }

    private static EnumValue value(EnumValueDescriptor value) {
        return new EnumValue(value.getName(), value.getType().getFullName() + "." + value.getName(),
                value.getNumber());
    }

    private static Kind kind(FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> Kind.TEXT;
            case BYTES -> Kind.BYTES;
            case BOOL -> Kind.BOOL;
            case ENUM -> Kind.ENUM;
            case DOUBLE, FLOAT -> Kind.REAL;
            case UINT32, UINT64, FIXED32, FIXED64 -> Kind.UNSIGNED;
            case INT32, INT64, SINT32, SINT64, SFIXED32, SFIXED64 -> Kind.WHOLE;
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    /** The operators of that kind, as {@link ConditionShape} names them. */
    List<String> operators() {
        return switch (kind) {
            case TEXT ->
                List.of("contains", "startsWith", "endsWith", "==", "!=", "!contains", "!startsWith", "!endsWith",
                        "<", "<=", ">", ">=");
            case BYTES, ENUM -> List.of("==", "!=");
            case WHOLE, UNSIGNED, REAL -> List.of("==", "!=", ">", ">=", "<", "<=");
            case BOOL -> List.of("is", "!is");
        };
    }

    @Override
    public String toString() {
        return text.startsWith("msg.") ? text.substring(4) : text;
    }
}
