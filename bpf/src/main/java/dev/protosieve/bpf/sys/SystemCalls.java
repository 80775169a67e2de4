package dev.protosieve.bpf.sys;

import java.util.Optional;

/** The system calls that loading, attaching and reading filters takes. Each failure is a {@link KernelException}. */
public final class SystemCalls {

    /** include/uapi/asm-generic/resource.h. */
    private static final int RLIMIT_MEMLOCK = 8;
    /** include/uapi/linux/perf_event.h: PERF_FLAG_FD_CLOEXEC. */
    private static final long PERF_FLAG_FD_CLOEXEC = 8;
    /** include/uapi/linux/net.h: SOCK_CLOEXEC is O_CLOEXEC. */
    private static final int SOCK_CLOEXEC = 0x80000;

    /** include/uapi/asm-generic/fcntl.h; O_RDONLY is 0. */
    private static final int O_CLOEXEC = 0x80000;

    private SystemCalls() {
    }

    /** Why no system call can be made from here (not Linux, unknown processor, JNA without its library), if so. */
    public static Optional<String> missing() {
        return Optional.ofNullable(LibC.MISSING);
    }

    static Arch require() {
        Arch arch = Arch.CURRENT;
        if (LibC.MISSING != null || arch == null) {
            throw new NoKernelException(String.valueOf(LibC.MISSING));
        }
        return arch;
    }

    /**
     * bpf(2).
     *
     * @param attr a union bpf_attr, filled as far as the command needs; unknown tails must be zero
     * @return what the call returned: a file descriptor or 0
     */
    public static int bpf(BpfCommand command, NativeMemory attr) {
        return check("bpf(BPF_" + command + ")", tryBpf(command, attr));
    }

    /** As {@link #bpf}, but gives a negative errno where the call failed. */
    public static int tryBpf(BpfCommand command, NativeMemory attr) {
        int number = require().bpf();
        return attr.during(at -> LibC.syscall(number, command.number(), at, attr.size(), 0, 0, 0));
    }

    /** As {@link #bpf}, for commands that give a file descriptor. */
    public static Fd bpfOpen(BpfCommand command, NativeMemory attr) {
        return new Fd(bpf(command, attr));
    }

    /** Takes a file descriptor that {@link #tryBpf} returned. */
    public static Fd adopt(int number) {
        return new Fd(number);
    }

    /**
     * perf_event_open(2) for all processes on one CPU.
     *
     * @param attr a struct perf_event_attr
     */
    static Fd perfEventOpen(NativeMemory attr, int cpu) {
        int number = require().perfEventOpen();
        return new Fd(check("perf_event_open",
                attr.during(at -> LibC.syscall(number, at, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC, 0))));
    }

    /** Maps {@code length} bytes from the start of {@code fd} for reading and writing, shared with the kernel. */
    public static Mapping map(Fd fd, long length) {
        require();
        return Mapping.of(fd.number(), length);
    }

    /** ioctl(2) with a struct that the kernel reads and writes. */
    public static void ioctl(Fd fd, String name, long request, NativeMemory argument) {
        check("ioctl(" + name + ")", argument.during(at -> LibC.ioctl(fd.number(), request, at)));
    }

    /** open(2) of a directory for reading. */
    public static Fd openDirectory(String path) {
        require();
        int fd = NativeMemory.ofString(path).during(at -> LibC.open(at, O_CLOEXEC, 0));
        return new Fd(check("open", fd < 0 ? -LibC.errno() : fd));
    }

    public static Fd socket(int domain, int type, int protocol) {
        require();
        int fd = LibC.socket(domain, type | SOCK_CLOEXEC, protocol);
        return new Fd(check("socket", fd < 0 ? -LibC.errno() : fd));
    }

    /** setsockopt(2) of an option whose value is a 32-bit number. */
    public static void setSocketOption(Fd socket, String name, int level, int option, int value) {
        NativeMemory memory = NativeMemory.allocate(Integer.BYTES).putInt(0, value);
        check("setsockopt(" + name + ")",
                memory.during(at -> LibC.setsockopt(socket.number(), level, option, at, Integer.BYTES)));
    }

    /** @param address a struct sockaddr of some family */
    public static void bind(Fd socket, NativeMemory address) {
        check("bind", address.during(at -> LibC.bind(socket.number(), at, address.size())));
    }

    /** getsockname(2): the struct sockaddr that the socket is bound to, of at most that size. */
    public static NativeMemory socketName(Fd socket, int size) {
        NativeMemory address = NativeMemory.allocate(size);
        NativeMemory length = NativeMemory.allocate(Integer.BYTES).putInt(0, size);
        check("getsockname",
                address.during(at -> length.during(room -> LibC.getsockname(socket.number(), at, room))));
        return address;
    }

    /** The index of an interface in this thread's network namespace, or 0 when there is none of that name. */
    public static int interfaceIndex(String name) {
        return Math.max(0, NativeMemory.ofString(name).during(LibC::if_nametoindex));
    }

    /** Lifts the limit of locked memory, which maps and programs count against before Linux 5.11. */
    public static void unlimitLockedMemory() {
        NativeMemory limits = NativeMemory.allocate(2 * Long.BYTES).putLong(0, -1).putLong(Long.BYTES, -1);
        check("setrlimit(RLIMIT_MEMLOCK)", limits.during(at -> LibC.setrlimit(RLIMIT_MEMLOCK, at)));
    }

    /** The kernel's number of this thread. */
    static int threadId() {
        return (int) LibC.syscall(require().gettid(), 0, 0, 0, 0, 0, 0);
    }

    /** tgkill(2): a signal to one thread of this process. */
    static void signalThread(int thread, int signal) {
        LibC.syscall(require().tgkill(), LibC.getpid(), thread, signal, 0, 0, 0);
    }

    /** In bytes. */
    public static int pageSize() {
        require();
        return LibC.getpagesize();
    }

    private static int check(String call, int result) {
        if (result < 0) {
            throw new KernelException(call, -result);
        }
        return result;
    }
}
