package dev.protosieve.bpf.prog;

import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;

/**
 * Runs a program over a packet inside the kernel, without an interface: BPF_PROG_TEST_RUN. Keeps its memory between runs.
 * One thread at a time.
 */
public final class TestRun {

    /** include/uapi/linux/if_ether.h: ETH_HLEN. The kernel refuses shorter input (net/bpf/test_run.c). */
    public static final int SHORTEST = 14;
    /**
     * The most that an XDP program sees in a test run: a page of 4,096 bytes less 256 of headroom and 320 of struct
     * skb_shared_info (net/bpf/test_run.c). What is longer is put into fragments, which no driver does to these programs.
     */
    public static final int LONGEST_XDP = 3520;
    /** From include/uapi/linux/bpf.h: the struct {@code test} of union bpf_attr up to cpu. */
    private static final int TEST_SIZE = 72;
    /**
     * enum bpf_prog_type. A test run shows such a program the packet from behind the Ethernet header on, but a packet socket
     * of type SOCK_RAW shows it the header too: here the program gets one more header in front, which the kernel skips.
     */
    private static final int SOCKET_FILTER = 1;
    private static final int XDP = 6;
    /** BPF_F_XDP_HAS_FRAGS: such a program sees fragments on the wire, too. */
    private static final int HAS_FRAGS = 1 << 5;
    private static final int RETVAL = 4;
    private static final int DURATION = 36;

    private final Program program;
    private final NativeMemory attr;
    private final int skipped;
    private NativeMemory data = NativeMemory.allocate(2048);

    public TestRun(Program program) {
        this.program = program;
        this.attr = NativeMemory.allocate(TEST_SIZE);
        this.skipped = program.image().type() == SOCKET_FILTER ? SHORTEST : 0;
    }

    /**
     * @param action what the program returned: an unsigned 32-bit number in an int
     * @param nanos a run took on average
     */
    public record Result(int action, int nanos) {
    }

    /**
     * Whether the program would see the packet as a driver hands it over.
     *
     * @throws IllegalArgumentException for one without an Ethernet header, or longer than the kernel's test runs take
     *     (about 3,500 bytes)
     */
    public void requireWhole(byte[] packet) {
        if (packet.length < SHORTEST) {
            throw new IllegalArgumentException("a packet of " + packet.length + " bytes has no Ethernet header");
        }
        boolean whole = program.image().type() == XDP && (program.image().flags() & HAS_FRAGS) == 0;
        if (whole && packet.length > LONGEST_XDP) {
            throw new IllegalArgumentException("the kernel makes no test run of an XDP program over this packet of "
                    + packet.length + " bytes");
        }
    }

    /**
     * @param packet from the Ethernet header on
     * @param repeat how often, at least 1
     * @throws IllegalArgumentException for a packet that the kernel makes no test run over
     */
    public Result run(byte[] packet, int repeat) {
        int length = skipped + packet.length;
        if (length > data.size()) {
            data = NativeMemory.allocate(length);
        }
        data.bytes().put(0, packet, 0, skipped).put(skipped, packet);
        attr.putInt(0, program.number()).putInt(8, length).putPointer(16, data).putInt(32, repeat);
        try {
            SystemCalls.bpf(BpfCommand.PROG_TEST_RUN, attr);
        } catch (KernelException e) {
            throw new IllegalArgumentException(
                    "the kernel makes no test run over this packet of " + packet.length + " bytes", e);
        }
        // The kernel writes the output sizes into the attr, where the next run would read them as input.
        Result result = new Result(attr.getInt(RETVAL), attr.getInt(DURATION));
        attr.putInt(RETVAL, 0).putInt(12, 0).putInt(DURATION, 0).putInt(44, 0);
        return result;
    }
}
