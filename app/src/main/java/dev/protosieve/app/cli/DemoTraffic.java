package dev.protosieve.app.cli;

import dev.protosieve.app.task.Loop;
import dev.protosieve.app.task.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** UDP messages over loopback at a steady pace, with a socket at the other end that counts what arrives. */
final class DemoTraffic implements AutoCloseable {

    private static final int BUFFER = 8 << 20;
    /** A sender that had to wait catches up with so many seconds. */
    private static final double CATCH_UP = 0.5;
    private static final Duration SENDER_PAUSE = Duration.ofNanos(500_000);
    private static final Duration QUIET = Duration.ofMillis(200);

    private final List<ByteBuffer> messages;
    private final long rate;
    private final DatagramChannel receiver;
    private final DatagramChannel sender;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicLong arrived = new AtomicLong();
    private final ByteBuffer arrival = ByteBuffer.allocateDirect(1 << 16);
    private final Loop receiving;
    private final Workers workers;
    private volatile Optional<Loop> sending = Optional.empty();
    private volatile long start;
    private volatile OptionalLong end = OptionalLong.empty();
    private long owed;

    /** @param rate messages a second */
    DemoTraffic(List<byte[]> messages, int port, long rate, Workers workers) throws CommandFailed {
        this.messages = messages.stream().map(DemoTraffic::direct).toList();
        this.rate = rate;
        this.workers = workers;
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            receiver = DatagramChannel.open(StandardProtocolFamily.INET)
                    .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER).bind(here);
            sender = DatagramChannel.open(StandardProtocolFamily.INET)
                    .setOption(StandardSocketOptions.SO_SNDBUF, BUFFER)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).connect(here);
            // nobody else's messages are counted
            receiver.connect(sender.getLocalAddress());
        } catch (IOException e) {
            throw new CommandFailed("UDP port " + port + " on loopback is not to be had: " + e.getMessage(),
                    "end the program that uses it");
        }
        receiving = workers.every("demo-receiver", Duration.ZERO, this::receive);
    }

    private static ByteBuffer direct(byte[] message) {
        return ByteBuffer.allocateDirect(message.length).put(message).flip();
    }

    /** Begins to send. */
    void begin() {
        start = System.nanoTime();
        sending = Optional.of(workers.every("demo-sender", SENDER_PAUSE, this::send));
    }

    private void send() {
        long due = (System.nanoTime() - start) / 1_000 * rate / 1_000_000;
        // what cannot be caught up with is not sent at all
        owed = Math.max(owed, due - (long) (rate * CATCH_UP));
        while (owed < due) {
            ByteBuffer message = messages.get((int) (owed++ % messages.size())).rewind();
            try {
                sender.write(message);
                sent.incrementAndGet();
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException _) {
                // no buffer space: it never left
                unsent.incrementAndGet();
            }
        }
    }

    private void receive() {
        try {
            while (receiver.read(arrival.clear()) >= 0) {
                arrived.incrementAndGet();
            }
        } catch (IOException _) {
            // closed, which ends the loop
        }
    }

    /** Ends the sending and waits until nothing is under way any more. Idempotent; any thread. */
    void end() {
        sending.ifPresent(Loop::close);
        if (end.isEmpty()) {
            end = OptionalLong.of(System.nanoTime());
        }
        long last;
        do {
            last = arrived.get();
            LockSupport.parkNanos(QUIET.toNanos());
        } while (arrived.get() != last);
    }

    /** Messages that the kernel took. */
    long sent() {
        return sent.get();
    }

    /** Messages that the kernel did not take. */
    long unsent() {
        return unsent.get();
    }

    /** Messages that came out of the socket at the other end. */
    long arrived() {
        return arrived.get();
    }

    /** Messages a second that were sent from the beginning to the end, or to now. */
    long achieved() {
        return sent.get() * 1_000 / Math.max(1, TimeUnit.NANOSECONDS.toMillis(end.orElseGet(System::nanoTime) - start));
    }

    @Override
    public void close() {
        try {
            sender.close();
            receiver.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sending.ifPresent(Loop::close);
        receiving.close();
    }
}
