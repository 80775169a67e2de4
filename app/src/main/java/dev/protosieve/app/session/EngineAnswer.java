package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Verdict;
import java.util.Optional;

/** What one of the three engines said about a packet. */
public sealed interface EngineAnswer {

    /** {@code oracle}, {@code simulator} or {@code kernel}. */
    String engine();

    /** @param decision empty for a packet that is none of the file's: it passes, uncounted */
    record Decided(String engine, Optional<Decision> decision) implements EngineAnswer {
    }

    /** It could not be asked. */
    record Missing(String engine, String reason) implements EngineAnswer {
    }

    /** What a run of the filter decided; in observe mode what would have been done. */
    static Optional<Decision> decision(CompiledFilter filter, RunResult result) {
        if (result.entry() < 0) {
            return Optional.empty();
        }
        CounterLayout layout = filter.counters();
        int rule = layout.ruleAt(result.entry());
        if (filter.rules().observe()) {
            return Optional.of(rule < 0 ? filter.rules().decision(layout.causeAt(result.entry()))
                    : new Decision(filter.rules().rules().get(rule).action().drops() ? Verdict.DROP : Verdict.PASS,
                            Cause.RULE, rule));
        }
        Verdict verdict = result.action() == filter.hook().dropCode() ? Verdict.DROP : Verdict.PASS;
        return Optional.of(new Decision(verdict, layout.causeAt(result.entry()), rule));
    }
}
