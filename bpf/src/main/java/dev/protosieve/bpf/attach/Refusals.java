package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.attach.HoldOutcome.Refused;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.KernelException;

/** Why the kernel did not take a program at an interface, in words. */
public final class Refusals {

    private Refusals() {
    }

    /** @param hook {@code XDP}; that of a control group begins with {@code cgroup} */
    public static Refused of(String hook, String device, KernelException cause) {
        return switch (cause.errno()) {
            case Errno.EPERM, Errno.EACCES -> new Refused("attaching to " + hook + " is not permitted (" + cause + ")",
                    "run as root or with CAP_BPF and CAP_NET_ADMIN");
            case Errno.ENODEV, Errno.ENXIO, Errno.ENOLINK -> new Refused(
                    (hook.startsWith("cgroup") ? "the control group " : "the interface ") + device + " is gone", "");
            case Errno.ENETDOWN -> new Refused("the interface " + device + " is down",
                    "bring it up: ip link set " + device + " up");
            default -> new Refused(hook + " on " + device + ": " + cause.getMessage(), "");
        };
    }
}
