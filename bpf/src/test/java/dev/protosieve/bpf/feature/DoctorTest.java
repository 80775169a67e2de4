package dev.protosieve.bpf.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.protosieve.bpf.NeedsKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsKernel
class DoctorTest {

    @Test
    void examinesEverythingAndHasAHintForWhatIsMissing() {
        List<Check> checks = Doctor.examine();
        assertEquals(List.of("kernel", "privileges", "bpf(2)", "JIT", "BTF", "hook xdp", "hook xdp.frags", "hook tc",
                "hook socket", "hook cgroup",
                "may_goto", "perf ring"), checks.stream().map(Check::name).toList());
        for (Check check : checks) {
            assertFalse(check.detail().isBlank(), check.name());
            assertEquals(check.ok(), check.hint().isEmpty(), check.name());
        }
    }

    /** What this very test could not run without. */
    @Test
    void findsWhatIsThere() {
        assertEquals(0, Probe.map());
        assertEquals(0, Probe.socketFilter());
        assertEquals(0, Probe.perfRing());
        assertEquals(0, Probe.btf());
        assertEquals(KernelRelease.current().isAtLeast(6, 9), Probe.mayGoto() == 0);
        assertEquals(KernelRelease.current().isAtLeast(6, 6), Probe.hasTcx());
    }
}
