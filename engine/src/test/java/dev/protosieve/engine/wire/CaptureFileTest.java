package dev.protosieve.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureFileTest {

    private static final byte[] PACKET = UdpPacket.ipv4(1, 2, new byte[]{1, 2, 3});
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L, 123_456_000);

    private static byte[] pcap(ByteOrder order, boolean nanos, int link, byte[] packet) {
        ByteBuffer file = ByteBuffer.allocate(40 + packet.length).order(order);
        file.putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0)
                .putInt(65535).putInt(link);
        file.putInt((int) TIME.getEpochSecond()).putInt(nanos ? TIME.getNano() : TIME.getNano() / 1000)
                .putInt(packet.length).putInt(packet.length + 5).put(packet);
        return file.array();
    }

    /** Section, interface with nanoseconds, one enhanced packet block. */
    private static byte[] pcapng(ByteOrder order) {
        int padded = (PACKET.length + 3) / 4 * 4;
        ByteBuffer file = ByteBuffer.allocate(28 + 32 + 32 + padded).order(order);
        file.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1)
                .putInt(28);
        file.putInt(1).putInt(32).putShort((short) 1).putShort((short) 0).putInt(0).putShort((short) 9)
                .putShort((short) 1).put((byte) 9).put(new byte[3]).putInt(0).putInt(32);
        long stamp = TIME.getEpochSecond() * 1_000_000_000L + TIME.getNano();
        file.putInt(6).putInt(32 + padded).putInt(0).putInt((int) (stamp >>> 32)).putInt((int) stamp)
                .putInt(PACKET.length).putInt(PACKET.length + 5).put(PACKET).put(new byte[padded - PACKET.length])
                .putInt(32 + padded);
        return file.array();
    }

    private static void assertHoldsThePacket(byte[] file) {
        CaptureFile read = CaptureFile.read(file, 10);
        assertEquals("", read.problem());
        CaptureFile.Captured captured = read.packets().getFirst();
        assertArrayEquals(PACKET, captured.packet());
        assertEquals(TIME, captured.time());
        assertEquals(PACKET.length + 5, captured.length());
        assertTrue(captured.isCut());
    }

    @Test
    void readsPcapInBothByteOrdersWithMicrosAndNanos() {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            assertHoldsThePacket(pcap(order, false, 1, PACKET));
            assertHoldsThePacket(pcap(order, true, 1, PACKET));
        }
    }

    @Test
    void readsPcapngInBothByteOrders() {
        assertHoldsThePacket(pcapng(ByteOrder.BIG_ENDIAN));
        assertHoldsThePacket(pcapng(ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void givesRawIpAnEthernetHeader() {
        byte[] ip = Arrays.copyOfRange(PACKET, PacketLayout.ETHERNET, PACKET.length);
        byte[] packet = CaptureFile.read(pcap(ByteOrder.LITTLE_ENDIAN, false, 101, ip), 10).packets().getFirst()
                .packet();
        assertEquals(PacketLayout.find(PACKET), PacketLayout.find(packet));
    }

    private static byte[] behind(String header) {
        byte[] head = HexFormat.of().parseHex(header);
        byte[] all = Arrays.copyOf(head, head.length + PACKET.length - PacketLayout.ETHERNET);
        System.arraycopy(PACKET, PacketLayout.ETHERNET, all, head.length, PACKET.length - PacketLayout.ETHERNET);
        return all;
    }

    /** Loopback of BSD in three byte orders, Linux cooked of both versions. */
    @ParameterizedTest
    @CsvSource({"0, 02000000", "0, 00000002", "108, 00000002", "113, 0000000100060000000000000000 0800",
            "276, 0800 00000000000100010006000000000000 0000"})
    void givesOtherLinkLayersAnEthernetHeader(int link, String header) {
        CaptureFile read = CaptureFile
                .read(pcap(ByteOrder.LITTLE_ENDIAN, false, link, behind(header.replace(" ", ""))), 10);
        assertEquals(PacketLayout.find(PACKET), PacketLayout.find(read.packets().getFirst().packet()));
    }

    @Test
    void readsPackedFilesAlsoWhenTheyEndEarly() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(pcap(ByteOrder.BIG_ENDIAN, true, 1, PACKET));
        }
        assertHoldsThePacket(packed.toByteArray());
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        packed.reset();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(pcap(ByteOrder.BIG_ENDIAN, true, 1, PACKET));
            out.write(pcap(ByteOrder.BIG_ENDIAN, true, 1, noise), 24, noise.length);
        }
        CaptureFile cut = CaptureFile.read(Arrays.copyOf(packed.toByteArray(), packed.size() / 2), 10);
        assertEquals(1, cut.packets().size());
        assertEquals("the file ends inside of a packet", cut.problem());
        assertEquals("this .gz file is damaged", CaptureFile.read(new byte[]{0x1f, (byte) 0x8b, 1}, 10).problem());
    }

    /** A simple block has as many bytes as its interface takes, and padding; time stamps may be beyond all times. */
    @Test
    void readsSimpleBlocksAndTimesOfAnySize() {
        ByteBuffer file = ByteBuffer.allocate(28 + 32 + 16 + 24 + 36).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(1).putLong(-1).putInt(28);
        file.putInt(1).putInt(32).putShort((short) 1).putShort((short) 0).putInt(6).putShort((short) 9)
                .putShort((short) 1).put((byte) 0).put(new byte[3]).putInt(0).putInt(32);
        file.putInt(3).putInt(24).putInt(60).put(new byte[]{1, 2, 3, 4, 5, 6, 0, 0}).putInt(24);
        file.putInt(2).putInt(36).putShort((short) 0).putShort((short) 0).putInt(0x7fffffff).putInt(-1).putInt(4)
                .putInt(4).put(new byte[]{9, 9, 9, 9}).putInt(36);
        CaptureFile read = CaptureFile.read(Arrays.copyOf(file.array(), file.position()), 10);
        assertEquals("", read.problem());
        assertArrayEquals(new byte[]{1, 2, 3, 4, 5, 6}, read.packets().getFirst().packet());
        assertArrayEquals(new byte[]{9, 9, 9, 9}, read.packets().getLast().packet());
        assertEquals(Instant.EPOCH, read.packets().getLast().time());
    }

    @Test
    void saysWhatIsWrongAndKeepsThePacketsBefore() {
        byte[] whole = pcap(ByteOrder.LITTLE_ENDIAN, false, 1, PACKET);
        CaptureFile cut = CaptureFile.read(Arrays.copyOf(whole, whole.length + 10), 10);
        assertEquals(1, cut.packets().size());
        assertEquals("the file ends inside of a packet", cut.problem());
        assertEquals("this is no pcap and no pcapng file", CaptureFile.read(new byte[100], 10).problem());
        assertEquals("only the first 0 packets are shown", CaptureFile.read(whole, 0).problem());
    }

    @Test
    void neverFailsOnBrokenFiles() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] file = i % 2 == 0 ? pcapng(ByteOrder.LITTLE_ENDIAN) : pcap(ByteOrder.BIG_ENDIAN, true, 1, PACKET);
            for (int j = 0; j < 1 + random.nextInt(3); j++) {
                file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt();
            }
            CaptureFile read = CaptureFile.read(Arrays.copyOf(file, random.nextInt(file.length + 1)), 10);
            assertTrue(read.packets().size() <= 2);
        }
    }
}
