package dev.protosieve.bpf.sys;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that is shared with the kernel. Its bytes must not be touched after {@link #close}. */
public final class Mapping implements AutoCloseable {

    /** include/uapi/asm-generic/mman-common.h: PROT_READ | PROT_WRITE. */
    private static final int READ_WRITE = 3;
    /** include/uapi/linux/mman.h. */
    private static final int MAP_SHARED = 1;

    private final long address;
    private final long length;
    private final ByteBuffer bytes;
    private boolean closed;

    private Mapping(long address, long length) {
        this.address = address;
        this.length = length;
        this.bytes = new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
    }

    static Mapping of(int fd, long length) {
        long address = LibC.mmap(0, length, READ_WRITE, MAP_SHARED, fd, 0);
        if (address == -1) {
            throw new KernelException("mmap", LibC.errno());
        }
        return new Mapping(address, length);
    }

    /** All of it, in the machine's byte order. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.munmap(address, length);
        }
    }
}
