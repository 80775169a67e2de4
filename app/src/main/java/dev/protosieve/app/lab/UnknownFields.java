package dev.protosieve.app.lab;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fields that a message has and its schema has not: no text names them so that it can be read again, so texts leave them out. */
final class UnknownFields {

    private UnknownFields() {
    }

    /** The message without them, at any depth. */
    static Message without(byte[] bytes, Descriptor type) throws InvalidProtocolBufferException {
        Parser<DynamicMessage> parser = DynamicMessage.getDefaultInstance(type).getParserForType();
        return DiscardUnknownFieldsParser.wrap(parser).parsePartialFrom(bytes);
    }

    /** How many there are, at any depth; none in bytes that are no such message. */
    static int count(byte[] bytes, Descriptor type) {
        try {
            return count(whole(bytes, type));
        } catch (InvalidProtocolBufferException e) {
            return 0;
        }
    }

    /** {@code after} with those that {@code before} has; lists keep those of their elements while their length is the same. */
    static byte[] kept(byte[] before, byte[] after, Descriptor type) {
        try {
            return kept(whole(before, type), whole(after, type)).toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return after;
        }
    }

    private static Message whole(byte[] bytes, Descriptor type) throws InvalidProtocolBufferException {
        return DynamicMessage.newBuilder(type).mergeFrom(bytes).buildPartial();
    }

    private static int count(Message message) {
        int inside = message.getAllFields().keySet().stream().filter(MessageFields::isMessage)
                .flatMap(f -> values(message, f)).mapToInt(UnknownFields::count).sum();
        return message.getUnknownFields().asMap().size() + inside;
    }

    private static Stream<Message> values(Message message, FieldDescriptor field) {
        return field.isRepeated() ? ((List<?>) message.getField(field)).stream().map(Message.class::cast)
                : Stream.of((Message) message.getField(field));
    }

    private static Message kept(Message before, Message after) {
        Message.Builder both = after.toBuilder();
        both.setUnknownFields(before.getUnknownFields());
        after.getAllFields().keySet().stream().filter(MessageFields::isMessage).forEach(field -> {
            if (!field.isRepeated()) {
                both.setField(field, kept((Message) before.getField(field), (Message) after.getField(field)));
            } else if (before.getRepeatedFieldCount(field) == after.getRepeatedFieldCount(field)) {
                IntStream.range(0, after.getRepeatedFieldCount(field)).forEach(i -> both.setRepeatedField(field, i,
                        kept((Message) before.getRepeatedField(field, i), (Message) after.getRepeatedField(field, i))));
            }
        });
        return both.buildPartial();
    }
}
