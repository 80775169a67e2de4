package dev.protosieve.app.lab;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.protosieve.app.lab.FieldRow.Role;
import dev.protosieve.app.lab.FieldRow.Step;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A message as rows of a form, and the message after a change in one of them. */
final class MessageFields {

    private static final int DEEPEST = 12;

    private MessageFields() {
    }

    /** One row a field; those of absent messages are left out. Empty when the bytes are no such message. */
    static Optional<List<FieldRow>> rows(byte[] bytes, Descriptor type) {
        try {
            List<FieldRow> rows = new ArrayList<>();
            collect(read(bytes, type), List.of(), 0, rows);
            return Optional.of(List.copyOf(rows));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Message read(byte[] bytes, Descriptor type) throws InvalidProtocolBufferException {
        return DynamicMessage.newBuilder(type).mergeFrom(bytes).buildPartial();
    }

    private static void collect(Message message, List<Step> above, int depth, List<FieldRow> into) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            List<Step> path = FieldRow.then(above, field, -1);
            if (field.isRepeated()) {
                into.add(new FieldRow(path, depth, Role.LIST, Optional.of(message.getRepeatedFieldCount(field))));
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    one(message.getRepeatedField(field, i), FieldRow.then(above, field, i), depth + 1, into);
                }
            } else if (isMessage(field) && !message.hasField(field)) {
                into.add(new FieldRow(path, depth, Role.ABSENT, Optional.empty()));
            } else if (isMessage(field)) {
                one(message.getField(field), path, depth, into);
            } else {
                boolean set = field.hasPresence() ? message.hasField(field)
                        : !message.getField(field).equals(field.getDefaultValue());
                into.add(new FieldRow(path, depth, Role.SCALAR,
                        set ? Optional.of(message.getField(field)) : Optional.empty()));
            }
        }
    }

    private static void one(Object value, List<Step> path, int depth, List<FieldRow> into) {
        if (value instanceof Message inner) {
            into.add(new FieldRow(path, depth, Role.MESSAGE, Optional.empty()));
            if (depth < DEEPEST) {
                collect(inner, path, depth + 1, into);
            }
        } else {
            into.add(new FieldRow(path, depth, Role.SCALAR, Optional.of(value)));
        }
    }

    static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    /** The bytes with that value in the row's place. */
    static byte[] set(byte[] bytes, Descriptor type, FieldRow row, Object value) {
        return change(bytes, type, row.path(), (m, last) -> last.index() < 0 ? m.setField(last.field(), value)
                : m.setRepeatedField(last.field(), last.index(), value));
    }

    /** The bytes without the row's field, or without that element. */
    static byte[] clear(byte[] bytes, Descriptor type, FieldRow row) {
        return change(bytes, type, row.path(), (m, last) -> {
            if (last.index() < 0) {
                return m.clearField(last.field());
            }
            List<Object> rest = new ArrayList<>((List<?>) m.getField(last.field()));
            rest.remove(last.index());
            return m.setField(last.field(), rest);
        });
    }

    /** The bytes with the row's sub-message there, or with one element more. */
    static byte[] add(byte[] bytes, Descriptor type, FieldRow row) {
        return change(bytes, type, row.path(), (m, last) -> {
            FieldDescriptor field = last.field();
            Object fresh = isMessage(field) ? m.newBuilderForField(field).buildPartial() : initial(field);
            return field.isRepeated() ? m.addRepeatedField(field, fresh) : m.setField(field, fresh);
        });
    }

    private static Object initial(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> 0;
            case LONG -> 0L;
            case FLOAT -> 0f;
            case DOUBLE -> 0d;
            case BOOLEAN -> false;
            case STRING -> "";
            case BYTE_STRING -> ByteString.EMPTY;
            case ENUM -> field.getEnumType().getValues().getFirst();
            case MESSAGE -> throw new IllegalArgumentException("no scalar: " + field);
        };
    }

    private interface Change {
        Message.Builder apply(Message.Builder message, Step last);
    }

    private static byte[] change(byte[] bytes, Descriptor type, List<Step> path, Change change) {
        try {
            return changed(read(bytes, type), path, change).toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("rows are shown of whole messages only", e);
        }
    }

    private static Message changed(Message message, List<Step> path, Change change) {
        Step step = path.getFirst();
        Message.Builder builder = message.toBuilder();
        if (path.size() == 1) {
            return change.apply(builder, step).buildPartial();
        }
        UnaryOperator<Message> inner = m -> changed(m, path.subList(1, path.size()), change);
        if (step.index() < 0) {
            return builder.setField(step.field(), inner.apply((Message) message.getField(step.field())))
                    .buildPartial();
        }
        Message element = (Message) message.getRepeatedField(step.field(), step.index());
        return builder.setRepeatedField(step.field(), step.index(), inner.apply(element)).buildPartial();
    }

    /** What was typed as a value of the field; empty when it is none. */
    static Optional<Object> parse(FieldDescriptor field, String text) {
        try {
            return Optional.of(switch (field.getType()) {
                case INT32, SINT32, SFIXED32 -> Integer.parseInt(text.strip());
                case UINT32, FIXED32 -> Integer.parseUnsignedInt(text.strip());
                case INT64, SINT64, SFIXED64 -> Long.parseLong(text.strip());
                case UINT64, FIXED64 -> Long.parseUnsignedLong(text.strip());
                case FLOAT -> Float.parseFloat(text.strip());
                case DOUBLE -> Double.parseDouble(text.strip());
                case BOOL -> Boolean.parseBoolean(text.strip());
                case STRING -> text;
                case BYTES -> ByteString.copyFrom(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
                case ENUM -> Objects.requireNonNull(field.getEnumType().findValueByName(text.strip()));
                case MESSAGE, GROUP -> throw new IllegalArgumentException("no scalar");
            });
        } catch (IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** What {@link #parse} reads as a value of the field, in words. */
    static String takes(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> "whole numbers from -2147483648 to 2147483647";
            case UINT32, FIXED32 -> "whole numbers from 0 to 4294967295";
            case INT64, SINT64, SFIXED64 -> "whole numbers from -9223372036854775808 to 9223372036854775807";
            case UINT64, FIXED64 -> "whole numbers from 0 to 18446744073709551615";
            case FLOAT, DOUBLE -> "numbers such as 2.5, 1e9, NaN or Infinity";
            case BYTES -> "bytes in hex, such as 0a ff";
            case BOOL, STRING, ENUM, MESSAGE, GROUP -> "what is offered here";
        };
    }

    /** A value as {@link #parse} reads it. */
    static String print(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
            case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
            case BYTES -> HexFormat.ofDelimiter(" ").formatHex(((ByteString) value).toByteArray());
            case ENUM -> ((EnumValueDescriptor) value).getName();
            case STRING -> (String) value;
            default -> value.toString();
        };
    }
}
