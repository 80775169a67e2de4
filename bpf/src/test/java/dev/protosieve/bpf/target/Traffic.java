package dev.protosieve.bpf.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** UDP datagrams over the loopback interface of the namespace that its thread is in when it is made. */
final class Traffic implements AutoCloseable {

    private final DatagramSocket receiver;
    private final DatagramSocket sender;

    Traffic() {
        try {
            receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            sender = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(int datagrams) {
        byte[] content = new byte[18];
        DatagramPacket packet = new DatagramPacket(content, content.length, receiver.getLocalSocketAddress());
        for (int i = 0; i < datagrams; i++) {
            try {
                sender.send(packet);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        receiver.close();
        sender.close();
    }
}
