package dev.protosieve.bpf.sys;

/** Sends several UDP datagrams as one packet that is cut up later: UDP_SEGMENT, include/uapi/linux/udp.h. */
public final class SegmentingSender implements AutoCloseable {

    /** include/linux/socket.h, include/uapi/linux/in.h. */
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    /** struct sockaddr_in: family, port and address in network byte order, 8 bytes of nothing. */
    private static final int ADDRESS_SIZE = 16;

    private final Fd socket = SystemCalls.socket(AF_INET, SOCK_DGRAM, 0);
    private final NativeMemory address = NativeMemory.allocate(ADDRESS_SIZE);

    /** @param size of each datagram's payload; 0 to send all bytes as one */
    public SegmentingSender(int port, int size) {
        SystemCalls.setSocketOption(socket, "UDP_SEGMENT", SOL_UDP, UDP_SEGMENT, size);
        address.bytes().putShort(0, (short) AF_INET).put(2, (byte) (port >> 8)).put(3, (byte) port);
        address.bytes().put(4, new byte[]{127, 0, 0, 1});
    }

    /** @throws KernelException when the kernel does not take it */
    public void send(byte[] bytes) {
        NativeMemory payload = NativeMemory.allocate(bytes.length);
        payload.bytes().put(0, bytes);
        int number = SystemCalls.require().bpf() == 321 ? 44 : 206;
        long sent = payload.during(at -> address.during(
                to -> (int) LibC.syscall(number, socket.number(), at, bytes.length, 0, to, ADDRESS_SIZE)));
        if (sent != bytes.length) {
            throw new KernelException("sendto", LibC.errno());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
