package dev.protosieve.bpf.prog;

import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;

/** A loaded program, held by its file descriptor. */
public final class Program implements AutoCloseable {

    /** From include/uapi/linux/bpf.h: struct bpf_prog_info up to run_cnt. */
    private static final int INFO_SIZE = 208;
    private static final int RUN_TIME = 192;
    private static final int RUN_COUNT = 200;
    /** The anonymous struct of BPF_OBJ_GET_INFO_BY_FD. */
    private static final int GET_INFO_SIZE = 16;

    private final Fd fd;
    private final ProgramImage image;

    Program(Fd fd, ProgramImage image) {
        this.fd = fd;
        this.image = image;
    }

    /**
     * @param id the kernel's number of the program, as other tools show it
     * @param jitedBytes machine code size; 0 where the program is interpreted
     */
    public record Info(int id, int jitedBytes) {
    }

    public ProgramImage image() {
        return image;
    }

    /** The file descriptor's number. */
    public int number() {
        return fd.number();
    }

    public boolean isOpen() {
        return fd.isOpen();
    }

    /**
     * What the kernel has measured while {@link RunStatistics} were on.
     *
     * @param nanos spent in the program, with what reading the clock costs
     * @param runs how many
     */
    public record Usage(long nanos, long runs) {
    }

    public Info info() {
        NativeMemory info = read();
        return new Info(info.getInt(4), info.getInt(16));
    }

    /** So far; both stand still while nobody has asked for {@link RunStatistics}. */
    public Usage usage() {
        NativeMemory info = read();
        return new Usage(info.getLong(RUN_TIME), info.getLong(RUN_COUNT));
    }

    private NativeMemory read() {
        NativeMemory info = NativeMemory.allocate(INFO_SIZE);
        NativeMemory attr = NativeMemory.allocate(GET_INFO_SIZE).putInt(0, fd.number()).putInt(4, INFO_SIZE)
                .putPointer(8, info);
        SystemCalls.bpf(BpfCommand.OBJ_GET_INFO_BY_FD, attr);
        return info;
    }

    @Override
    public void close() {
        fd.close();
    }
}
