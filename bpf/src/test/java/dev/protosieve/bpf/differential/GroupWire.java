package dev.protosieve.bpf.differential;

import dev.protosieve.bpf.sys.PrivateGroup;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.wire.PacketLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Sends the payload of UDP frames from a socket of a control group to another one of it. */
final class GroupWire implements LoopbackRun.Wire {

    private static final int PORT = 9000;

    private final PrivateGroup group = new PrivateGroup();
    private final DatagramSocket sender = group.inside(() -> socket(0));
    private final DatagramSocket receiver = group.inside(() -> socket(PORT));

    private static DatagramSocket socket(int port) {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public AttachPoint point() {
        return AttachPoint.of(group.name());
    }

    /** A drop on the way out is told as an error, which says nothing that the counters do not say. */
    @Override
    public void send(byte[] frame) {
        PacketLayout at = PacketLayout.find(frame).orElseThrow();
        byte[] payload = Arrays.copyOfRange(frame, at.start(), at.end());
        try {
            sender.send(new DatagramPacket(payload, payload.length, InetAddress.getLoopbackAddress(), PORT));
            drain();
        } catch (IOException e) {
            if (!e.getMessage().contains("not permitted")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes what came, if it did, so that the buffer does not run full. */
    private void drain() throws IOException {
        receiver.setSoTimeout(1);
        try {
            receiver.receive(new DatagramPacket(new byte[1 << 16], 1 << 16));
        } catch (SocketTimeoutException e) {
            // It was dropped on its way in.
        }
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
        group.close();
    }
}
