package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.CompiledFilter.DebugInfo;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.text.SourceText;
import java.util.List;

/**
 * BTF whose line records quote the rules, as bpf(2) takes it: the kernel's Documentation/bpf/btf.rst, section
 * "BPF_PROG_LOAD". {@link ElfBtf} is for files.
 */
final class BtfWriter {

    /** struct bpf_func_info: instruction and type. */
    static final int FUNCTION_SIZE = 8;

    private BtfWriter() {
    }

    static DebugInfo write(String function, SourceText source, List<Placed> code) {
        BtfTypes types = new BtfTypes();
        int type = function(types, function);
        LineRecords lines = new LineRecords(source, code, types);
        byte[] functions = BtfTypes.little(FUNCTION_SIZE).putInt(0).putInt(type).array();
        return new DebugInfo(types.blob(), functions, lines.records(1));
    }

    /** {@code int function(void *ctx)}. */
    static int function(BtfTypes types, String name) {
        return types.function(name, types.integer("int", Integer.BYTES, true), "ctx",
                types.pointer(BtfTypes.VOID));
    }
}
