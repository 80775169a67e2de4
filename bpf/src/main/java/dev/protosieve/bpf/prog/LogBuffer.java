package dev.protosieve.bpf.prog;

import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.NativeMemory;
import java.util.function.Function;

/** Memory for a log of unknown length: grows until the kernel's text fits, or keeps its end. */
final class LogBuffer {

    /** Above what a few hundred instructions need, so that one call is the rule. */
    private static final int FIRST = 256 * 1024;
    /** The limit of kernels before 5.2 (BPF_MAX_LOG_SIZE, kernel/bpf/verifier.c), which is plenty for people too. */
    static final int MOST = 16 * 1024 * 1024 - 1;

    private LogBuffer() {
    }

    /**
     * One call of the kernel.
     *
     * @param result of the call: negative errno, or a file descriptor
     * @param trueSize the room that the whole log needs with its final zero, or 0 where the kernel does not tell (before 6.4)
     */
    record Attempt(int result, int trueSize) {
    }

    /** The call's last result and all that fits of its log. */
    record Logged(int result, String log) {
    }

    /** Repeats {@code call} with more room while the kernel says that the log does not fit. */
    static Logged collect(int first, Function<NativeMemory, Attempt> call) {
        int size = first;
        while (true) {
            NativeMemory memory = NativeMemory.allocate(size);
            Attempt attempt = call.apply(memory);
            if (attempt.result() != -Errno.ENOSPC || size == MOST) {
                return new Logged(attempt.result(), memory.getString(0, size));
            }
            size = Math.min(MOST, Math.max(size * 2, attempt.trueSize()));
        }
    }

    static Logged collect(Function<NativeMemory, Attempt> call) {
        return collect(FIRST, call);
    }
}
