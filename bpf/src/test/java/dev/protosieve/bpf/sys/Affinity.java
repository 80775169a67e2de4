package dev.protosieve.bpf.sys;

/** Keeps the calling thread on one CPU. */
public final class Affinity {

    private Affinity() {
    }

    /** @param cpu below 64 */
    public static void only(int cpu) {
        set(1L << cpu);
    }

    /** Lets the thread go where it likes, as far as the first 64 CPUs. */
    public static void any() {
        set(-1);
    }

    private static void set(long mask) {
        NativeMemory bits = NativeMemory.allocate(Long.BYTES).putLong(0, mask);
        int number = SystemCalls.require().bpf() == 321 ? 203 : 122;
        int result = bits.during(at -> LibC.syscall(number, 0, Long.BYTES, at, 0, 0, 0));
        if (result < 0) {
            throw new KernelException("sched_setaffinity", -result);
        }
    }
}
