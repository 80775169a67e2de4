package dev.protosieve.bpf.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The reading side of one perf ring buffer: struct perf_event_mmap_page and records of perf_event_open(2)
 * (include/uapi/linux/perf_event.h). Allocates nothing while it reads.
 */
final class CpuRing {

    /** Offsets in struct perf_event_mmap_page. */
    static final int DATA_HEAD = 1024;
    static final int DATA_TAIL = 1032;
    static final int DATA_OFFSET = 1040;
    static final int DATA_SIZE = 1048;
    /** enum perf_event_type. */
    static final int PERF_RECORD_LOST = 2;
    static final int PERF_RECORD_SAMPLE = 9;
    /** struct perf_event_header: u32 type, u16 misc, u16 size. */
    static final int HEADER_SIZE = 8;
    private static final int SIZE_FIELD = 6;
    /** Behind the header of a sample with PERF_SAMPLE_RAW: u32 size, then the bytes. */
    private static final int RAW_SIZE_FIELD = 4;
    /** Behind the header of a lost record: u64 id, then u64 count. */
    private static final int LOST_COUNT = 8;
    /** A record's size is 16 bits wide. */
    private static final int LARGEST_RECORD = 1 << 16;
    /** How many bytes are read before their room is given back: often enough that a busy producer does not run dry. */
    private static final int GIVE_BACK = 128 * 1024;

    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final int cpu;
    private final ByteBuffer pages;
    private final int offset;
    private final int mask;
    private final ByteBuffer scratch = ByteBuffer.allocate(LARGEST_RECORD).order(ByteOrder.nativeOrder());
    private long tail;

    /** @param pages the header page and the ring, as mapped, in native byte order */
    CpuRing(int cpu, ByteBuffer pages) {
        this.cpu = cpu;
        this.pages = pages;
        this.offset = Math.toIntExact(pages.getLong(DATA_OFFSET));
        this.mask = Math.toIntExact(pages.getLong(DATA_SIZE)) - 1;
        this.tail = pages.getLong(DATA_TAIL);
    }

    /** Hands over what is there at the time of the call and returns how many samples that were. */
    int drain(RecordSink sink) {
        long head = (long) WORD.getAcquire(pages, DATA_HEAD);
        long givenBack = tail;
        int samples = 0;
        try {
            while (tail != head) {
                int at = (int) tail & mask;
                int type = pages.getInt(offset + at);
                int size = Short.toUnsignedInt(pages.getShort(offset + at + SIZE_FIELD));
                if (size < HEADER_SIZE) {
                    throw new IllegalStateException("record of " + size + " bytes in the ring of CPU " + cpu);
                }
                // Moved on before the sink runs: a record at which a sink fails is not handed over twice.
                tail += size;
                samples += deliver(sink, at, type, size);
                if (tail - givenBack >= GIVE_BACK) {
                    WORD.setRelease(pages, DATA_TAIL, tail);
                    givenBack = tail;
                }
            }
        } finally {
            WORD.setRelease(pages, DATA_TAIL, tail);
        }
        return samples;
    }

    private int deliver(RecordSink sink, int at, int type, int size) {
        if (type == PERF_RECORD_SAMPLE) {
            int length = Math.min(pages.getInt(offset + (at + HEADER_SIZE & mask)),
                    size - HEADER_SIZE - RAW_SIZE_FIELD);
            copy(at + HEADER_SIZE + RAW_SIZE_FIELD & mask, length);
            sink.record(cpu, scratch);
            return 1;
        }
        if (type == PERF_RECORD_LOST) {
            sink.lost(cpu, pages.getLong(offset + (at + HEADER_SIZE + LOST_COUNT & mask)));
        }
        return 0;
    }

    private void copy(int from, int length) {
        int straight = Math.min(length, mask + 1 - from);
        scratch.clear();
        scratch.put(0, pages, offset + from, straight);
        if (straight < length) {
            scratch.put(straight, pages, offset, length - straight);
        }
        scratch.limit(length);
    }
}
