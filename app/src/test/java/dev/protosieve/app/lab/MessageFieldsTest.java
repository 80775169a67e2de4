package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageFieldsTest {

    private static Descriptor message(Type type, Label label) throws DescriptorValidationException {
        FieldDescriptorProto field = FieldDescriptorProto.newBuilder().setName("a").setNumber(1).setType(type.toProto())
                .setLabel(label).build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder().setName("m.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("M").addField(field)).build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst();
    }

    private static List<Object> values(Type type) {
        return switch (type) {
            case INT32, SINT32, SFIXED32, UINT32, FIXED32 -> List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
            case INT64, SINT64, SFIXED64, UINT64, FIXED64 -> List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
            case FLOAT -> List.of(0f, -0f, 0.1f, Float.NaN, Float.MAX_VALUE, Float.NEGATIVE_INFINITY);
            case DOUBLE -> List.of(0d, -0d, 0.1, Double.NaN, Double.MAX_VALUE, Double.POSITIVE_INFINITY);
            case BOOL -> List.of(true, false);
            case STRING -> List.of("", " a: \"b\"");
            case BYTES -> List.of(ByteString.EMPTY, ByteString.copyFrom(new byte[]{0, -1}));
            case ENUM, MESSAGE, GROUP -> throw new IllegalArgumentException("not asked for");
        };
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"ENUM", "MESSAGE", "GROUP"})
    void whatARowShowsIsReadAsTheSameValue(Type type) throws Exception {
        Descriptor one = message(type, Label.LABEL_OPTIONAL);
        Descriptor many = message(type, Label.LABEL_REPEATED);
        for (Object value : values(type)) {
            assertSame(DynamicMessage.newBuilder(one).setField(one.getFields().getFirst(), value).build());
            assertSame(DynamicMessage.newBuilder(many).addRepeatedField(many.getFields().getFirst(), value).build());
        }
    }

    private static void assertSame(DynamicMessage message) {
        Descriptor type = message.getDescriptorForType();
        FieldRow row = MessageFields.rows(message.toByteArray(), type).orElseThrow().getLast();
        FieldDescriptor field = row.field();
        Object value = row.value().orElseThrow();
        Object again = MessageFields.parse(field, MessageFields.print(field, value)).orElseThrow();
        assertEquals(value, again);
        assertArrayEquals(message.toByteArray(), MessageFields.set(message.toByteArray(), type, row, again));
    }
}
