package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.wire.UdpPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the way to the packet costs: the same rule over the same message at each hook. */
@NeedsKernel
class HookCostTest {

    private static final int[] LENGTHS = {2, 18, 256, 1_024, 3_000};
    private static final int REPEAT = 20_000;
    private static final int ROUNDS = 7;
    /** A copy may cost that much beside what is read where it lies: one more helper call, and memory to memory. */
    private static final int MOST_TIMES = 6;

    @TempDir
    Path folder;

    @Test
    void aCopyCostsLittleBesideReadingInPlace() throws IOException {
        Map<Hook, int[]> nanos = new EnumMap<>(Hook.class);
        for (Hook hook : Hook.values()) {
            nanos.put(hook, measure(hook));
            System.out.println("hook " + hook.id() + ", ns by message length: " + table(nanos.get(hook)));
        }
        int[] direct = nanos.get(Hook.TC_INGRESS);
        int[] copied = nanos.get(Hook.CGROUP_INGRESS);
        for (int i = 0; i < LENGTHS.length; i++) {
            assertTrue(copied[i] <= MOST_TIMES * direct[i], table(copied) + " against " + table(direct));
        }
    }

    private static String table(int[] nanos) {
        return String.join(", ",
                IntStream.range(0, LENGTHS.length).mapToObj(i -> LENGTHS[i] + ": " + nanos[i]).toList());
    }

    private int[] measure(Hook hook) throws IOException {
        try (KernelTarget target = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open()).target()) {
            Files.writeString(folder.resolve("t.proto"),
                    "syntax = \"proto3\"; package t; message Q { string text = 1; int32 n = 2; }");
            String rules = "schema \"t.proto\"\nmessage t.Q\nmatch udp.dst_port == 9000\ndrop if msg.n > 3\n";
            var report = new RulePipeline(
                    new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                    .compile(new SourceText("t.sieve", rules), folder,
                            EmitOptions.of(hook, target.features()).withEvents(EventLayout.OFF));
            var loaded = assertInstanceOf(LoadOutcome.Loaded.class, target.load(report.filter().orElseThrow()));
            TestRun run = new TestRun(((KernelFilter) loaded.filter()).program());
            return IntStream.of(LENGTHS).map(length -> least(run, UdpPacket.ipv4(1, 9000, message(length)))).toArray();
        }
    }

    /** The least of several, because others use the machine too. */
    private static int least(TestRun run, byte[] packet) {
        return IntStream.range(0, ROUNDS).map(_ -> run.run(packet, REPEAT).nanos()).min().orElseThrow();
    }

    /** A number, behind a text as long as there is room. */
    private static byte[] message(int length) {
        byte[] message = new byte[length];
        message[length - 2] = 0x10;
        message[length - 1] = 1;
        int text = length - 2;
        if (text > 130) {
            message[0] = 0x0a;
            message[1] = (byte) (text - 3 & 0x7f | 0x80);
            message[2] = (byte) (text - 3 >> 7);
            Arrays.fill(message, 3, text, (byte) 'x');
        } else if (text > 1) {
            message[0] = 0x0a;
            message[1] = (byte) (text - 2);
            Arrays.fill(message, 2, text, (byte) 'x');
        }
        return message;
    }
}
