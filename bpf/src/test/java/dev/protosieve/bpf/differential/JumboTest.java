package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.sys.PrivateGroup;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.sys.SecondNetwork;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.AttachPoint.XdpMode;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.wire.UdpPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Long packets between two networks: what each hook sees of them when they are in one piece, in several, and fragmented by IP. */
@NeedsKernel({Need.NAMESPACE, Need.TCX, Need.IP, Need.CGROUP})
@ExtendWith(PrivateNetwork.class)
final class JumboTest {

    private static final int MTU = 9_000;
    private static final int TIMES = 10;
    /** A little less than what one datagram holds. */
    private static final int HUGE = 60_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"XDP_FRAGS, NATIVE", "XDP_FRAGS, GENERIC", "XDP, GENERIC", "TC_INGRESS, ANY", "SOCKET, ANY",
            "CGROUP_INGRESS, ANY"})
    void judgesEveryByteOfAJumboDatagram(Hook hook, XdpMode mode) {
        try (SecondNetwork far = new SecondNetwork(MTU);
                PrivateGroup group = new PrivateGroup();
                LiveFilter filter = far.call(() -> new LiveFilter(folder, hook))) {
            try (DatagramSocket receiver = receiver(far, group)) {
                attach(far, filter, hook, mode, group);
                for (int size : new int[]{1_024, 4_096, 8_900}) {
                    send(size, true, TIMES);
                    send(size, false, TIMES);
                }
                send(1, false, TIMES);
                assertEquals("dropped 30, passed 30, unseen 0, malformed 10, limit 0", filter.counted(7 * TIMES));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"XDP_FRAGS, NATIVE", "TC_INGRESS, ANY", "SOCKET, ANY", "CGROUP_INGRESS, ANY"})
    void judgesADatagramOfManyPagesThatIsNotFragmented(Hook hook, XdpMode mode) {
        try (SecondNetwork far = new SecondNetwork(65_535);
                PrivateGroup group = new PrivateGroup();
                LiveFilter filter = far.call(() -> new LiveFilter(folder, hook))) {
            try (DatagramSocket receiver = receiver(far, group)) {
                attach(far, filter, hook, mode, group);
                send(HUGE, true, TIMES);
                send(HUGE, false, TIMES);
                assertEquals("dropped 10, passed 10, unseen 0, malformed 0, limit 0", filter.counted(2 * TIMES));
            }
        }
    }

    /** Fragments are put together behind traffic control and packet sockets, and before the control group. */
    @ParameterizedTest
    @CsvSource({"XDP_FRAGS, NATIVE, 1500", "XDP, NATIVE, 1500", "TC_INGRESS, ANY, 1500", "TC_INGRESS, ANY, 9000",
            "SOCKET, ANY, 1500", "CGROUP_INGRESS, ANY, 1500", "CGROUP_INGRESS, ANY, 9000"})
    void seesAFragmentedMessageWholeOnlyAtTheControlGroup(Hook hook, XdpMode mode, int mtu) {
        try (SecondNetwork far = new SecondNetwork(mtu);
                PrivateGroup group = new PrivateGroup();
                LiveFilter filter = far.call(() -> new LiveFilter(folder, hook))) {
            try (DatagramSocket receiver = receiver(far, group)) {
                attach(far, filter, hook, mode, group);
                send(HUGE, true, TIMES);
                send(HUGE, false, TIMES);
                assertEquals(hook.isAtCgroup() ? "dropped 10, passed 10, unseen 0, malformed 0, limit 0"
                        : "dropped 0, passed 0, unseen 20, malformed 0, limit 0", filter.counted(2 * TIMES));
            }
        }
    }

    /** The sender's group sees it before IP divides it, and the sender is told of a drop. */
    @Test
    void seesAMessageWholeBeforeItIsFragmentedOnItsWayOut() throws IOException {
        try (SecondNetwork far = new SecondNetwork(1_500);
                PrivateGroup group = new PrivateGroup();
                LiveFilter filter = new LiveFilter(folder, Hook.CGROUP_EGRESS);
                DatagramSocket sender = group.inside(JumboTest::sender)) {
            filter.attached(AttachPoint.of(group.name()));
            int refused = 0;
            for (int i = 0; i < 2 * TIMES; i++) {
                try {
                    sender.send(datagram(HUGE, i % 2 == 0));
                } catch (IOException e) {
                    assertTrue(e.getMessage().contains("not permitted"), e.getMessage());
                    refused++;
                }
            }
            assertEquals(TIMES, refused);
            assertEquals("dropped 10, passed 10, unseen 0, malformed 0, limit 0", filter.counted(2 * TIMES));
            assertTrue(far.call(() -> true));
        }
    }

    @Test
    void saysWhichHookTakesPacketsThatAreTooLongForNativeXdp() {
        try (SecondNetwork far = new SecondNetwork(MTU);
                LiveFilter filter = far.call(() -> new LiveFilter(folder, Hook.XDP))) {
            var refused = assertInstanceOf(AttachOutcome.Refused.class,
                    far.call(() -> filter.attach(new AttachPoint(SecondNetwork.FAR, XdpMode.NATIVE))));
            assertTrue(refused.hint().startsWith("the hook xdp.frags takes it"), refused.toString());
            String how = far.call(() -> filter.attached(AttachPoint.of(SecondNetwork.FAR)));
            assertEquals("XDP, generic, on far (the MTU of far (or of its peer) is too large for native XDP; "
                    + "the hook xdp.frags takes it)", how);
        }
    }

    @Test
    void attachesTheProgramForFragmentsNativelyThere() {
        try (SecondNetwork far = new SecondNetwork(MTU);
                LiveFilter filter = far.call(() -> new LiveFilter(folder, Hook.XDP_FRAGS))) {
            assertEquals("XDP, native, on far",
                    far.call(() -> filter.attached(AttachPoint.of(SecondNetwork.FAR))));
        }
    }

    /** A test run puts what does not fit into a page into fragments. */
    @ParameterizedTest
    @EnumSource(names = "XDP_FRAGS")
    void runsOverPacketsInPieces(Hook hook) {
        try (LiveFilter filter = new LiveFilter(folder, hook)) {
            for (int size : new int[]{1, 3_000, 5_000, 8_192, 17_000, HUGE}) {
                for (boolean bad : new boolean[]{true, false}) {
                    byte[] packet = UdpPacket.ipv4(40_000, LiveFilter.PORT, LiveFilter.message(size, bad));
                    int entry = size == 1 ? filter.loaded().filter().counters().cause(Cause.MALFORMED)
                            : bad ? filter.loaded().filter().counters().rule(0)
                                    : filter.loaded().filter().counters().cause(Cause.DEFAULT);
                    assertEquals(entry, filter.loaded().run(packet).entry(), size + " bytes, bad: " + bad);
                }
            }
        }
    }

    private static void attach(SecondNetwork far, LiveFilter filter, Hook hook, XdpMode mode, PrivateGroup group) {
        AttachPoint point = new AttachPoint(hook.isAtCgroup() ? group.name() : SecondNetwork.FAR, mode);
        far.call(() -> filter.attached(point));
    }

    private static DatagramSocket receiver(SecondNetwork far, PrivateGroup group) {
        return far.call(() -> group.inside(() -> socket(SecondNetwork.THERE, LiveFilter.PORT)));
    }

    private static DatagramSocket sender() {
        return socket(SecondNetwork.HERE, 0);
    }

    private static DatagramSocket socket(String address, int port) {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(int size, boolean bad, int times) {
        try (DatagramSocket sender = sender()) {
            for (int i = 0; i < times; i++) {
                sender.send(datagram(size, bad));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatagramPacket datagram(int size, boolean bad) throws IOException {
        byte[] message = LiveFilter.message(size, bad);
        return new DatagramPacket(message, message.length,
                new InetSocketAddress(InetAddress.getByName(SecondNetwork.THERE), LiveFilter.PORT));
    }
}
