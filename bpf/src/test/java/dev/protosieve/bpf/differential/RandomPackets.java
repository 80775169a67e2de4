package dev.protosieve.bpf.differential;

import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.wire.Frames;
import dev.protosieve.engine.wire.PacketBuilder;
import dev.protosieve.engine.wire.PacketLayout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Random packets: tags, options, extension headers, transports, framings; a third of them cut or damaged. */
final class RandomPackets {

    private static final int[] TAGS = {0x8100, 0x88a8, 0x9100};
    private static final int[] EXTENSIONS = {0, 43, 60, 0, 43, 60, 51};
    private static final int[] PORTS = {9000, 9000, 9000, 9001, 53};

    private final Random random;
    private final Framing framing;

    RandomPackets(Random random, Framing framing) {
        this.random = random;
        this.framing = framing;
    }

    byte[] next() {
        boolean six = random.nextBoolean();
        PacketBuilder builder = new PacketBuilder();
        if (six) {
            builder.ipv6();
        }
        if (random.nextInt(3) == 0) {
            addresses(builder, six);
        }
        for (int tags = random.nextInt(10) - 6; tags > 0; tags--) {
            builder.tag(TAGS[random.nextInt(random.nextInt(4) == 0 ? 3 : 2)], random.nextInt(1 << 16));
        }
        builder.hops(random.nextInt(8)).dscp(random.nextInt(64));
        if (six) {
            extensions(builder);
        } else {
            builder.options(random.nextBoolean() ? 0 : random.nextInt(11));
            builder.fragment(random.nextInt(6) > 0 ? 0 : random.nextInt(4) << 13 | random.nextInt(2));
        }
        if (random.nextBoolean()) {
            builder.tcp(port(), port(), random.nextBoolean() ? 0 : random.nextInt(11)).segment(random.nextInt(),
                    random.nextInt(3), random.nextInt(256), random.nextInt(1 << 16));
        } else {
            builder.udp(port(), port());
        }
        byte[] packet = builder.build(payload());
        return switch (random.nextInt(11)) {
            case 0 -> Arrays.copyOf(packet, Math.max(54, packet.length - random.nextInt(60)));
            case 1 -> Arrays.copyOf(packet, packet.length + random.nextInt(20));
            case 2 -> damaged(packet);
            case 3 -> withoutLengths(packet);
            default -> packet;
        };
    }

    private int port() {
        return PORTS[random.nextInt(PORTS.length)];
    }

    private void addresses(PacketBuilder builder, boolean six) {
        byte[] from = new byte[six ? 16 : 4];
        byte[] to = from.clone();
        random.nextBytes(from);
        random.nextBytes(to);
        int kept = random.nextInt(from.length + 1);
        byte[] near = six ? new byte[]{(byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
                : new byte[]{10, 1, 2, 3};
        System.arraycopy(near, 0, from, 0, kept);
        builder.addresses(from, random.nextInt(4) == 0 ? from : to);
        byte[] ethernet = ByteBuffer.allocate(8).putLong(0x0200_0000_0000L + random.nextInt(3)).array();
        builder.ethernet(Arrays.copyOfRange(ethernet, 2, 8), new byte[]{2, 0, 0, 0, 0, (byte) random.nextInt(3)});
    }

    private void extensions(PacketBuilder builder) {
        int count = random.nextBoolean() ? 0 : random.nextInt(10);
        int fragments = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            if (fragments == 0 && random.nextInt(5) == 0) {
                builder.fragmentHeader(random.nextInt(4) > 0 ? random.nextInt(8) : random.nextInt(32));
            } else {
                builder.extension(EXTENSIONS[random.nextInt(random.nextInt(10) == 0 ? 7 : 6)], random.nextInt(3));
            }
        }
    }

    private byte[] payload() {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int messages = framing == Framing.DATAGRAM ? 1 : random.nextInt(5);
        for (int i = 0; i < messages; i++) {
            byte[] message = message();
            switch (framing) {
                case DATAGRAM -> payload.writeBytes(message);
                case VARINT -> payload.writeBytes(Frames.varint(message));
                case FIXED32 -> payload.writeBytes(Frames.fixed32(message));
            }
        }
        if (framing != Framing.DATAGRAM && random.nextInt(6) == 0) {
            byte[] rest = new byte[random.nextInt(13)];
            Arrays.fill(rest, (byte) 0x80);
            rest = random.nextBoolean() ? rest : Arrays.copyOf(new byte[]{(byte) random.nextInt()}, rest.length);
            payload.writeBytes(rest);
        }
        byte[] bytes = payload.toByteArray();
        return random.nextInt(6) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    /** {@code text} and {@code n} of the test's schema, or bytes that are no message. */
    private byte[] message() {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> new byte[]{0x0a, 3, 'c', 'A', 't'};
            case 2 -> new byte[]{0x0a, 1, 'x', 0x10, 7};
            case 3 -> new byte[]{0x10, (byte) random.nextInt(128), 0x0a, 2, 'h', 'i'};
            case 4 -> new byte[]{0x10, (byte) 0xc8, 1};
            case 5 -> new byte[]{0x0a, 9, 'x'};
            case 6 -> longText();
            default -> new byte[]{0x10, 1};
        };
    }

    private byte[] longText() {
        byte[] text = new byte[100 + random.nextInt(100)];
        Arrays.fill(text, (byte) 'b');
        text[random.nextInt(text.length)] = random.nextBoolean() ? (byte) 'A' : (byte) 'b';
        return ByteBuffer.allocate(text.length + 3).put((byte) 0x0a)
                .put((byte) (text.length & 0x7f | 0x80)).put((byte) (text.length >> 7)).put(text).array();
    }

    /** With the length field of IP, of UDP or both set to 0. */
    private byte[] withoutLengths(byte[] packet) {
        byte[] copy = packet.clone();
        int which = 1 + random.nextInt(3);
        PacketLayout.find(packet).ifPresent(at -> {
            int ip = at.network() + (at.version() == 4 ? 2 : 4);
            int udp = at.transport() + 4;
            Arrays.fill(copy, ip, (which & 1) == 0 ? ip : ip + 2, (byte) 0);
            Arrays.fill(copy, udp, (which & 2) == 0 || at.protocol() != PacketLayout.UDP ? udp : udp + 2, (byte) 0);
        });
        return copy;
    }

    private byte[] damaged(byte[] packet) {
        byte[] copy = packet.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            copy[random.nextInt(Math.min(copy.length, 90))] = (byte) random.nextInt();
        }
        return copy;
    }
}
