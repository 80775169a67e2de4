package dev.protosieve.bpf.sys;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Ends a system call that looks for signals while it works, as the verifier does before each instruction (kernel/bpf/verifier.c,
 * do_check: EAGAIN while a signal is pending). The thread that calls gets a signal whose handler does nothing.
 */
public final class Interruption {

    /** signal(7): real-time signals from 34 on are for programs. The Java runtime uses 62 (SIGRTMAX - 2). */
    private static final int SIGNAL = 44;
    private static final Duration PACE = Duration.ofMillis(10);

    private final int thread;
    private boolean over;

    private Interruption(int thread) {
        this.thread = thread;
    }

    /**
     * Makes a call on this thread.
     *
     * @param stop asked from another thread every 10 ms until the call is over; after it said yes the call is interrupted
     */
    public static <T> T during(BooleanSupplier stop, Supplier<T> call) {
        SystemCalls.require();
        Handler.install();
        Interruption interruption = new Interruption(SystemCalls.threadId());
        Thread watch = Thread.ofVirtual().name("interruption").start(() -> interruption.watch(stop));
        try {
            return call.get();
        } finally {
            interruption.end();
            watch.interrupt();
        }
    }

    private void watch(BooleanSupplier stop) {
        try {
            while (true) {
                Thread.sleep(PACE);
                if (stop.getAsBoolean() && !signal()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean signal() {
        if (!over) {
            SystemCalls.signalThread(thread, SIGNAL);
        }
        return !over;
    }

    // after this the thread gets no signal that was meant for the call
    private synchronized void end() {
        over = true;
    }

    /** Set once for the process. */
    private static final class Handler {

        /** Takes an int, as handlers do, and touches nothing. */
        private static final Pointer NOTHING = NativeLibrary.getProcess().getFunction("abs");

        static {
            LibC.signal(SIGNAL, Pointer.nativeValue(NOTHING));
        }

        private Handler() {
        }

        static void install() {
            // the class is initialised by this call
        }
    }
}
