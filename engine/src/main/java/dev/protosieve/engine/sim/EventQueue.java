package dev.protosieve.engine.sim;

import dev.protosieve.engine.target.EventReader.Sink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The simulator's stand-in for a perf ring: bounded, open only while someone reads. Guarded by its own lock. */
final class EventQueue {

    private final int capacity;
    private final Queue<byte[]> samples = new ArrayDeque<>();
    private boolean open;

    /** @param capacity most events that wait */
    EventQueue(int capacity) {
        this.capacity = capacity;
    }

    synchronized void open() {
        if (open) {
            throw new IllegalStateException("the events of this filter have a reader already");
        }
        open = true;
    }

    synchronized void close() {
        open = false;
        samples.clear();
    }

    /** What the kernel answers: 0, -ENOENT without a reader, -ENOSPC when full. */
    synchronized int offer(byte[] sample) {
        if (!open) {
            return Errno.NOENT;
        }
        if (samples.size() >= capacity) {
            return Errno.NOSPC;
        }
        samples.add(sample);
        return 0;
    }

    /** Hands over what waits, on CPU 0, and returns how many that were. */
    int drain(Sink sink) {
        int count = 0;
        for (byte[] next = poll(); next != null; next = poll()) {
            sink.event(0, ByteBuffer.wrap(next).order(ByteOrder.LITTLE_ENDIAN));
            count++;
        }
        return count;
    }

    private synchronized byte @Nullable [] poll() {
        return samples.poll();
    }
}
