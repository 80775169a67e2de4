package dev.protosieve.bpf.feature;

import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.PerfEvents;
import dev.protosieve.bpf.sys.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Asks the kernel by trying: each probe loads something tiny and lets go of it at once. Needs the right to call bpf(2). */
public final class Probe {

    /** enum bpf_prog_type and enum bpf_attach_type (include/uapi/linux/bpf.h). */
    private static final int SOCKET_FILTER = 1;
    private static final int SCHED_CLS = 3;
    private static final int XDP = 6;
    private static final int CGROUP_SKB = 8;
    private static final int BPF_XDP = 37;
    /** BPF_F_XDP_HAS_FRAGS. */
    private static final int HAS_FRAGS = 1 << 5;
    private static final int BPF_TCX_INGRESS = 46;
    private static final int ARRAY_MAP = 2;
    /** Instructions as in RFC 9669; may_goto is opcode 0xe5 (BPF_JMP | BPF_JCOND, kernel/bpf/verifier.c). */
    private static final long R0_IS_0 = 0xb7;
    private static final long R0_IS_R1 = 0x10bf;
    private static final long EXIT = 0x95;
    private static final long MAY_GOTO_OVER_1 = 0x0001_00_e5L;
    private static final long GOTO_BACK_2 = 0xfffe_00_05L;
    /**
     * The smallest BTF: a header, one type, and a string table that holds the empty string (Documentation/bpf/btf.rst). BTF
     * without any type is refused.
     */
    private static final int BTF_MAGIC = 0xeb9f;
    private static final int BTF_HEADER = 24;
    private static final int BTF_TYPE = 12;
    private static final int BTF_POINTER_TO_VOID = 2 << 24;
    /** Where union bpf_attr has prog_flags. */
    private static final int PROGRAM_FLAGS = 44;
    private static final int NO_INTERFACE = Integer.MAX_VALUE;

    private Probe() {
    }

    /**
     * 0 where a map can be made, otherwise the errno. Kernels before 5.11 say EPERM too when this process may lock too little
     * memory; the limit is lifted then, for all that follows.
     */
    public static int map() {
        int errno = mapOnce();
        if (errno != Errno.EPERM) {
            return errno;
        }
        try {
            SystemCalls.unlimitLockedMemory();
        } catch (KernelException e) {
            return errno;
        }
        return mapOnce();
    }

    private static int mapOnce() {
        NativeMemory attr = NativeMemory.allocate(72).putInt(0, ARRAY_MAP).putInt(4, 4).putInt(8, 8).putInt(12, 1);
        return errno(SystemCalls.tryBpf(BpfCommand.MAP_CREATE, attr));
    }

    /**
     * 0 where programs may do with pointers what filters do, which takes CAP_PERFMON (allow_ptr_leaks in kernel/bpf/verifier.c);
     * the program gives one away.
     */
    public static int pointers() {
        return program(SOCKET_FILTER, 0, R0_IS_R1, EXIT);
    }

    /** The loop instruction that ends by itself (Linux 6.9). */
    public static int mayGoto() {
        return program(SOCKET_FILTER, 0, R0_IS_0, MAY_GOTO_OVER_1, GOTO_BACK_2, EXIT);
    }

    public static int socketFilter() {
        return program(SOCKET_FILTER, 0, R0_IS_0, EXIT);
    }

    public static int xdp() {
        return program(XDP, BPF_XDP, R0_IS_0, EXIT);
    }

    /** Programs for packets in several pieces (Linux 5.18). */
    public static int xdpFragments() {
        return errno(SystemCalls.tryBpf(BpfCommand.PROG_LOAD,
                loadAttr(XDP, BPF_XDP, R0_IS_0, EXIT).putInt(PROGRAM_FLAGS, HAS_FRAGS)));
    }

    /** Programs of control groups, attached by links (Linux 5.7). */
    public static int controlGroup() {
        return program(CGROUP_SKB, 0, R0_IS_0, EXIT);
    }

    public static int trafficControl() {
        return program(SCHED_CLS, 0, R0_IS_0, EXIT);
    }

    /** Links at traffic control (Linux 6.6): a kernel that knows them misses the interface, another the kind of hook. */
    public static boolean hasTcx() {
        NativeMemory attr = NativeMemory.allocate(64).putInt(0, NO_INTERFACE).putInt(4, BPF_TCX_INGRESS);
        return SystemCalls.tryBpf(BpfCommand.PROG_QUERY, attr) == -Errno.ENODEV;
    }

    /** Whether the kernel takes type information, by which its log quotes rule text. */
    public static int btf() {
        NativeMemory blob = NativeMemory.allocate(BTF_HEADER + BTF_TYPE + 1).putInt(0, BTF_MAGIC | 1 << 16)
                .putInt(4, BTF_HEADER).putInt(12, BTF_TYPE).putInt(16, BTF_TYPE).putInt(20, 1)
                .putInt(BTF_HEADER + 4, BTF_POINTER_TO_VOID);
        NativeMemory attr = NativeMemory.allocate(32).putPointer(0, blob).putInt(16, blob.size());
        return errno(SystemCalls.tryBpf(BpfCommand.BTF_LOAD, attr));
    }

    /** An event source and its memory on the first CPU that runs. */
    public static int perfRing() {
        try (Fd event = PerfEvents.open(Cpus.online().nextSetBit(0))) {
            int page = SystemCalls.pageSize();
            SystemCalls.map(event, 2L * page).close();
            return 0;
        } catch (KernelException e) {
            return e.errno();
        }
    }

    private static int program(int type, int attachType, long... code) {
        return errno(SystemCalls.tryBpf(BpfCommand.PROG_LOAD, loadAttr(type, attachType, code)));
    }

    private static NativeMemory loadAttr(int type, int attachType, long... code) {
        ByteBuffer bytes = ByteBuffer.allocate(code.length * Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.asLongBuffer().put(code);
        return NativeMemory.allocate(128).putInt(0, type).putInt(4, code.length)
                .putPointer(8, NativeMemory.of(bytes.array())).putPointer(16, NativeMemory.ofString("GPL"))
                .putInt(68, attachType);
    }

    private static int errno(int result) {
        if (result < 0) {
            return -result;
        }
        SystemCalls.adopt(result).close();
        return 0;
    }
}
