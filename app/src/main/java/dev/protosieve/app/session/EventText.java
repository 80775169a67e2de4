package dev.protosieve.app.session;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The first bytes of a packet in words.
 *
 * @param source {@code 10.0.0.7:41812}, or empty when it is no UDP packet
 * @param message the protobuf text format on one line; ends with an ellipsis when bytes are missing
 */
record EventText(String source, String message) {

    private static final int ETHERNET = 14;
    private static final int VLAN_TAG = 4;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int VLAN = 0x8100;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;

    /** @param packet from the Ethernet header on; {@code length} of the whole packet, of which it may be the beginning */
    static EventText of(byte[] packet, int length, Descriptor type) {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        try {
            int at = ETHERNET;
            int protocol = bytes.getShort(at - 2) & 0xffff;
            if (protocol == VLAN) {
                at += VLAN_TAG;
                protocol = bytes.getShort(at - 2) & 0xffff;
            }
            if (protocol != IPV4 && protocol != IPV6) {
                return new EventText("", "no IP packet");
            }
            boolean six = protocol == IPV6;
            int udp = at + (six ? IPV6_HEADER : (bytes.get(at) & 0x0f) * 4);
            byte[] address = Arrays.copyOfRange(packet, at + (six ? 8 : 12), at + (six ? 24 : 16));
            int port = bytes.getShort(udp) & 0xffff;
            int size = (bytes.getShort(udp + 4) & 0xffff) - UDP_HEADER;
            int from = udp + UDP_HEADER;
            int there = Math.max(0, Math.min(size, packet.length - from));
            return new EventText(host(address, six) + ":" + port, message(packet, from, there, there < size, type));
        } catch (IndexOutOfBoundsException | UnknownHostException _) {
            return new EventText("", "a packet of " + length + " bytes, cut short");
        }
    }

    private static String host(byte[] address, boolean six) throws UnknownHostException {
        String text = InetAddress.getByAddress(address).getHostAddress();
        return six ? "[" + text.replaceFirst("(^|:)(0(:|$)){2,}", "::") + "]" : text;
    }

    private static String message(byte[] packet, int from, int size, boolean cut, Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        String end = cut ? " \u2026" : "";
        try {
            message.mergeFrom(CodedInputStream.newInstance(packet, from, size));
        } catch (IOException | RuntimeException e) {
            end = cut ? " \u2026" : " \u26a0 " + e.getMessage();
        }
        String text = TextFormat.printer().emittingSingleLine(true).printToString(message.buildPartial()).strip();
        return text.isEmpty() && end.isEmpty() ? "(empty message)" : text + end;
    }
}
