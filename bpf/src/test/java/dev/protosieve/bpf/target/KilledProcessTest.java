package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.sys.SystemCalls;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.LoadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that is killed while it holds every hook leaves none of them held. */
@NeedsKernel({Need.NAMESPACE, Need.TCX})
@ExtendWith(PrivateNetwork.class)
class KilledProcessTest {

    private static final String READY = "attached to all";
    private static final int LOOPBACK_INDEX = 1;
    private static final int WAIT_MILLIS = 10_000;

    @Test
    void leavesNothingAttached() throws IOException, InterruptedException {
        Process holder = start();
        try {
            assertEquals(READY, holder.inputReader().readLine());
            assertEquals(List.of(true, true, true, true), held());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertEquals(128 + 9, holder.exitValue(), "ended by SIGKILL");
        long deadline = System.currentTimeMillis() + WAIT_MILLIS;
        while (held().contains(true) && System.currentTimeMillis() < deadline) {
            Thread.sleep(10);
        }
        assertEquals(List.of(false, false, false, false), held());
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Holder.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** XDP, TC ingress, TC egress, packet socket. */
    private static List<Boolean> held() throws IOException {
        return List.of(hasXdp(), programsAt(46) > 0, programsAt(47) > 0,
                Files.readAllLines(Path.of("/proc/thread-self/net/packet")).size() > 1);
    }

    private static boolean hasXdp() {
        try (KernelTarget kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open()).target()) {
            var filter = SampleFilters.withoutEvents(Hook.XDP, 2, List.of());
            var loaded = assertInstanceOf(LoadOutcome.Loaded.class, kernel.load(filter)).filter();
            return loaded.attach(AttachPoint.of("lo")) instanceof AttachOutcome.Refused;
        }
    }

    /** BPF_PROG_QUERY (include/uapi/linux/bpf.h): how many programs an attach type of the interface has. */
    private static int programsAt(int attachType) {
        NativeMemory attr = NativeMemory.allocate(64).putInt(0, LOOPBACK_INDEX).putInt(4, attachType);
        SystemCalls.bpf(BpfCommand.PROG_QUERY, attr);
        return attr.getInt(24);
    }

    /** The process that gets killed. */
    static final class Holder {

        private Holder() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            KernelTarget kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open()).target();
            for (Hook hook : Hook.values()) {
                var filter = SampleFilters.withoutEvents(hook, hook.passCode(), List.of());
                var loaded = assertInstanceOf(LoadOutcome.Loaded.class, kernel.load(filter)).filter();
                var outcome = loaded.attach(AttachPoint.of("lo"));
                assertTrue(outcome instanceof AttachOutcome.Attached, outcome.toString());
            }
            System.out.println(READY);
            Thread.sleep(60_000);
        }
    }
}
