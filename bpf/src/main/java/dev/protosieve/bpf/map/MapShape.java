package dev.protosieve.bpf.map;

/**
 * What a map is made of.
 *
 * @param type enum bpf_map_type (include/uapi/linux/bpf.h)
 * @param name at most 15 characters of {@code [A-Za-z0-9_.]}
 * @param keySize bytes
 * @param valueSize bytes; on one CPU where the map is per CPU
 * @param maxEntries positive
 */
public record MapShape(int type, String name, int keySize, int valueSize, int maxEntries) {

    public static final int ARRAY = 2;
    public static final int PERF_EVENT_ARRAY = 4;
    public static final int PERCPU_ARRAY = 6;
}
