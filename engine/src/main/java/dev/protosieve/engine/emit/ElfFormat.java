package dev.protosieve.engine.emit;

/**
 * Numbers of ELF files with eBPF programs: the System V ABI (gABI) chapters 4 and 5, and for eBPF the kernel's
 * Documentation/bpf/llvm_reloc.rst and Documentation/bpf/libbpf/program_types.rst.
 */
public final class ElfFormat {

    public static final int HEADER_SIZE = 64;
    public static final int SECTION_SIZE = 64;
    public static final int SYMBOL_SIZE = 24;
    public static final int RELOCATION_SIZE = 16;
    /** {@code \x7fELF}, ELFCLASS64, ELFDATA2LSB, EV_CURRENT, read as one little-endian number; the rest of e_ident is zero. */
    public static final long IDENT = 0x0001_0102_464c_457fL;
    public static final int REL = 1;
    public static final int EM_BPF = 247;

    /** Section types and flags. */
    public static final int PROGBITS = 1;
    public static final int SYMTAB = 2;
    public static final int STRTAB = 3;
    public static final int NOBITS = 8;
    public static final int RELOCATIONS = 9;
    public static final int WRITE = 1;
    public static final int ALLOC = 2;
    public static final int EXECINSTR = 4;

    /** Symbols: the binding in the upper four bits of st_info, the type in the lower. */
    public static final int GLOBAL = 1;
    public static final int OBJECT = 1;
    public static final int FUNC = 2;
    public static final int BINDING_SHIFT = 4;

    /** R_BPF_64_64, of wide loads (llvm_reloc.rst). */
    public static final int R_WIDE = 1;

    /** Sections that libbpf knows. */
    public static final String MAPS = ".maps";
    public static final String RODATA = ".rodata";
    public static final String LICENSE = "license";
    public static final String BTF = ".BTF";

    private ElfFormat() {
    }

    /** What libbpf tells the program type from; both directions of traffic control are one type. */
    public static String section(Hook hook) {
        return switch (hook) {
            case XDP, XDP_FRAGS -> hook.id();
            case TC_INGRESS, TC_EGRESS -> "tc";
            case SOCKET -> "socket";
            case CGROUP_INGRESS -> "cgroup_skb/ingress";
            case CGROUP_EGRESS -> "cgroup_skb/egress";
        };
    }
}
