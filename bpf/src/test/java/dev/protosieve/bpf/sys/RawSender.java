package dev.protosieve.bpf.sys;

/** Sends whole Ethernet frames out of an interface of the network namespace that its thread is in when it is made. */
public final class RawSender implements AutoCloseable {

    /** include/linux/socket.h and include/linux/net.h. */
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOL_SOCKET = 1;
    /** include/uapi/asm-generic/socket.h; with CAP_NET_ADMIN it passes the limit of net.core.wmem_max. */
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SEND_BUFFER = 1 << 20;
    /** struct sockaddr_ll of include/uapi/linux/if_packet.h. */
    private static final int ADDRESS_SIZE = 20;
    private static final int LONGEST = 1 << 17;

    private final Fd socket;
    private final NativeMemory frame = NativeMemory.allocate(LONGEST);

    /** @param device of any size of frames: the kernel refuses what is longer than its MTU */
    public RawSender(String device) {
        socket = SystemCalls.socket(AF_PACKET, SOCK_RAW, 0);
        NativeMemory address = NativeMemory.allocate(ADDRESS_SIZE).putInt(4, SystemCalls.interfaceIndex(device));
        address.bytes().putShort(0, (short) AF_PACKET);
        SystemCalls.setSocketOption(socket, "SO_SNDBUFFORCE", SOL_SOCKET, SO_SNDBUFFORCE, SEND_BUFFER);
        SystemCalls.bind(socket, address);
    }

    /** @throws KernelException when the kernel does not take it */
    public void send(byte[] bytes) {
        frame.bytes().put(0, bytes);
        int number = SystemCalls.require().bpf() == 321 ? 44 : 206;
        long sent = frame.during(at -> (int) LibC.syscall(number, socket.number(), at, bytes.length, 0, 0, 0));
        if (sent != bytes.length) {
            throw new KernelException("sendto", LibC.errno());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
