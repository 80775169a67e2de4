package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.attach.HoldOutcome.Held;
import dev.protosieve.bpf.attach.HoldOutcome.Refused;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.KernelException;
import java.util.Locale;

/** Puts programs into an interface's receive path. */
public final class XdpHook {

    /** include/uapi/linux/bpf.h: enum bpf_attach_type. */
    private static final int BPF_XDP = 37;

    private XdpHook() {
    }

    /** Where in the receive path, with the flag of include/uapi/linux/if_link.h. */
    public enum Mode {
        /** In the driver: XDP_FLAGS_DRV_MODE. */
        NATIVE(4),
        /** Behind it, with the packet's kernel structure already made: XDP_FLAGS_SKB_MODE. */
        GENERIC(2);

        private final int flag;

        Mode(int flag) {
            this.flag = flag;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In the driver if it can, otherwise behind it. */
    public static HoldOutcome attachAnywhere(Program program, Device device) {
        try {
            return attached(program, device, Mode.NATIVE, "");
        } catch (KernelException e) {
            if (!isAboutNative(e)) {
                return refused(device, Mode.NATIVE, e);
            }
            Refused why = refused(device, Mode.NATIVE, e);
            return attach(program, device, Mode.GENERIC,
                    " (" + why.reason() + (isAboutLength(e) ? "; the hook xdp.frags takes it" : "") + ")");
        }
    }

    public static HoldOutcome attach(Program program, Device device, Mode mode) {
        return attach(program, device, mode, "");
    }

    private static HoldOutcome attach(Program program, Device device, Mode mode, String note) {
        try {
            return attached(program, device, mode, note);
        } catch (KernelException e) {
            return refused(device, mode, e);
        }
    }

    private static Held attached(Program program, Device device, Mode mode, String note) {
        Link link = Link.create(program, device.index(), BPF_XDP, mode.flag);
        return new Held(link, "XDP, " + mode.word() + ", on " + device.name() + note);
    }

    /** Whether the generic path may do better. */
    private static boolean isAboutNative(KernelException e) {
        return switch (e.errno()) {
            case Errno.EPERM, Errno.EACCES, Errno.EBUSY, Errno.EEXIST, Errno.ENODEV -> false;
            default -> true;
        };
    }

    /** Whether packets are longer than fits into one piece. */
    private static boolean isAboutLength(KernelException e) {
        return e.errno() == Errno.ERANGE || e.errno() == Errno.E2BIG;
    }

    /** The kernel's sentences behind these numbers (net/core/dev.c, drivers) go to netlink users only, not to bpf(2). */
    private static Refused refused(Device device, Mode mode, KernelException e) {
        String name = device.name();
        String generic = mode == Mode.NATIVE ? "use the generic mode" : "";
        return switch (e.errno()) {
            // EEXIST when it is there in the other mode.
            case Errno.EBUSY, Errno.EEXIST -> new Refused("another XDP program is attached to " + name,
                    "see it with: ip -d link show " + name + "; detach it there where it was attached");
            case Errno.EOPNOTSUPP, Errno.ENOTSUPP ->
                new Refused("the driver of " + name + " has no " + mode.word() + " XDP", generic);
            case Errno.ERANGE, Errno.E2BIG ->
                new Refused("the MTU of " + name + " (or of its peer) is too large for native XDP",
                        "the hook xdp.frags takes it; or lower the MTU to 3,500 bytes or less, or " + generic);
            case Errno.ENOSPC -> new Refused(name + " has too few receive queues for native XDP", generic);
            case Errno.EINVAL -> new Refused("the kernel refuses " + mode.word() + " XDP on " + name + " (EINVAL)",
                    "links for XDP need Linux 5.9; large receive offload must be off");
            default -> Refusals.of("XDP", name, e);
        };
    }
}
