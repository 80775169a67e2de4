package dev.protosieve.bpf.sys;

/** A system call was asked for where {@link SystemCalls#missing()} says that there are none. */
public final class NoKernelException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NoKernelException(String reason) {
        super("no system calls here: " + reason);
    }
}
