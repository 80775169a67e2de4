package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.text.Outcome;
import java.util.List;

/** Plan to instructions. */
public final class Emitter {

    public Outcome<CompiledFilter> emit(FilterPlan plan, EmitOptions options) {
        return new Outcome.Failed<>(List.of());
    }
}
