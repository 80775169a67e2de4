package dev.protosieve.engine.emit;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.typed.TypedRules;
import java.util.List;

/**
 * A filter ready for any target.
 *
 * @param name of the program, {@code [A-Za-z0-9_.]}, at most 15 characters
 * @param code the instructions in order, each with its slot and origin
 * @param maps in the order in which {@link Insn.LoadMap} counts them
 * @param debug BTF with func_info and line_info that carry the rule text
 */
public record CompiledFilter(String name, Hook hook, TypedRules rules, List<Placed> code, List<MapSpec> maps,
        DebugInfo debug, CounterLayout counters, EventLayout events) {

    /** GPL-compatible, because bpf_perf_event_output is offered to GPL-compatible programs only. */
    public static final String LICENSE = "Dual MIT/GPL";

    public CompiledFilter {
        code = List.copyOf(code);
        maps = List.copyOf(maps);
    }

    /**
     * @param slot the kernel's instruction number; wide loads take two
     */
    public record Placed(int slot, Insn insn, Origin origin) {
    }

    /**
     * Sections as bpf(BPF_BTF_LOAD) and bpf(BPF_PROG_LOAD) take them, little-endian.
     *
     * @param btf a whole BTF blob
     * @param funcInfo records of 8 bytes, struct bpf_func_info
     * @param lineInfo records of 16 bytes, struct bpf_line_info
     */
    public record DebugInfo(byte[] btf, byte[] funcInfo, byte[] lineInfo) {
    }

    /** The number of 8-byte slots. */
    public int slots() {
        return code.isEmpty() ? 0 : code.getLast().slot() + code.getLast().insn().slots();
    }
}
