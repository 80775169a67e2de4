package dev.protosieve.bpf.sys;

/** A system call that failed. */
public final class KernelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String call;
    private final int errno;

    /**
     * @param call for people: {@code bpf(BPF_MAP_CREATE)}
     * @param errno positive
     */
    public KernelException(String call, int errno) {
        super(call + " failed: " + Errno.of(errno));
        this.call = call;
        this.errno = errno;
    }

    public String call() {
        return call;
    }

    public int errno() {
        return errno;
    }

    /** Whether the kernel refused for want of privileges. */
    public boolean isDenied() {
        return errno == Errno.EPERM || errno == Errno.EACCES;
    }

    /** Whether the kernel does not know what was asked for. */
    public boolean isUnsupported() {
        return errno == Errno.EOPNOTSUPP || errno == Errno.ENOTSUPP || errno == Errno.ENOSYS;
    }
}
