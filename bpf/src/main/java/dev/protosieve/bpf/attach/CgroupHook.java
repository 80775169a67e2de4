package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.attach.HoldOutcome.Held;
import dev.protosieve.bpf.attach.HoldOutcome.Refused;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.SystemCalls;
import java.util.Locale;

/**
 * Puts programs at a control group, where any number of them may be: they see what sockets receive or send that processes of the
 * group, or of groups below it, have made.
 */
public final class CgroupHook {

    private CgroupHook() {
    }

    /** With the numbers of enum bpf_attach_type (include/uapi/linux/bpf.h): BPF_CGROUP_INET_INGRESS and _EGRESS. */
    public enum Direction {
        INGRESS(0),
        EGRESS(1);

        private final int attachType;

        Direction(int attachType) {
            this.attachType = attachType;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Beside the programs that are there already; all of them must let a packet pass. */
    public static HoldOutcome attach(Program program, ControlGroup group, Direction direction) {
        String hook = "cgroup " + direction.word();
        // The link holds the group: its directory need not stay open.
        try (Fd directory = SystemCalls.openDirectory(group.path().toString())) {
            Link link = Link.create(program, directory.number(), direction.attachType, 0);
            return new Held(link, hook + " on " + group.name());
        } catch (KernelException e) {
            return refused(hook, group, e);
        }
    }

    private static Refused refused(String hook, ControlGroup group, KernelException e) {
        return switch (e.errno()) {
            case Errno.EPERM ->
                new Refused("a program above " + group.name() + " allows none below it, or attaching is "
                        + "not permitted (" + e + ")", "run as root or with CAP_BPF and CAP_NET_ADMIN");
            case Errno.EINVAL -> new Refused("this kernel has no links for control groups", "Linux 5.7 has them");
            default -> Refusals.of(hook, group.name(), e);
        };
    }
}
