package dev.protosieve.app.shell;

import dev.protosieve.app.Wiring;
import dev.protosieve.engine.emit.Hook;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Random;

/** Opens the window on a sample with traffic over loopback and leaves pictures. */
public final class Trial {
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        try (Wiring wiring = Wiring.open();
                GuiLauncher gui = wiring.gui(GuiOptions.STANDARD.file(file).size(1280, 800).at(Hook.valueOf(args[1]), "lo"))) {
            System.out.println("notice " + wiring.notice());
            System.out.println("load: " + gui.load());
            gui.picture(Path.of("/tmp/pics/0.png"));
            gui.selectRule(1);
            long end = System.nanoTime() + Long.parseLong(args[2]) * 1_000_000_000L;
            try (DatagramSocket in = new DatagramSocket(9000, InetAddress.getByName("127.0.0.1"));
                    DatagramSocket out = new DatagramSocket()) {
                Random random = new Random(1);
                byte[][] texts = {m("Apple pie"), m("dog"), m("cheap lens"), m("cAt"), new byte[] {8, 1, 2, (byte) 0xff}, p(12, 100), c(9001)};
                long n = 0;
                boolean typed = false;
                while (System.nanoTime() < end) {
                    byte[] b = texts[random.nextInt(texts.length)];
                    out.send(new DatagramPacket(b, b.length, InetAddress.getByName("127.0.0.1"), 9000));
                    if (++n % 4 == 0) {
                        Thread.sleep(1);
                    }
                    if (!typed && System.nanoTime() > end - Long.parseLong(args[2]) * 500_000_000L) {
                        typed = true;
                        gui.type(java.nio.file.Files.readString(file).replace("contains(\"A\")", "contains(\"g\")"));
                    }
                }
                System.out.println("sent " + n);
                gui.picture(Path.of("/tmp/pics/1.png"));
                gui.showBlocks(false);
                gui.picture(Path.of("/tmp/pics/2.png"));
                var s = gui.stop().orElseThrow();
                System.out.println(s.counted() + " = " + s.received() + " + " + s.lost() + " " + s.rules().stream().map(r -> r.number() + ":" + r.packets()).toList() + s.causes() + " dropped " + s.dropped() + " passed " + s.passed());
                System.out.println(gui.run());
                gui.picture(Path.of("/tmp/pics/3.png"));
            }
        }
    }

    static byte[] m(String q) {
        byte[] b = q.getBytes();
        byte[] r = new byte[b.length + 2];
        r[0] = 10;
        r[1] = (byte) b.length;
        System.arraycopy(b, 0, r, 2, b.length);
        return r;
    }

    static byte[] p(int page, int per) {
        return new byte[] {16, (byte) page, 24, (byte) per};
    }

    static byte[] c(int client) {
        return new byte[] {56, (byte) (client & 127 | 128), (byte) (client >> 7)};
    }
}
