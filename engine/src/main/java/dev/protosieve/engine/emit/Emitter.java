package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Span;
import java.util.List;
import java.util.Optional;

/** Plan to instructions: headers, scan, decision, ways out, in the order of their addresses. */
public final class Emitter {

    /** Fails when the target kernel lacks what the program is made of. */
    public Outcome<CompiledFilter> emit(FilterPlan plan, EmitOptions options) {
        if (!options.features().mayGoto()) {
            return Outcome.failed(Diagnostic.error("emit.old-kernel",
                    plan.rules().syntax().source().place(Span.NONE),
                    "Linux " + options.features().release() + " does not have the may_goto instruction",
                    "filters need Linux 6.9 or newer; the simulator runs them anywhere"));
        }
        List<Diagnostic> unmet = HookDemands.unmet(plan, options.hook());
        if (!unmet.isEmpty()) {
            return new Outcome.Failed<>(unmet);
        }
        Optional<Diagnostic> large = ProgramLimits.ofPlan(plan);
        if (large.isPresent()) {
            return Outcome.failed(large.get());
        }
        Build build = Build.of(plan, options);
        ConditionCode conditions = new ConditionCode(build);
        VerdictCode verdicts = new VerdictCode(build, conditions);
        new HeaderCode(build, conditions).emit();
        for (int i = 0; i < plan.passes().size(); i++) {
            Build pass = i == 0 ? build : build.in(plan.passes().get(i));
            new ScanCode(pass, conditions).emit();
            pass.code().bind(pass.exits().decide());
        }
        verdicts.emitDecision();
        verdicts.emitExits();
        var code = build.code().finish();
        large = ProgramLimits.ofCode(plan, code).or(() -> ProgramLimits.ofState(plan, build.temps().end()));
        if (large.isPresent()) {
            return Outcome.failed(large.get());
        }
        var debug = BtfWriter.write(options.name(), plan.rules().syntax().source(), code);
        return Outcome.ok(new CompiledFilter(options.name(), options.hook(), plan.rules(), code,
                build.tables().addTo(build.maps().withState(build.temps().end())), debug, build.counters(),
                options.events()));
    }
}
