package dev.protosieve.bpf.target;

import dev.protosieve.bpf.prog.ProgramImage;
import dev.protosieve.bpf.prog.ProgramImage.MapReference;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
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
        return new ProgramImage(filter.hook().programType(), expectedAttachType(filter.hook()), filter.name(),
                CompiledFilter.LICENSE, InsnEncoder.encode(code), references,
                new ProgramImage.Debug(debug.btf(), debug.funcInfo(), debug.lineInfo()));
    }

    /** What programs for TC and sockets are for is said when they are attached; old kernels refuse newer numbers here. */
    private static int expectedAttachType(Hook hook) {
        return hook == Hook.XDP ? hook.attachType() : 0;
    }
}
