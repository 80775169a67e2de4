package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.PrivateGroup;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.sys.SystemCalls;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.LoadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that is killed while it holds every hook leaves none of them held. */
@NeedsKernel({Need.NAMESPACE, Need.TCX, Need.CGROUP})
@ExtendWith(PrivateNetwork.class)
class KilledProcessTest {

    private static final String READY = "attached to all";
    private static final int LOOPBACK_INDEX = 1;
    private static final int WAIT_MILLIS = 10_000;

    @Test
    void leavesNothingAttached() throws IOException, InterruptedException {
        try (PrivateGroup group = new PrivateGroup()) {
            Process holder = start(group);
            try {
                assertEquals(READY, holder.inputReader().readLine());
                assertEquals(Collections.nCopies(6, true), held(group));
            } finally {
                holder.destroyForcibly().waitFor();
            }
            assertEquals(128 + 9, holder.exitValue(), "ended by SIGKILL");
            long deadline = System.currentTimeMillis() + WAIT_MILLIS;
            while (held(group).contains(true) && System.currentTimeMillis() < deadline) {
                Thread.sleep(10);
            }
            assertEquals(Collections.nCopies(6, false), held(group));
        }
    }

    private static Process start(PrivateGroup group) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Holder.class.getName(), group.name()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** XDP, TC ingress, TC egress, packet socket, cgroup ingress and egress. */
    private static List<Boolean> held(PrivateGroup group) throws IOException {
        try (Fd directory = SystemCalls.openDirectory(group.path().toString())) {
            return List.of(hasXdp(), programsAt(LOOPBACK_INDEX, 46) > 0, programsAt(LOOPBACK_INDEX, 47) > 0,
                    Files.readAllLines(Path.of("/proc/thread-self/net/packet")).size() > 1,
                    programsAt(directory.number(), 0) > 0, programsAt(directory.number(), 1) > 0);
        }
    }

    private static boolean hasXdp() {
        try (KernelTarget kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open()).target()) {
            var filter = SampleFilters.withoutEvents(Hook.XDP, 2, List.of());
            var loaded = assertInstanceOf(LoadOutcome.Loaded.class, kernel.load(filter)).filter();
            return loaded.attach(AttachPoint.of("lo")) instanceof AttachOutcome.Refused;
        }
    }

    /** BPF_PROG_QUERY (include/uapi/linux/bpf.h): how many programs an attach type of an interface or a cgroup has. */
    private static int programsAt(int target, int attachType) {
        NativeMemory attr = NativeMemory.allocate(64).putInt(0, target).putInt(4, attachType);
        SystemCalls.bpf(BpfCommand.PROG_QUERY, attr);
        return attr.getInt(24);
    }

    /** The process that gets killed. */
    static final class Holder {

        private Holder() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            KernelTarget kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open()).target();
            for (Hook hook : EnumSet.complementOf(EnumSet.of(Hook.XDP_FRAGS))) {
                var filter = SampleFilters.withoutEvents(hook, hook.passCode(), List.of());
                var loaded = assertInstanceOf(LoadOutcome.Loaded.class, kernel.load(filter)).filter();
                var outcome = loaded.attach(AttachPoint.of(hook.isAtCgroup() ? arguments[0] : "lo"));
                assertTrue(outcome instanceof AttachOutcome.Attached, outcome.toString());
            }
            System.out.println(READY);
            Thread.sleep(60_000);
        }
    }
}
