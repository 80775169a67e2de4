package dev.protosieve.bpf.sys;

/** Sources of the records that programs send with bpf_perf_event_output. Constants: include/uapi/linux/perf_event.h. */
public final class PerfEvents {

    private static final int PERF_ATTR_SIZE_VER5 = 112;
    private static final int PERF_TYPE_SOFTWARE = 1;
    private static final int PERF_COUNT_SW_BPF_OUTPUT = 10;
    private static final int PERF_SAMPLE_RAW = 1 << 10;
    /** The bit {@code watermark} in the flags of struct perf_event_attr: wakeup_watermark counts bytes. */
    private static final long WATERMARK = 1L << 14;

    private PerfEvents() {
    }

    /** One for all programs on a CPU. It wakes nobody before its ring is full. */
    public static Fd open(int cpu) {
        NativeMemory attr = NativeMemory.allocate(PERF_ATTR_SIZE_VER5).putInt(0, PERF_TYPE_SOFTWARE)
                .putInt(4, PERF_ATTR_SIZE_VER5).putLong(8, PERF_COUNT_SW_BPF_OUTPUT).putLong(16, 1)
                .putLong(24, PERF_SAMPLE_RAW).putLong(40, WATERMARK).putInt(48, Integer.MAX_VALUE);
        return SystemCalls.perfEventOpen(attr, cpu);
    }
}
