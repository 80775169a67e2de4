package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.PrivateGroup;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.sys.SegmentingSender;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.AttachPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that is moved into a control group, and what it sends and receives over loopback there. */
@NeedsKernel({Need.NAMESPACE, Need.CGROUP})
@ExtendWith(PrivateNetwork.class)
final class CgroupTest {

    private static final int[] SIZES = {10, 1_000, 30_000, 60_000};
    private static final int TIMES = 25;
    private static final String COUNTS = "dropped 100, passed 100, unseen 0, malformed 0, limit 0";

    @TempDir
    Path folder;

    @Test
    void dropsWhatTheProcessWouldReceive() throws Exception {
        try (PrivateGroup group = new PrivateGroup();
                LiveFilter filter = new LiveFilter(folder, Hook.CGROUP_INGRESS);
                DatagramSocket sender = new DatagramSocket()) {
            filter.attached(AttachPoint.of(group.name()));
            Process member = member(group, "receive");
            try (BufferedReader out = member.inputReader()) {
                assertEquals("bound", out.readLine());
                List<String> passed = new ArrayList<>();
                for (int i = 0; i < TIMES; i++) {
                    for (int size : SIZES) {
                        sender.send(datagram(LiveFilter.message(size, true)));
                        sender.send(datagram(LiveFilter.message(size, false)));
                        passed.add("got " + size + " good");
                        // One at a time, so that no buffer runs full.
                        assertEquals(passed.getLast(), out.readLine());
                    }
                }
                assertEquals(COUNTS, filter.counted(2L * passed.size()));
            } finally {
                member.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void dropsWhatTheProcessSendsAndTellsIt() throws Exception {
        try (PrivateGroup group = new PrivateGroup();
                LiveFilter filter = new LiveFilter(folder, Hook.CGROUP_EGRESS);
                DatagramSocket receiver = receiver()) {
            filter.attached(AttachPoint.of(group.name()));
            Process member = member(group, "send");
            DatagramPacket arrived = new DatagramPacket(new byte[1 << 16], 1 << 16);
            receiver.setSoTimeout(5_000);
            try (BufferedReader out = member.inputReader();
                    PrintWriter in = new PrintWriter(member.outputWriter(), true)) {
                for (int i = 0; i < TIMES; i++) {
                    for (int size : SIZES) {
                        // One at a time, so that no buffer runs full.
                        in.println("next");
                        String refused = out.readLine();
                        assertTrue(refused.startsWith("refused " + size) && refused.contains("not permitted"), refused);
                        assertEquals("sent " + size, out.readLine());
                        receiver.receive(arrived);
                        assertEquals(size, arrived.getLength());
                        assertEquals("good", word(arrived));
                    }
                }
                assertEquals(COUNTS, filter.counted(2L * TIMES * SIZES.length));
            } finally {
                member.destroyForcibly().waitFor();
            }
        }
    }

    /** On their way in they have been told apart again. */
    @Test
    void judgesDatagramsOneByOneThatTravelTogether() throws Exception {
        try (PrivateGroup group = new PrivateGroup();
                LiveFilter filter = new LiveFilter(folder, Hook.CGROUP_INGRESS);
                DatagramSocket receiver = group.inside(CgroupTest::receiver);
                SegmentingSender sender = new SegmentingSender(LiveFilter.PORT, 5)) {
            filter.attached(AttachPoint.of(group.name()));
            sender.send("\n\3BAD\n\3dog".getBytes(StandardCharsets.US_ASCII));
            assertEquals("dropped 1, passed 1, unseen 0, malformed 0, limit 0", filter.counted(2));
            assertTrue(receiver.isBound());
        }
    }

    @Test
    void cannotTellThemApartOnTheirWayOut() throws Exception {
        try (PrivateGroup group = new PrivateGroup();
                LiveFilter filter = new LiveFilter(folder, Hook.CGROUP_EGRESS);
                SegmentingSender sender = group.inside(() -> new SegmentingSender(LiveFilter.PORT, 5))) {
            filter.attached(AttachPoint.of(group.name()));
            assertThrows(KernelException.class,
                    () -> sender.send("\n\3dog\n\3dog".getBytes(StandardCharsets.US_ASCII)));
            assertEquals("dropped 0, passed 0, unseen 0, malformed 0, limit 1", filter.counted(1));
        }
    }

    private static DatagramSocket receiver() {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), LiveFilter.PORT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatagramPacket datagram(byte[] message) {
        return new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), LiveFilter.PORT);
    }

    private static String word(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1).contains(LiveFilter.BAD)
                ? "bad" : "good";
    }

    /** The process makes its socket when it has been moved. */
    private static Process member(PrivateGroup group, String task) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Member.class.getName(), task)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        group.add(process.pid());
        new PrintWriter(process.outputWriter(), true).println("go");
        return process;
    }

    /** The process in the group. */
    static final class Member {

        private Member() {
        }

        public static void main(String[] task) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            in.readLine();
            if (task[0].equals("receive")) {
                receive();
            } else {
                send(in);
            }
        }

        private static void receive() throws IOException {
            try (DatagramSocket socket = receiver()) {
                System.out.println("bound");
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
                    socket.receive(packet);
                    System.out.println("got " + packet.getLength() + " " + word(packet));
                }
            }
        }

        private static void send(BufferedReader in) throws IOException {
            try (DatagramSocket socket = new DatagramSocket()) {
                for (int i = 0; i < TIMES; i++) {
                    for (int size : SIZES) {
                        in.readLine();
                        try {
                            socket.send(datagram(LiveFilter.message(size, true)));
                            System.out.println("sent bad " + size);
                        } catch (IOException e) {
                            System.out.println("refused " + size + ": " + e.getMessage());
                        }
                        socket.send(datagram(LiveFilter.message(size, false)));
                        System.out.println("sent " + size);
                    }
                }
            }
        }
    }
}
