package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.PlaceNames;
import dev.protosieve.engine.oracle.PacketExplanation;
import dev.protosieve.engine.sim.Trace;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.wire.ByteNode;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known about the packet in the lab under the rules of one compile.
 *
 * @param answers of oracle, simulator and kernel, in that order
 * @param trace of the simulator; empty when it did not load the filter
 * @param body of an {@code expect} line that gives this verdict; empty when none does
 * @param noBody why there is none, one sentence
 */
public record LabReport(Probe probe, CompiledFilter filter, ByteNode tree, PacketExplanation why,
        List<EngineAnswer> answers, Optional<Trace> trace, PlaceNames names,
        Optional<String> body, String noBody) {

    public LabReport {
        answers = List.copyOf(answers);
    }

    /** Whether all engines that could be asked said the same. */
    public boolean agrees() {
        return answers.stream().filter(EngineAnswer.Decided.class::isInstance)
                .map(a -> ((EngineAnswer.Decided) a).decision()).distinct().count() <= 1;
    }

    /** The reference's; empty for a packet that is none of the file's. */
    public Optional<Decision> decision() {
        return why.decision();
    }
}
