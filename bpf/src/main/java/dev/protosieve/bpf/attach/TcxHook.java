package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.attach.HoldOutcome.Held;
import dev.protosieve.bpf.attach.HoldOutcome.Refused;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.KernelException;
import java.util.Locale;

/** Puts programs into an interface's traffic control, where any number of them may be. */
public final class TcxHook {

    private TcxHook() {
    }

    /** With the numbers of enum bpf_attach_type (include/uapi/linux/bpf.h). */
    public enum Direction {
        INGRESS(46),
        EGRESS(47);

        private final int attachType;

        Direction(int attachType) {
            this.attachType = attachType;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Behind the programs that are there already. */
    public static HoldOutcome attach(Program program, Device device, Direction direction) {
        try {
            Link link = Link.create(program, device.index(), direction.attachType, 0);
            return new Held(link, "TC " + direction.word() + " (tcx) on " + device.name());
        } catch (KernelException e) {
            return e.errno() == Errno.EINVAL
                    ? new Refused("this kernel has no tcx links", "Linux 6.6 has them; XDP works from 5.9")
                    : Refusals.of("TC " + direction.word(), device.name(), e);
        }
    }
}
