package dev.protosieve.bpf.feature;

import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this machine can do for live filters, found out by trying, and what to do about what is missing. */
public final class Doctor {

    private static final String RUN_AS = "run as root or with CAP_BPF, CAP_NET_ADMIN, CAP_NET_RAW and CAP_PERFMON";
    /** What to do where the kernel's list of processors is missing. */
    public static final String MOUNT_SYS = "mount it: mount -t sysfs sysfs /sys";
    private static final Path JIT = Path.of("/proc/sys/net/core/bpf_jit_enable");

    private Doctor() {
    }

    /** All checks in the order in which they matter; those behind a missing bpf(2) are left out. */
    public static List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(kernel());
        if (SystemCalls.missing().isPresent()) {
            return checks;
        }
        checks.add(capabilities());
        Check calls = outcome("bpf(2)", Probe.map(), "maps can be made", RUN_AS);
        checks.add(calls);
        checks.add(jit());
        if (calls.ok()) {
            checks.add(outcome("BTF", Probe.btf(), "the kernel's log can quote rules", "Linux 4.18 has it"));
            checks.add(outcome("hook xdp", Probe.xdp(), "programs load",
                    "a kernel with CONFIG_BPF_SYSCALL and CONFIG_NET"));
            checks.add(outcome("hook xdp.frags", Probe.xdpFragments(), "programs load", "Linux 5.18 has it"));
            checks.add(trafficControl());
            checks.add(outcome("hook socket", Probe.socketFilter(), "programs load", RUN_AS));
            checks.add(controlGroups());
            checks.add(outcome("may_goto", Probe.mayGoto(), "loops end by themselves",
                    "filters need Linux 6.9 or newer; the simulator runs them anywhere"));
            checks.add(perfRing());
        }
        return checks;
    }

    private static Check kernel() {
        KernelRelease release = KernelRelease.current();
        if (SystemCalls.missing().isPresent()) {
            return Check.bad("kernel", SystemCalls.missing().get(), "use the simulator: it needs no kernel");
        }
        return release.isAtLeast(6, 9) ? Check.good("kernel", "Linux " + release.text())
                : Check.bad("kernel", "Linux " + release.text(), "filters need Linux 6.9 or newer");
    }

    private static Check capabilities() {
        var missing = Capabilities.current().missing();
        return missing.isEmpty() ? Check.good("privileges", "all that filters take")
                : Check.bad("privileges", "missing: " + String.join(", ", missing.stream().map(Enum::name).toList()),
                        RUN_AS);
    }

    private static Check jit() {
        try {
            String value = Files.readString(JIT).strip();
            return "0".equals(value)
                    ? Check.bad("JIT", "off: programs are interpreted", "sysctl net.core.bpf_jit_enable=1")
                    : Check.good("JIT", "on");
        } catch (IOException e) {
            return Check.bad("JIT", JIT + " cannot be read", "mount /proc; the JIT may be on nevertheless");
        }
    }

    private static Check trafficControl() {
        Check program = outcome("hook tc", Probe.trafficControl(), "programs load, tcx links are there",
                "a kernel with CONFIG_NET_CLS_BPF");
        return program.ok() && !Probe.hasTcx()
                ? Check.bad("hook tc", "no tcx links", "Linux 6.6 has them; the hooks xdp and socket need none")
                : program;
    }

    private static Check controlGroups() {
        String words = "programs load, cgroup v2 is mounted at ";
        Check program = outcome("hook cgroup", Probe.controlGroup(), words,
                RUN_AS + ", on a kernel with CONFIG_CGROUP_BPF");
        if (!program.ok()) {
            return program;
        }
        return ControlGroups.root().map(root -> Check.good("hook cgroup", words + root))
                .orElseGet(() -> Check.bad("hook cgroup", "cgroup v2 is not mounted",
                        "mount it: mount -t cgroup2 none /sys/fs/cgroup"));
    }

    private static Check perfRing() {
        return Cpus.missing().map(why -> Check.bad("perf ring", why, MOUNT_SYS))
                .orElseGet(() -> outcome("perf ring", Probe.perfRing(), "events can be read",
                        RUN_AS + ", on a kernel with CONFIG_PERF_EVENTS"));
    }

    private static Check outcome(String name, int errno, String detail, String hint) {
        return errno == 0 ? Check.good(name, detail) : Check.bad(name, Errno.of(errno).toString(), hint);
    }
}
