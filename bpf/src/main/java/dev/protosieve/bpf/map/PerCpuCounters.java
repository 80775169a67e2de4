package dev.protosieve.bpf.map;

import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;
import java.util.Arrays;

/**
 * Reads a whole per-CPU array of 64-bit numbers as sums over the CPUs: with one BPF_MAP_LOOKUP_BATCH where the kernel has
 * it for such maps (Linux 5.13), entry by entry where not. Allocates nothing. One thread at a time.
 */
public final class PerCpuCounters {

    /** From include/uapi/linux/bpf.h: the struct {@code batch} of union bpf_attr. */
    private static final int BATCH_SIZE = 56;
    private static final int BATCH_COUNT = 32;

    private final BpfMap map;
    private final int cpus;
    private final int entries;
    private final int columns;
    private final NativeMemory values;
    private final NativeMemory one;
    private final NativeMemory attr;
    private boolean batched = true;

    /**
     * @param map a per-CPU array whose value size is a multiple of 8
     * @param cpus how many are possible
     */
    public PerCpuCounters(BpfMap map, int cpus) {
        this.map = map;
        this.cpus = cpus;
        this.entries = map.shape().maxEntries();
        this.columns = map.shape().valueSize() / Long.BYTES;
        int valueSize = cpus * columns * Long.BYTES;
        this.values = NativeMemory.allocate(entries * valueSize);
        this.one = NativeMemory.allocate(valueSize);
        NativeMemory next = NativeMemory.allocate(Long.BYTES);
        NativeMemory keys = NativeMemory.allocate(entries * Integer.BYTES);
        this.attr = NativeMemory.allocate(BATCH_SIZE).putPointer(8, next).putPointer(16, keys).putPointer(24, values);
    }

    /**
     * @param sums of {@code entries * columns} numbers, filled entry after entry
     */
    public void read(long[] sums) {
        Arrays.fill(sums, 0);
        if (!batched || !readBatch()) {
            readSingly();
        }
        for (int entry = 0; entry < entries; entry++) {
            for (int cpu = 0; cpu < cpus; cpu++) {
                int from = (entry * cpus + cpu) * columns;
                for (int column = 0; column < columns; column++) {
                    sums[entry * columns + column] += values.getLong((from + column) * Long.BYTES);
                }
            }
        }
    }

    private boolean readBatch() {
        attr.putInt(BATCH_COUNT, entries).putInt(BATCH_COUNT + 4, map.number());
        int result = SystemCalls.tryBpf(BpfCommand.MAP_LOOKUP_BATCH, attr);
        // The kernel says ENOENT when it came to the end of the map, which is where we want it to come.
        batched = (result == 0 || result == -Errno.ENOENT)
                && attr.getInt(BATCH_COUNT) == entries;
        return batched;
    }

    private void readSingly() {
        int size = one.size();
        for (int entry = 0; entry < entries; entry++) {
            map.lookup(entry, one);
            values.bytes().put(entry * size, one.bytes(), 0, size);
        }
    }
}
