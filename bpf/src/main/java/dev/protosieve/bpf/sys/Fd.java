package dev.protosieve.bpf.sys;

import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor. What it stands for (map, program, link, socket) lives at least as long. */
public final class Fd implements AutoCloseable {

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    Fd(int number) {
        this.number = number;
    }

    /** The number for the kernel. Fails after {@link #close}, because the kernel gives numbers out again. */
    public int number() {
        if (closed.get()) {
            throw new IllegalStateException("file descriptor " + number + " is closed");
        }
        return number;
    }

    public boolean isOpen() {
        return !closed.get();
    }

    /** Idempotent; an error of close(2) is of no use to anybody (the descriptor is gone either way). */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            LibC.close(number);
        }
    }
}
