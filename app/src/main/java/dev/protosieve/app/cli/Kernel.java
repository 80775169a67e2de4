package dev.protosieve.app.cli;

import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.verdict.LogMapper;
import dev.protosieve.engine.verdict.RejectionCatalogue;
import java.util.List;

/** The live kernel, for commands that cannot do without. */
final class Kernel {

    private Kernel() {
    }

    static KernelTarget open() throws CommandFailed {
        return switch (KernelTarget.open()) {
            case KernelOpening.Opened(KernelTarget target) -> target;
            case KernelOpening.Unavailable(String reason, String hint) ->
                throw new CommandFailed("no live kernel: " + reason, hint);
        };
    }

    /** What the verifier said, on rule lines. */
    static List<Diagnostic> diagnostics(LoadOutcome.Rejected rejected, CompiledFilter filter) {
        return new LogMapper(RejectionCatalogue.load()).map(rejected.log(), filter);
    }
}
