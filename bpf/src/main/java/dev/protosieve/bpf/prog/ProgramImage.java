package dev.protosieve.bpf.prog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A program as the kernel takes it.
 *
 * @param type enum bpf_prog_type (include/uapi/linux/bpf.h)
 * @param expectedAttachType enum bpf_attach_type, or 0
 * @param flags of BPF_PROG_LOAD
 * @param name at most 15 characters of {@code [A-Za-z0-9_.]}
 * @param code 8 bytes a slot; a load of a map is a wide load from BPF_PSEUDO_MAP_FD whose number is filled in at loading
 * @param maps where the code refers to maps
 * @param debug the rule text for the kernel's log, or {@link Debug#NONE}
 */
public record ProgramImage(int type, int expectedAttachType, int flags, String name, String license,
        byte[] code, List<MapReference> maps, Debug debug) {

    /** Bytes of an instruction slot (RFC 9669 section 3). */
    public static final int SLOT_SIZE = 8;

    /** What the kernel takes in a name (bpf_obj_name_cpy in kernel/bpf/syscall.c); for another it says EINVAL and no more. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.]{0,15}");

    public ProgramImage {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("program name " + name);
        }
        maps = List.copyOf(maps);
    }

    /** Without flags. */
    public ProgramImage(int type, int expectedAttachType, String name, String license, byte[] code,
            List<MapReference> maps, Debug debug) {
        this(type, expectedAttachType, 0, name, license, code, maps, debug);
    }

    /**
     * @param slot of the wide load
     * @param map position in the list of maps that the loader is given
     */
    public record MapReference(int slot, int map) {
    }

    /**
     * @param btf a whole BTF blob; empty for none
     * @param funcInfo records of struct bpf_func_info, 8 bytes each
     * @param lineInfo records of struct bpf_line_info, 16 bytes each
     */
    public record Debug(byte[] btf, byte[] funcInfo, byte[] lineInfo) {
        public static final Debug NONE = new Debug(new byte[0], new byte[0], new byte[0]);
    }
}
