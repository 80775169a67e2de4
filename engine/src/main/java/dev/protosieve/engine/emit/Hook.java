package dev.protosieve.engine.emit;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in the kernel where a filter runs: a program type as a value. Numbers are from the kernel's
 * {@code include/uapi/linux/bpf.h} (enum bpf_prog_type, enum bpf_attach_type, enum xdp_action, enum tcx_action_base).
 */
public enum Hook {
    XDP("xdp", 6, 37, 2, 1, "XDP: in the driver's receive path, before the kernel allocates anything"),
    TC_INGRESS("tc", 3, 46, -1, 2, "TC ingress (tcx): every received packet, after XDP"),
    TC_EGRESS("tc-egress", 3, 47, -1, 2, "TC egress (tcx): every packet on its way out"),
    SOCKET("socket", 1, 0, -1, 0, "AF_PACKET socket filter: decides what a capturing socket sees");

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

    public static Optional<Hook> named(String id) {
        return Stream.of(values()).filter(h -> h.id.equals(id)).findFirst();
    }
}
