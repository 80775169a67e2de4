package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;

/** A bpf_link: what keeps a program at its place while its file descriptor is open. */
final class Link implements Hold {

    /** From include/uapi/linux/bpf.h: struct link_create with its tcx part, link_update, link_detach. */
    private static final int CREATE_SIZE = 32;
    private static final int UPDATE_SIZE = 16;
    private static final int DETACH_SIZE = 4;
    /** The anonymous struct of BPF_OBJ_GET_INFO_BY_FD. */
    private static final int GET_INFO_SIZE = 16;
    /**
     * Struct bpf_link_info as far as the index of the interface ({@code xdp}, {@code tcx}) or the number of the control group,
     * whose lower half alone is never 0; both are 0 where that has gone.
     */
    private static final int INFO_SIZE = 24;
    private static final int INFO_PLACE = 16;
    /** Same file: update only if the old program is the one named. */
    private static final int BPF_F_REPLACE = 4;

    private final Fd fd;
    private Program current;

    private Link(Fd fd, Program current) {
        this.fd = fd;
        this.current = current;
    }

    /** @param target index of an interface, or file descriptor of a control group */
    static Link create(Program program, int target, int attachType, int flags) {
        NativeMemory attr = NativeMemory.allocate(CREATE_SIZE).putInt(0, program.number()).putInt(4, target)
                .putInt(8, attachType).putInt(12, flags);
        return new Link(SystemCalls.bpfOpen(BpfCommand.LINK_CREATE, attr), program);
    }

    @Override
    public synchronized void replace(Program next) {
        NativeMemory attr = NativeMemory.allocate(UPDATE_SIZE).putInt(0, fd.number()).putInt(4, next.number());
        if (current.isOpen()) {
            attr.putInt(8, BPF_F_REPLACE).putInt(12, current.number());
        }
        SystemCalls.bpf(BpfCommand.LINK_UPDATE, attr);
        current = next;
    }

    @Override
    public synchronized boolean isThere() {
        if (!fd.isOpen()) {
            return false;
        }
        NativeMemory info = NativeMemory.allocate(INFO_SIZE);
        NativeMemory attr = NativeMemory.allocate(GET_INFO_SIZE).putInt(0, fd.number()).putInt(4, INFO_SIZE)
                .putPointer(8, info);
        return SystemCalls.tryBpf(BpfCommand.OBJ_GET_INFO_BY_FD, attr) < 0 || info.getInt(INFO_PLACE) != 0;
    }

    /** Detaches first, because the kernel may put off what a mere close asks for. */
    @Override
    public synchronized void close() {
        if (fd.isOpen()) {
            SystemCalls.tryBpf(BpfCommand.LINK_DETACH, NativeMemory.allocate(DETACH_SIZE).putInt(0, fd.number()));
            fd.close();
        }
    }
}
