package dev.protosieve.bpf.map;

import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;

/**
 * Reads a per-CPU hash map of 64-bit numbers as sums over the CPUs, with BPF_MAP_LOOKUP_BATCH (Linux 5.6), which loses its
 * place never, whatever programs do to the map meanwhile.
 */
public final class PerCpuHash {

    /** From include/uapi/linux/bpf.h: the struct {@code batch} of union bpf_attr. */
    private static final int BATCH_SIZE = 56;
    private static final int IN_BATCH = 0;
    private static final int BATCH_COUNT = 32;

    private final BpfMap map;
    private final int cpus;

    /**
     * @param map a per-CPU hash map whose value size is a multiple of 8
     * @param cpus how many are possible
     */
    public PerCpuHash(BpfMap map, int cpus) {
        this.map = map;
        this.cpus = cpus;
    }

    /** Takes one key with the sums of its numbers. */
    public interface Sink {
        void entry(byte[] key, long[] sums);
    }

    /** Hands over every key that is in the map the whole time; one that comes or goes meanwhile perhaps. */
    public void read(Sink sink) {
        int most = map.shape().maxEntries();
        int columns = map.shape().valueSize() / Long.BYTES;
        NativeMemory next = NativeMemory.allocate(Long.BYTES);
        NativeMemory keys = NativeMemory.allocate(most * map.shape().keySize());
        NativeMemory values = NativeMemory.allocate(most * columns * cpus * Long.BYTES);
        NativeMemory attr = NativeMemory.allocate(BATCH_SIZE).putPointer(8, next).putPointer(16, keys)
                .putPointer(24, values);
        int result = 0;
        while (result == 0) {
            attr.putInt(BATCH_COUNT, most).putInt(BATCH_COUNT + 4, map.number());
            result = SystemCalls.tryBpf(BpfCommand.MAP_LOOKUP_BATCH, attr);
            // ENOENT says that this was the end of the map
            if (result != 0 && result != -Errno.ENOENT) {
                throw new KernelException("bpf(BPF_MAP_LOOKUP_BATCH)", -result);
            }
            for (int entry = 0; entry < attr.getInt(BATCH_COUNT); entry++) {
                byte[] key = new byte[map.shape().keySize()];
                keys.bytes().get(entry * key.length, key);
                sink.entry(key, sums(values, entry, columns));
            }
            attr.putPointer(IN_BATCH, next);
        }
    }

    private long[] sums(NativeMemory values, int entry, int columns) {
        long[] sums = new long[columns];
        for (int i = 0; i < columns * cpus; i++) {
            sums[i % columns] += values.getLong((entry * columns * cpus + i) * Long.BYTES);
        }
        return sums;
    }
}
