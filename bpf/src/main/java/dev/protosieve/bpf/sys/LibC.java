package dev.protosieve.bpf.sys;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The C library, mapped directly: one native method a function, every argument a 64-bit number. Variadic functions
 * ({@code syscall}, {@code ioctl}) take their arguments as fixed ones do on the architectures of {@link Arch}.
 */
final class LibC {

    /** JNA runs ldconfig to fill it where nobody has set it. */
    private static final String SEARCHED = "jna.platform.library.path";

    /** Why there is no C library to call, or null when there is. */
    static final @Nullable String MISSING = bind();

    private LibC() {
    }

    private static @Nullable String bind() {
        String os = System.getProperty("os.name", "unknown");
        if (!"Linux".equals(os)) {
            return "this is " + os + ", and eBPF filters are a feature of Linux";
        }
        if (Arch.CURRENT == null) {
            return "the system call numbers of " + System.getProperty("os.arch") + " are not known here";
        }
        // what is called here is in the process already
        if (System.getProperty(SEARCHED) == null) {
            System.setProperty(SEARCHED, "");
        }
        try {
            Native.register(LibC.class, NativeLibrary.getProcess());
            return null;
        } catch (LinkageError e) {
            return "JNA's native library could not be loaded: " + e.getMessage();
        }
    }

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native int open(long path, int flags, int mode);

    static native int close(int fd);

    static native int ioctl(int fd, long request, long argument);

    static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    static native int munmap(long address, long length);

    static native int socket(int domain, int type, int protocol);

    static native int setsockopt(int fd, int level, int option, long value, int length);

    static native int bind(int fd, long address, int length);

    static native int getsockname(int fd, long address, long length);

    static native int setrlimit(int resource, long limits);

    static native int if_nametoindex(long name);

    static native int getpagesize();

    static native int getpid();

    static native long signal(int number, long handler);

    /** The errno of this thread's last call. */
    static int errno() {
        return Native.getLastError();
    }
}
