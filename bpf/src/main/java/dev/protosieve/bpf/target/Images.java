package dev.protosieve.bpf.target;

import dev.protosieve.bpf.prog.ProgramImage;
import dev.protosieve.bpf.prog.ProgramImage.MapReference;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnEncoder;
import java.util.ArrayList;
import java.util.List;

/** Compiled filter to program image. */
final class Images {

    private Images() {
    }

    static ProgramImage of(CompiledFilter filter) {
        List<Insn> code = new ArrayList<>();
        List<MapReference> references = new ArrayList<>();
        for (CompiledFilter.Placed placed : filter.code()) {
            code.add(placed.insn());
            placed.insn().namedMap().ifPresent(map -> references.add(new MapReference(placed.slot(), map)));
        }
        CompiledFilter.DebugInfo debug = filter.debug();
        return new ProgramImage(filter.hook().programType(), filter.hook().expectedAttachType(),
                filter.hook().loadFlags(), filter.name(),
                CompiledFilter.LICENSE, InsnEncoder.encode(code), references,
                new ProgramImage.Debug(debug.btf(), debug.funcInfo(), debug.lineInfo()));
    }
}
