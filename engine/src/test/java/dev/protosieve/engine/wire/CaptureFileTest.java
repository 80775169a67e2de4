package dev.protosieve.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
