package dev.protosieve.bpf.sys;

import java.util.Map;

/**
 * An error number of the kernel.
 *
 * @param number as in include/uapi/asm-generic/errno-base.h, errno.h and, over 511, include/linux/errno.h
 * @param symbol {@code EPERM}; {@code errno 999} for one that is not known here
 * @param meaning a few words
 */
public record Errno(int number, String symbol, String meaning) {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ENXIO = 6;
    public static final int E2BIG = 7;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int ERANGE = 34;
    public static final int ENOSYS = 38;
    public static final int ENOLINK = 67;
    public static final int EOPNOTSUPP = 95;
    public static final int ENETDOWN = 100;
    /** What some kernel paths return in place of EOPNOTSUPP (include/linux/errno.h). */
    public static final int ENOTSUPP = 524;

    private static final Map<Integer, Errno> KNOWN = Map.ofEntries(entry(EPERM, "EPERM", "operation not permitted"),
            entry(ENOENT, "ENOENT", "no such thing"), entry(4, "EINTR", "interrupted"),
            entry(5, "EIO", "input or output error"), entry(ENXIO, "ENXIO", "no such device or address"),
            entry(E2BIG, "E2BIG", "too big"), entry(9, "EBADF", "bad file descriptor"),
            entry(EAGAIN, "EAGAIN", "try again"), entry(ENOMEM, "ENOMEM", "out of memory"),
            entry(EACCES, "EACCES", "permission denied"), entry(EFAULT, "EFAULT", "bad address"),
            entry(EBUSY, "EBUSY", "device or resource busy"), entry(EEXIST, "EEXIST", "exists already"),
            entry(ENODEV, "ENODEV", "no such device"), entry(EINVAL, "EINVAL", "invalid argument"),
            entry(23, "ENFILE", "too many open files in the system"), entry(24, "EMFILE", "too many open files"),
            entry(ENOSPC, "ENOSPC", "no space left"), entry(ERANGE, "ERANGE", "out of range"),
            entry(ENOSYS, "ENOSYS", "system call not there"), entry(ENOLINK, "ENOLINK", "link has been cut"),
            entry(EOPNOTSUPP, "EOPNOTSUPP", "operation not supported"), entry(97, "EAFNOSUPPORT", "no such family"),
            entry(ENETDOWN, "ENETDOWN", "network is down"), entry(105, "ENOBUFS", "no buffer space"),
            entry(110, "ETIMEDOUT", "timed out"), entry(116, "ESTALE", "stale handle"),
            entry(ENOTSUPP, "ENOTSUPP", "operation not supported"));

    /** The errno with this number, known or not. */
    public static Errno of(int number) {
        return KNOWN.getOrDefault(number, new Errno(number, "errno " + number, "an error not named here"));
    }

    private static Map.Entry<Integer, Errno> entry(int number, String symbol, String meaning) {
        return Map.entry(number, new Errno(number, symbol, meaning));
    }

    /** {@code EPERM, operation not permitted}. */
    @Override
    public String toString() {
        return symbol + ", " + meaning;
    }
}
