package dev.protosieve.engine.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileOptions;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.event.MessageText.State;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.wire.Frames;
import dev.protosieve.engine.wire.PacketBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

    private static final CounterLayout COUNTERS = new CounterLayout(3);
    private static final EventDecoder DECODER = new EventDecoder(COUNTERS, Hook.XDP);
    private static final byte[] MESSAGE = FileOptions.newBuilder().setJavaPackage("a.b").setGoPackage("g\u00e9")
            .setDeprecated(true).build().toByteArray();

    @Test
    void decodesARuleVerdict() {
        byte[] packet = ipv4(MESSAGE);
        FilterEvent event = DECODER.decode(1, sample(77, COUNTERS.rule(2), packet.length, packet, 1)).orElseThrow();

        assertEquals(77, event.timeNanos());
        assertEquals(1, event.cpu());
        assertEquals(Cause.RULE, event.cause());
        assertEquals(2, event.rule());
        assertEquals(Verdict.DROP, event.verdict());
        assertEquals(packet.length, event.length());
        assertArrayEquals(packet, event.captured());
    }

    @Test
    void decodesACauseWithPaddingBehindIt() {
        byte[] padded = Arrays.copyOf(sample(5, COUNTERS.cause(Cause.MALFORMED), 9, new byte[3], 0).array(), 32);
        FilterEvent event = DECODER.decode(0, little(padded)).orElseThrow();

        assertEquals(Cause.MALFORMED, event.cause());
        assertEquals(-1, event.rule());
        assertEquals(Verdict.PASS, event.verdict());
        assertEquals(3, event.captured().length);
        assertTrue(event.isCut());
    }

    @Test
    void ignoresWhatNoFilterWrites() {
        assertEquals(Optional.empty(), DECODER.decode(0, little(new byte[23])));
        assertEquals(Optional.empty(), DECODER.decode(0, sample(1, COUNTERS.entries(), 0, new byte[0], 0)));
        assertEquals(Optional.empty(), DECODER.decode(0, sample(1, -1, 0, new byte[0], 0)));
        assertEquals(Optional.empty(), DECODER.decode(0, sample(1, CounterLayout.EVENTS_LOST, 0, new byte[0], 0)));
        ByteBuffer claimsTooMuch = sample(1, 0, 0, new byte[4], 0).putInt(EventLayout.CAPTURED, 5);
        assertEquals(Optional.empty(), DECODER.decode(0, claimsTooMuch));
        assertEquals(-1, DECODER.entryOf(little(new byte[23])));
    }

    @Test
    void showsTheMessageAsText() {
        assertEquals(new MessageText("java_package: \"a.b\" go_package: \"g\u00e9\" deprecated: true", State.WHOLE),
                text(ipv4(MESSAGE), Integer.MAX_VALUE));
        assertEquals(State.WHOLE, text(ipv6(MESSAGE), Integer.MAX_VALUE).state());
        assertEquals(new MessageText("", State.WHOLE), text(ipv4(new byte[0]), Integer.MAX_VALUE));
    }

    @Test
    void showsLettersOfAllScriptsAndEscapesWhatWouldBreakOrTurnTheLine() {
        byte[] message = FileOptions.newBuilder().setJavaPackage("\u00e4\u65e5\ud83d\ude00")
                .setGoPackage("\t\r\n\u0001\u2028\u202e")
                .build().toByteArray();
        assertEquals("java_package: \"\u00e4\u65e5\ud83d\ude00\" "
                + "go_package: \"\\u0009\\u000d\\n\\u0001\\u2028\\u202e\"",
                text(ipv4(message), Integer.MAX_VALUE).text());
    }

    @Test
    void showsTheFieldsBeforeTheCut() {
        byte[] packet = ipv4(MESSAGE);

        assertEquals(new MessageText("java_package: \"a.b\" ...", State.CUT),
                text(packet, packet.length - MESSAGE.length + 7));
        assertEquals(new MessageText("...", State.CUT), text(packet, packet.length - MESSAGE.length));
        assertEquals(new MessageText("", State.ABSENT), text(packet, 41));
    }

    @Test
    void showsTheFieldsBeforeTheMistake() {
        byte[] broken = ByteString.copyFrom(MESSAGE).concat(ByteString.copyFrom(new byte[]{7})).toByteArray();

        assertEquals(
                new MessageText("java_package: \"a.b\" go_package: \"g\u00e9\" deprecated: true", State.MALFORMED),
                text(ipv4(broken), Integer.MAX_VALUE));
        assertEquals(State.MALFORMED, text(ipv4(new byte[]{0x0c}), Integer.MAX_VALUE).state());
    }

    @Test
    void findsThePayloadBehindVlanTagsAndExtensionHeaders() {
        byte[] plain = ipv4(MESSAGE);
        byte[] tagged = concat(Arrays.copyOf(plain, 12), hex("88a80001 81000002"),
                Arrays.copyOfRange(plain, 12, plain.length));
        assertEquals(Optional.of(new UdpPayload(50, 50 + MESSAGE.length, true)), UdpPayload.find(tagged));

        byte[] six = ipv6(MESSAGE);
        six[14 + 6] = 60;
        byte[] extended = concat(Arrays.copyOf(six, 54), hex("1100000000000000"),
                Arrays.copyOfRange(six, 54, six.length));
        assertEquals(Optional.of(new UdpPayload(70, 70 + MESSAGE.length, true)), UdpPayload.find(extended));
    }

    @Test
    void findsThePayloadOfSegments() {
        byte[] segment = new PacketBuilder().tcp(1, 2, 3).build(MESSAGE);
        assertEquals(Optional.of(new UdpPayload(14 + 20 + 32, segment.length, true)),
                UdpPayload.find(Arrays.copyOf(segment, segment.length + 5)));
    }

    @Test
    void showsAllMessagesOfAFramedPayload() {
        byte[] two = concat(Frames.varint(MESSAGE), Frames.varint(new byte[]{0x0a, 1, 'z'}),
                Frames.varint(new byte[0]));
        assertEquals(new MessageText("java_package: \"a.b\" go_package: \"g\u00e9\" deprecated: true | "
                + "java_package: \"z\" | ", State.WHOLE), framed(two, Framing.VARINT));
        byte[] fixed = concat(Frames.fixed32(new byte[]{0x0a, 1, 'x'}), Frames.fixed32(new byte[]{0x0a, 1, 'y'}));
        assertEquals(new MessageText("java_package: \"x\" | java_package: \"y\"", State.WHOLE),
                framed(fixed, Framing.FIXED32));
        byte[] over = concat(Frames.fixed32(new byte[]{0x0a, 1, 'x'}), new byte[]{9, 0, 0, 0, 1});
        assertEquals(new MessageText("java_package: \"x\"", State.MALFORMED), framed(over, Framing.FIXED32));
        assertEquals(State.MALFORMED, framed(new byte[]{5, 0}, Framing.FIXED32).state());
    }

    private static MessageText framed(byte[] payload, Framing framing) {
        byte[] packet = new PacketBuilder().build(payload);
        return MessageText.of(new FilterEvent(1, 0, 0, Cause.DEFAULT, -1, Verdict.PASS, packet.length, packet),
                FileOptions.getDescriptor(), framing);
    }

    @Test
    void findsNoPayloadInFragmentsAndOtherProtocols() {
        byte[] fragment = ipv4(MESSAGE);
        fragment[14 + 6] = 0x20;
        assertEquals(Optional.empty(), UdpPayload.find(fragment));
        byte[] tcp = ipv4(MESSAGE);
        tcp[14 + 9] = 6;
        assertEquals(Optional.empty(), UdpPayload.find(tcp));
        for (int length = 0; length < 42; length++) {
            assertEquals(Optional.empty(), UdpPayload.find(Arrays.copyOf(ipv4(MESSAGE), length)), "length " + length);
        }
    }

    private static MessageText text(byte[] packet, int captured) {
        byte[] kept = Arrays.copyOf(packet, Math.min(captured, packet.length));
        FilterEvent event = new FilterEvent(1, 0, 0, Cause.DEFAULT, -1, Verdict.PASS, packet.length, kept);
        return MessageText.of(event, FileOptions.getDescriptor());
    }

    private static ByteBuffer sample(long time, int entry, int length, byte[] packet, int verdict) {
        ByteBuffer sample = little(new byte[EventLayout.HEADER_SIZE + packet.length]);
        sample.putLong(time).putInt(entry).putInt(length).putInt(packet.length).putInt(verdict).put(packet);
        return sample.flip();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ipv4(byte[] payload) {
        byte[] header = hex("450000000000000040110000 7f000001 7f000001");
        return concat(hex("000000000000 000000000000 0800"), header, udp(payload), payload);
    }

    private static byte[] ipv6(byte[] payload) {
        byte[] header = hex("60000000 0000 11 40" + "00".repeat(32));
        return concat(hex("000000000000 000000000000 86dd"), header, udp(payload), payload);
    }

    private static byte[] udp(byte[] payload) {
        int length = payload.length + 8;
        return new byte[]{0x30, 0x39, 0x23, 0x28, (byte) (length >> 8), (byte) length, 0, 0};
    }

    private static byte[] concat(byte[]... parts) {
        ByteString all = ByteString.EMPTY;
        for (byte[] part : parts) {
            all = all.concat(ByteString.copyFrom(part));
        }
        return all.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
