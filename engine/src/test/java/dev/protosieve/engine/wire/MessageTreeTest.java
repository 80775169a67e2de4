package dev.protosieve.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import dev.protosieve.engine.wire.ByteNode.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTreeTest {

    private static final Descriptor TYPE = FileDescriptorProto.getDescriptor();

    private static ByteNode tree(byte[] bytes, Descriptor type) {
        return MessageTree.of(bytes, 0, bytes.length, type);
    }

    /** A message with everything nested in it that there is: the descriptor of descriptors. */
    private static byte[] rich() {
        return com.google.protobuf.DescriptorProtos.getDescriptor().toProto().toByteArray();
    }

    @Test
    void leavesAreTheValuesThatProtobufJavaReads() throws InvalidProtocolBufferException {
        List<String> read = new ArrayList<>();
        values(DynamicMessage.parseFrom(TYPE, rich()), "", read);
        List<String> shown = new ArrayList<>();
        shown(tree(rich(), TYPE), shown);
        assertEquals(read.stream().sorted().toList(), shown.stream().sorted().toList());
        assertTrue(shown.size() > 300, shown.size() + " values");
    }

    private static void values(Message message, String above, List<String> into) {
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            List<?> all = entry.getValue() instanceof List<?> list ? list : List.of(entry.getValue());
            for (Object value : all) {
                String name = above + entry.getKey().getName();
                if (value instanceof Message inner) {
                    values(inner, name + ".", into);
                } else if (entry.getKey().getType() == FieldDescriptor.Type.STRING) {
                    into.add(name + "=" + WireValues.quoted((String) value));
                } else if (value instanceof com.google.protobuf.Descriptors.EnumValueDescriptor named) {
                    into.add(name + "=" + named.getName() + " (" + named.getNumber() + ")");
                } else {
                    into.add(name + "=" + value);
                }
            }
        }
    }

    private static void shown(ByteNode node, List<String> into) {
        boolean message = !node.path().isEmpty()
                && node.path().getLast().getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        if (node.kind() == Kind.FIELD && !message) {
            String path = String.join(".", node.path().stream().map(FieldDescriptor::getName).toList());
            into.add(path + "=" + node.value());
        }
        node.parts().forEach(p -> shown(p, into));
    }

    @Test
    void everyByteOfAWholeMessageBelongsToATagALengthOrAValue() {
        byte[] bytes = rich();
        ByteNode tree = tree(bytes, TYPE);
        for (int i = 0; i < bytes.length; i++) {
            Kind kind = tree.at(i).orElseThrow().kind();
            assertTrue(kind == Kind.TAG || kind == Kind.LENGTH || kind == Kind.VALUE, "byte " + i + " is " + kind);
        }
    }

    @Test
    void whatProtobufJavaRefusesHasABrokenByte() {
        Random random = new Random(5);
        byte[] whole = rich();
        int refused = 0;
        for (int i = 0; i < 1_500; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            boolean parses = parses(bytes);
            boolean broken = tree(bytes, TYPE).firstBroken().isPresent();
            refused += parses ? 0 : 1;
            if (!parses) {
                assertTrue(broken, () -> HexFormat.of().formatHex(bytes));
            }
        }
        assertTrue(refused > 200 && refused < 1_300, refused + " were refused");
    }

    private static boolean parses(byte[] bytes) {
        try {
            DynamicMessage.parseFrom(TYPE, bytes);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    @Test
    void namesTheFirstBadByteAndTheReason() {
        ByteNode broken = tree(HexFormat.of().parseHex("0a0563"), StringValue.getDescriptor()).firstBroken()
                .orElseThrow();
        assertEquals(1, broken.start());
        assertEquals("length 5 where 1 bytes are left", broken.detail());
        ByteNode text = tree(HexFormat.of().parseHex("0a0361ff62"), StringValue.getDescriptor()).firstBroken()
                .orElseThrow();
        assertEquals(3, text.start());
    }

    @Test
    void showsUnknownFieldsAndOtherWireTypesAsSuch() {
        byte[] bytes = UnknownFieldSet.newBuilder()
                .addField(9, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .addField(1, UnknownFieldSet.Field.newBuilder().addFixed32(3).build()).build().toByteArray();
        List<ByteNode> fields = tree(bytes, Timestamp.getDescriptor()).parts();
        assertEquals(List.of(Kind.UNKNOWN, Kind.UNKNOWN), fields.stream().map(ByteNode::kind).toList());
        assertEquals("field 1, I32, but seconds is VARINT", fields.getFirst().detail());
    }

    @Test
    void findsTheInnermostFieldOfAByte() {
        byte[] bytes = FileDescriptorProto.newBuilder().addMessageType(DescriptorProto.newBuilder().setName("M"))
                .build().toByteArray();
        ByteNode name = tree(bytes, TYPE).fieldAt(bytes.length - 1).orElseThrow();
        assertEquals("google.protobuf.DescriptorProto.name", name.path().getLast().getFullName());
        assertFalse(tree(bytes, TYPE).fieldAt(bytes.length).isPresent());
    }
}
