package dev.protosieve.app.shell;

import dev.protosieve.app.Wiring;
import dev.protosieve.app.theme.Theme;
import dev.protosieve.engine.emit.Hook;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of states. args: file theme w h out [text] [replace a=b] */
public final class Trial2 {
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        try (Wiring wiring = Wiring.open();
                GuiLauncher gui = wiring.gui(GuiOptions.STANDARD.file(file).size(Integer.parseInt(args[2]), Integer.parseInt(args[3])).theme(Theme.named(args[1])))) {
            Thread.sleep(2500);
            boolean load = args.length > 6 && args[6].equals("load");
            if (load) {
                System.out.println(gui.load());
                java.util.Random r = new java.util.Random(3);
                long end = System.nanoTime() + 9_000_000_000L;
                while (System.nanoTime() < end) {
                    byte[][] t = {Trial.m("Apple pie"), Trial.m("dog"), Trial.m("cheap lens"), Trial.m("cAt"), new byte[] {8, 1, 2, (byte) 0xff}, Trial.p(12, 100), Trial.c(9001)};
                    for (int i = 0; i < 8; i++) {
                        byte[] b = t[(int) Math.min(6, Math.abs(r.nextGaussian() * 3))];
                        gui.session().orElseThrow().run(frame(b));
                    }
                    Thread.sleep(3);
                }
            }
            if (args.length > 7) {
                String text = Files.exists(file) ? Files.readString(file) : "";
                for (int i = 7; i < args.length; i++) {
                    String[] p = args[i].split("=>");
                    text = text.replace(p[0], p.length > 1 ? p[1] : "");
                }
                gui.type(text);
                Thread.sleep(2500);
            }
            gui.selectRule(2);
            gui.showBlocks(!args[5].equals("text"));
            Thread.sleep(300);
            gui.picture(Path.of(args[4]));
        }
    }

    static byte[] frame(byte[] payload) {
        java.nio.ByteBuffer frame = java.nio.ByteBuffer.allocate(42 + payload.length);
        frame.position(12);
        frame.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0).putShort((short) (28 + payload.length)).putInt(0);
        frame.put((byte) 64).put((byte) 17).putShort((short) 0).put(new byte[] {10, 0, 0, 7, 10, 0, 0, 1});
        frame.putShort((short) 41812).putShort((short) 9000).putShort((short) (8 + payload.length)).putShort((short) 0);
        return frame.put(payload).array();
    }
}
