package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.Field;
import com.google.protobuf.Int64Value;
import com.google.protobuf.Message;
import com.google.protobuf.Option;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import dev.protosieve.app.lab.MessageForm.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageFormTest {

    private static final TypeRegistry TYPES = TypeRegistry.newBuilder().add(BoolValue.getDescriptor()).build();
    private static final Option ANY = Option.newBuilder().setName("a")
            .setValue(Any.pack(BoolValue.of(true))).build();

    private static <M extends Message> M read(MessageForm form, String text, M type) throws Exception {
        Descriptor descriptor = type.getDescriptorForType();
        byte[] bytes = assertInstanceOf(Reading.Message.class, form.read(text, descriptor, TYPES), text).bytes();
        @SuppressWarnings("unchecked")
        M message = (M) type.getParserForType().parseFrom(bytes);
        return message;
    }

    @Test
    void anAnyIsWrittenOutAndReadAgain() throws Exception {
        for (MessageForm form : MessageForm.values()) {
            String text = form.print(ANY.toByteArray(), Option.getDescriptor(), TYPES).orElseThrow();
            assertEquals(ANY, read(form, text, Option.getDefaultInstance()), text);
        }
        assertTrue(MessageForm.JSON.print(ANY.toByteArray(), Option.getDescriptor(), TYPES).orElseThrow()
                .contains("type.googleapis.com/google.protobuf.BoolValue"));
        assertInstanceOf(Reading.Mistake.class, MessageForm.JSON.read(
                "{\"value\": {\"@type\": \"type.googleapis.com/no.Such\"}}", Option.getDescriptor(), TYPES));
    }

    @Test
    void numbersAndEnumsAreReadInEverySpelling() throws Exception {
        assertEquals(DoubleValue.of(Double.NaN), read(MessageForm.TEXT, "value: nan", DoubleValue.of(0)));
        assertEquals(DoubleValue.of(Double.NEGATIVE_INFINITY),
                read(MessageForm.TEXT, "value: -inf", DoubleValue.of(0)));
        assertEquals(DoubleValue.of(Double.NaN), read(MessageForm.JSON, "\"NaN\"", DoubleValue.of(0)));
        assertEquals(DoubleValue.of(Double.NEGATIVE_INFINITY),
                read(MessageForm.JSON, "\"-Infinity\"", DoubleValue.of(0)));
        assertEquals(Int64Value.of(Long.MIN_VALUE),
                read(MessageForm.JSON, "\"-9223372036854775808\"", Int64Value.of(0)));
        assertEquals(UInt64Value.of(-1), read(MessageForm.JSON, "18446744073709551615", UInt64Value.of(0)));
        Field message = Field.newBuilder().setKindValue(9).setNumber(3).build();
        assertEquals(message, read(MessageForm.JSON, "{\"kind\": 9, \"number\": \"3\"}", message));
        assertEquals(message, read(MessageForm.JSON, "{\"kind\": \"TYPE_STRING\", \"number\": 3}", message));
        assertEquals(message, read(MessageForm.TEXT, "kind: 9 number: 0x3", message));
    }

    @Test
    void whatJsonCannotSayIsStillText() {
        Timestamp late = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
        Duration mixed = Duration.newBuilder().setSeconds(1).setNanos(-1).build();
        Value none = Value.newBuilder().setNumberValue(Double.NaN).build();
        Value infinite = Value.newBuilder().setNumberValue(Double.POSITIVE_INFINITY).build();
        for (Message message : List.of(late, mixed, none, infinite)) {
            Descriptor type = message.getDescriptorForType();
            assertEquals(Optional.empty(), MessageForm.JSON.print(message.toByteArray(), type, TYPES));
            String text = MessageForm.TEXT.print(message.toByteArray(), type, TYPES).orElseThrow();
            assertArrayEquals(message.toByteArray(),
                    assertInstanceOf(Reading.Message.class, MessageForm.TEXT.read(text, type, TYPES)).bytes());
        }
    }
}
