package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Optional;

/**
 * What stands between the braces of an {@code expect} line.
 *
 * @param text on one line, in text format
 * @param bytes of the message that the text means, which may be others than it was made from
 */
public record ExpectationBody(String text, byte[] bytes) {

    /** Of a message; empty when the bytes are none. Fields that the schema does not know have no names, and are left out. */
    public static Optional<ExpectationBody> of(byte[] message, Descriptor type) {
        try {
            DynamicMessage known = known(DynamicMessage.newBuilder(type).mergeFrom(message).buildPartial());
            String text = TextFormat.printer().emittingSingleLine(true).printToString(known).strip();
            DynamicMessage.Builder again = DynamicMessage.newBuilder(type);
            TextFormat.merge(text, again);
            return Optional.of(new ExpectationBody(text, again.buildPartial().toByteArray()));
        } catch (InvalidProtocolBufferException | TextFormat.ParseException _) {
            return Optional.empty();
        }
    }

    private static DynamicMessage known(DynamicMessage message) {
        DynamicMessage.Builder known = message.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                known.setField(field, field.isRepeated()
                        ? ((List<?>) value).stream().map(v -> known((DynamicMessage) v)).toList()
                        : known((DynamicMessage) value));
            }
        });
        return known.buildPartial();
    }
}
