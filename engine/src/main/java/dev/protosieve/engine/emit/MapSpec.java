package dev.protosieve.engine.emit;

import com.google.protobuf.ByteString;

/**
 * A map the program needs.
 *
 * @param name at most 15 characters of {@code [A-Za-z0-9_.]}
 * @param keySize bytes
 * @param valueSize bytes
 * @param maxEntries entries; {@link #PER_CPU} for one per possible CPU
 * @param contents the value of the one entry of a map that programs only read; empty for a map that begins with zeros
 */
public record MapSpec(String name, Kind kind, int keySize, int valueSize, int maxEntries, ByteString contents) {

    /** One entry for each possible CPU of the machine that loads the filter. */
    public static final int PER_CPU = -1;

    /** A map of zeros. */
    public MapSpec(String name, Kind kind, int keySize, int valueSize, int maxEntries) {
        this(name, kind, keySize, valueSize, maxEntries, ByteString.EMPTY);
    }

    /** An array of one entry that nobody changes. */
    public static MapSpec constant(String name, ByteString contents) {
        return new MapSpec(name, Kind.ARRAY, Integer.BYTES, contents.size(), 1, contents);
    }

    /** Whether programs must not write to it. */
    public boolean isReadOnly() {
        return !contents.isEmpty();
    }

    /** Map types with their numbers in the kernel's enum bpf_map_type (include/uapi/linux/bpf.h). */
    public enum Kind {
        ARRAY(2),
        PERF_EVENT_ARRAY(4),
        PERCPU_ARRAY(6),
        LRU_HASH(9),
        LRU_PERCPU_HASH(10);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        /** Whether it has keys of its own, in place of the numbers of its entries. */
        public boolean isHash() {
            return this == LRU_HASH || this == LRU_PERCPU_HASH;
        }
    }
}
