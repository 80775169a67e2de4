package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.attach.HoldOutcome.Held;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;
import java.nio.ByteOrder;

/** Runs programs as the filter of a packet socket that sees an interface's received packets, and that nobody reads. */
public final class SocketHook {

    /** include/linux/socket.h and include/linux/net.h. */
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SOL_PACKET = 263;
    /** include/uapi/asm-generic/socket.h. */
    private static final int SO_RCVBUF = 8;
    private static final int SO_ATTACH_BPF = 50;
    /** include/uapi/linux/if_packet.h (since Linux 4.20), and struct sockaddr_ll there. */
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int ADDRESS_SIZE = 20;
    private static final int ADDRESS_INDEX = 4;
    /** What packet_notifier (net/packet/af_packet.c) puts in the place of the index of an interface that has gone. */
    private static final int GONE = -1;
    /** include/uapi/linux/if_ether.h. */
    private static final short ETH_P_ALL = 3;

    private SocketHook() {
    }

    public static HoldOutcome attach(Program program, Device device) {
        Hold hold;
        try {
            hold = open(program, device);
        } catch (KernelException e) {
            return Refusals.of("a packet socket", device.name(), e);
        }
        return new Held(hold, "socket filter on " + device.name());
    }

    /** The socket has its filter before it is bound, so that no packet gets past it. */
    private static Hold open(Program program, Device device) {
        Fd socket = SystemCalls.socket(AF_PACKET, SOCK_RAW, 0);
        try {
            SystemCalls.setSocketOption(socket, "PACKET_IGNORE_OUTGOING", SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
            SystemCalls.setSocketOption(socket, "SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, 0);
            attach(socket, program);
            SystemCalls.bind(socket, address(device));
            return new SocketHold(socket);
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }

    private static void attach(Fd socket, Program program) {
        SystemCalls.setSocketOption(socket, "SO_ATTACH_BPF", SOL_SOCKET, SO_ATTACH_BPF, program.number());
    }

    private static NativeMemory address(Device device) {
        NativeMemory address = NativeMemory.allocate(ADDRESS_SIZE).putInt(ADDRESS_INDEX, device.index());
        address.bytes().putShort(0, (short) AF_PACKET);
        boolean swap = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        address.bytes().putShort(2, swap ? Short.reverseBytes(ETH_P_ALL) : ETH_P_ALL);
        return address;
    }

    private record SocketHold(Fd socket) implements Hold {

        /** The kernel swaps the filters of a socket in one step. */
        @Override
        public void replace(Program next) {
            attach(socket, next);
        }

        @Override
        public boolean isThere() {
            return socket.isOpen()
                    && SystemCalls.socketName(socket, ADDRESS_SIZE).getInt(ADDRESS_INDEX) != GONE;
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
