package dev.protosieve.bpf.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reading side against records written here, so that each can be put where it hurts. */
class CpuRingTest {

    private static final int PAGE = 4096;
    private static final int RING = 64;

    private final ByteBuffer pages = ByteBuffer.allocateDirect(PAGE + RING).order(ByteOrder.nativeOrder());
    private final List<String> seen = new ArrayList<>();
    private long head;

    private final RecordSink sink = new RecordSink() {
        @Override
        public void record(int cpu, ByteBuffer record) {
            StringBuilder text = new StringBuilder("cpu " + cpu + ":");
            for (int i = 0; i < record.limit(); i++) {
                text.append(' ').append(record.get(i));
            }
            seen.add(text.toString());
        }

        @Override
        public void lost(int cpu, long count) {
            seen.add("cpu " + cpu + ": lost " + count);
        }
    };

    @Test
    void readsARecordThatIsSplitAtTheEndOfTheRing() {
        CpuRing ring = ring(48);
        sample(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertEquals(1, ring.drain(sink));
        assertEquals(List.of("cpu 3: 1 2 3 4 5 6 7 8 9 10 11 12"), seen);
        assertEquals(head, pages.getLong(CpuRing.DATA_TAIL));
    }

    @Test
    void readsALossNoticeThatIsSplitAtTheEndOfTheRing() {
        CpuRing ring = ring(56);
        lost(77);
        sample(5, 6, 7, 8);
        assertEquals(1, ring.drain(sink));
        assertEquals(List.of("cpu 3: lost 77", "cpu 3: 5 6 7 8"), seen);
    }

    @Test
    void skipsRecordsOfOtherKinds() {
        CpuRing ring = ring(0);
        header(5, 24);
        head += 24;
        sample(9, 9, 9, 9);
        assertEquals(1, ring.drain(sink));
        assertEquals(List.of("cpu 3: 9 9 9 9"), seen);
    }

    @Test
    void handsNoRecordOverTwiceWhenASinkFails() {
        CpuRing ring = ring(0);
        sample(1, 1, 1, 1);
        sample(2, 2, 2, 2);
        RecordSink failing = new RecordSink() {
            @Override
            public void record(int cpu, ByteBuffer record) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void lost(int cpu, long count) {
                throw new AssertionError();
            }
        };
        assertThrows(UnsupportedOperationException.class, () -> ring.drain(failing));
        assertEquals(1, ring.drain(sink));
        assertEquals(List.of("cpu 3: 2 2 2 2"), seen);
    }

    @Test
    void leavesAnEmptyRingAlone() {
        assertEquals(0, ring(40).drain(sink));
        assertEquals(List.of(), seen);
    }

    private CpuRing ring(long start) {
        head = start;
        pages.putLong(CpuRing.DATA_OFFSET, PAGE).putLong(CpuRing.DATA_SIZE, RING);
        pages.putLong(CpuRing.DATA_HEAD, head).putLong(CpuRing.DATA_TAIL, head);
        return new CpuRing(3, pages);
    }

    /** As the kernel writes it: u32 size, bytes; the number of bytes is 4 more than a multiple of 8. */
    private void sample(int... content) {
        int size = CpuRing.HEADER_SIZE + 4 + content.length;
        header(CpuRing.PERF_RECORD_SAMPLE, size);
        for (int i = 0; i < 4; i++) {
            put(8 + i, content.length >> 8 * i);
        }
        for (int i = 0; i < content.length; i++) {
            put(12 + i, content[i]);
        }
        publish(size);
    }

    private void lost(int count) {
        header(CpuRing.PERF_RECORD_LOST, 24);
        for (int i = 8; i < 24; i++) {
            put(i, 0);
        }
        put(16, count);
        publish(24);
    }

    private void header(int type, int size) {
        for (int i = 0; i < 8; i++) {
            put(i, 0);
        }
        put(0, type);
        put(6, size);
    }

    private void publish(int size) {
        head += size;
        pages.putLong(CpuRing.DATA_HEAD, head);
    }

    private void put(int at, int value) {
        pages.put(PAGE + (int) (head + at) % RING, (byte) value);
    }
}
