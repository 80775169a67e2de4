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
<<<<<<< HEAD
        FxThread fx = new FxThread();
        fx.start();
        for (String arg : args) {
            String[] p = arg.split(",");
            CompletableFuture<MainView> made = new CompletableFuture<>();
            CompletableFuture<Stage> staged = new CompletableFuture<>();
            fx.execute(() -> {
                try {
                    Workbench bench = new Workbench(Document.opened(Path.of("search.sieve"), Fixtures.RULES),
                            LineParser::parse);
                    RunControl none = new RunControl() {
                        @Override
                        public void load() {
                        }
                        @Override
                        public void replace() {
                        }
                        @Override
                        public void detach() {
                        }
                        @Override
                        public void refreshPlaces() {
                        }
                    };
                    MainView view = new MainView(bench, none, new FileActions() {
                        @Override
                        public void open() {
                        }
                        @Override
                        public void save() {
                        }
                    }, () -> {
                    });
                    var report = Fixtures.report(bench.tree().get(), 250);
                    bench.check().set(Fixtures.accepted(report));
                    bench.run().set(new RunState.Running(new dev.protosieve.app.session.Place(null, "veth-demo"),
                            "XDP, native, on veth-demo", Instant.now().minusSeconds(134), "", false));
                    Stage stage = new Stage();
                    Scene scene = new Scene(view, Integer.parseInt(p[1]), Integer.parseInt(p[2]));
                    Theme theme = Theme.named(p[0]);
                    theme.applyTo(scene);
                    view.dress(theme);
                    view.show(!p[3].equals("text"));
                    stage.setScene(scene);
                    stage.show();
                    bench.snapshot().set(Optional.of(Fixtures.snapshot(report)));
                    bench.selectRule(1);
                    made.complete(view);
                    staged.complete(stage);
                } catch (Throwable t) {
                    t.printStackTrace();
                    made.completeExceptionally(t);
=======
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
>>>>>>> app
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
