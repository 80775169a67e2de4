package dev.protosieve.engine.emit;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in the kernel where a filter runs: a program type as a value. Numbers are from the kernel's
 * {@code include/uapi/linux/bpf.h} (enum bpf_prog_type, enum bpf_attach_type, enum xdp_action, enum tcx_action_base).
 */
public enum Hook {
    XDP("xdp", 6, 37, 2, 1, "XDP: in the driver's receive path, before the kernel allocates anything"),
    XDP_FRAGS("xdp.frags", 6, 37, 2, 1, "XDP with fragments: also packets that lie in several pieces, of large MTUs"),
    TC_INGRESS("tc", 3, 46, -1, 2, "TC ingress (tcx): every received packet, after XDP"),
    TC_EGRESS("tc-egress", 3, 47, -1, 2, "TC egress (tcx): every packet on its way out"),
    SOCKET("socket", 1, 0, -1, 0, "AF_PACKET socket filter: decides what a capturing socket sees"),
    CGROUP_INGRESS("cgroup-ingress", 8, 0, 1, 0, "cgroup ingress: what sockets of a group of processes receive"),
    CGROUP_EGRESS("cgroup-egress", 8, 1, 1, 0, "cgroup egress: what sockets of a group of processes send");

    /** What stands in front of the IP header and does not reach sockets: include/uapi/linux/if_ether.h, ETH_HLEN. */
    private static final int ETHERNET = 14;

    private final String id;
    private final int programType;
    private final int attachType;
    private final int passCode;
    private final int dropCode;
    private final String title;

    Hook(String id, int programType, int attachType, int passCode, int dropCode, String title) {
        this.id = id;
        this.programType = programType;
        this.attachType = attachType;
        this.passCode = passCode;
        this.dropCode = dropCode;
        this.title = title;
    }

    /** The word after {@code --hook}. */
    public String id() {
        return id;
    }

    /** enum bpf_prog_type. */
    public int programType() {
        return programType;
    }

    /** enum bpf_attach_type, as bpf(BPF_LINK_CREATE) wants it; 0 where there is no link. */
    public int attachType() {
        return attachType;
    }

    /** What the program returns to let the packet go on, as a signed 32-bit number. */
    public int passCode() {
        return passCode;
    }

    /** What the program returns to drop it. */
    public int dropCode() {
        return dropCode;
    }

    /** One phrase for people. */
    public String title() {
        return title;
    }

    /** Whether the context is a struct xdp_md and not a struct __sk_buff. */
    public boolean isXdp() {
        return this == XDP || this == XDP_FRAGS;
    }

    /** Whether programs sit at a control group and not at an interface. */
    public boolean isAtCgroup() {
        return this == CGROUP_INGRESS || this == CGROUP_EGRESS;
    }

    /**
     * How many bytes in front of the IP header the program is not shown. It numbers bytes as if they were there, so that
     * rules mean the same at every hook.
     */
    public int hidden() {
        return isAtCgroup() ? ETHERNET : 0;
    }

    /**
     * Whether a run can be interrupted by another on the same CPU. Programs of received packets, and of packets that an interface
     * sends, run with soft interrupts off; what a process sends meets its control group before that
     * (net/ipv4/ip_output.c, ip_finish_output), so that an interrupt, or another process, may send in between.
     */
    public boolean nests() {
        return this == CGROUP_EGRESS;
    }

    /** Whether filters read a copy of the packet, because the hook does not show all of it where it lies. */
    public boolean copies() {
        return switch (this) {
            case XDP, TC_INGRESS, TC_EGRESS -> false;
            case XDP_FRAGS, SOCKET, CGROUP_INGRESS, CGROUP_EGRESS -> true;
        };
    }

    /** What bpf(BPF_PROG_LOAD) wants as expected_attach_type; old kernels refuse newer numbers where they do not ask. */
    public int expectedAttachType() {
        return isXdp() || isAtCgroup() ? attachType : 0;
    }

    /** Flags of bpf(BPF_PROG_LOAD): BPF_F_XDP_HAS_FRAGS. */
    public int loadFlags() {
        return this == XDP_FRAGS ? 1 << 5 : 0;
    }

    public static Optional<Hook> named(String id) {
        return Stream.of(values()).filter(h -> h.id.equals(id)).findFirst();
    }
}
