package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other processes than this one are told when they ask for the kernel: other systems, no native library, no privileges. */
class OpeningTest {

    @Test
    void saysThatAnotherSystemIsNotLinux() throws IOException, InterruptedException {
        assertEquals("unavailable: this is Plan 9, and eBPF filters are a feature of Linux (use the simulator)",
                answer(List.of(), "-Dos.name=Plan 9"));
    }

    @Test
    void saysThatTheProcessorIsNotKnown() throws IOException, InterruptedException {
        assertEquals("unavailable: the system call numbers of pdp11 are not known here (use the simulator)",
                answer(List.of(), "-Dos.arch=pdp11"));
    }

    @Test
    void saysThatTheNativeLibraryIsMissing() throws IOException, InterruptedException {
        String answer = answer(List.of(), "-Djna.nounpack=true", "-Djna.nosys=true", "-Djna.noclasspath=true");
        assertTrue(answer.startsWith("unavailable: JNA's native library could not be loaded: "), answer);
    }

    @Test
    @NeedsKernel({Need.SETPRIV, Need.NO_UNPRIVILEGED_BPF})
    void saysWhichPrivilegesAreMissing() throws IOException, InterruptedException {
        assertEquals("unavailable: bpf(2) is not permitted to this process"
                + " (run as root or with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON)",
                answer(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all")));
    }

    @Test
    @NeedsKernel({Need.SETPRIV, Need.NO_UNPRIVILEGED_BPF})
    void saysThatPointersAreNotPermitted() throws IOException, InterruptedException {
        String some = "-all,+bpf,+net_admin,+net_raw";
        assertEquals("unavailable: this process is without CAP_PERFMON, so the verifier refuses filters"
                + " (run as root or with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON)",
                answer(List.of("setpriv", "--bounding-set=" + some, "--inh-caps=" + some)));
        assertEquals("opened kernel", answer(List.of("setpriv", "--bounding-set=" + some + ",+perfmon",
                "--inh-caps=" + some + ",+perfmon")));
    }

    private static String answer(List<String> wrapper, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(Stream.of(options).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asker.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.strip();
    }

    /** The process that asks. */
    static final class Asker {

        private Asker() {
        }

        public static void main(String[] arguments) {
            System.out.println(switch (KernelTarget.open()) {
                case KernelOpening.Opened(KernelTarget target) -> "opened " + target.name();
                case KernelOpening.Unavailable(String reason, String hint) ->
                    "unavailable: " + reason + " (" + hint + ")";
            });
        }
    }
}
