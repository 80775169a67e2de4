package dev.protosieve.bpf.ring;

import java.nio.ByteBuffer;

/** Where records go. */
public interface RecordSink {

    /**
     * @param record from index 0 to its limit, little-endian on the machines we know; the kernel may have added up to 7
     *     bytes of padding; valid during the call only
     */
    void record(int cpu, ByteBuffer record);

    /** The kernel's notice that {@code count} records found no room before the next one. */
    void lost(int cpu, long count);
}
