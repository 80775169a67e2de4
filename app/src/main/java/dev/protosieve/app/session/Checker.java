package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.verdict.LogMapper;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Text to answer: compiles it and shows the filter to the target's verifier. Blocks; used off the FX thread. */
public final class Checker {

    /** @param target absent when there is nowhere to run at all: then it is compiled only */
    public record Request(Document document, Hook hook, Optional<FilterTarget> target) {
    }

    private static final String CANCELLED = "Compiling was cancelled. The next edit compiles again.";

    private final RulePipeline pipeline;
    private final LogMapper rejections;
    private final SchemaMemory memory = new SchemaMemory();

    public Checker(RulePipeline pipeline, LogMapper rejections) {
        this.pipeline = pipeline;
        this.rejections = rejections;
    }

    public Check check(Request request) {
        return check(request, () -> false);
    }

    /** @param stop asked now and then; the answer is of no use after it said yes */
    public Check check(Request request, BooleanSupplier stop) {
        KernelFeatures features = request.target().map(FilterTarget::features).orElse(KernelFeatures.ALL);
        CompileReport compiled = pipeline.compile(request.document().source(), request.document().folder(),
                EmitOptions.of(request.hook(), features), stop);
        if (stop.getAsBoolean()) {
            return cancelled(request);
        }
        CompileReport report = compiled.with(
                memory.explain(compiled.schema(), compiled.syntax(), compiled.diagnostics()));
        if (report.filter().isEmpty() || report.hasErrors()) {
            return new Check(report, new VerifierAnswer.NotAsked("The verifier is asked when the rules compile."));
        }
        return new Check(report, request.target().map(target -> ask(target, report.filter().get(), stop)).orElseGet(
                () -> new VerifierAnswer.NotAsked("There is no target on this machine.")));
    }

    /** What stands in the place of an answer that nobody waited for. */
    private static Check cancelled(Request request) {
        return new Check(CompileReport.nothing(request.document().source()), new VerifierAnswer.NotAsked(CANCELLED));
    }

    /** Compiles only. */
    CompileReport compile(Document document, Hook hook, KernelFeatures features) {
        return pipeline.compile(document.source(), document.folder(), EmitOptions.of(hook, features));
    }

    /** Where the schemas of the rules are opened. */
    public SchemaLoader schemas() {
        return pipeline.schemas();
    }

    private VerifierAnswer ask(FilterTarget target, CompiledFilter filter, BooleanSupplier stop) {
        LoadOutcome outcome = target.load(filter, stop);
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            loaded.filter().close();
        }
        return answer(target, outcome, filter);
    }

    /** What a load said, in the words of the window. */
    VerifierAnswer answer(FilterTarget target, LoadOutcome outcome, CompiledFilter filter) {
        String release = target.features().release();
        return switch (outcome) {
            case LoadOutcome.Loaded loaded -> new VerifierAnswer.Accepted(target.name(), release, loaded.report());
            case LoadOutcome.Rejected(String log, int errno) ->
                new VerifierAnswer.Rejected(target.name(), release, log, errno, rejections.map(log, filter),
                        rejections.slot(log));
            case LoadOutcome.Unsupported(String what, String hint) ->
                new VerifierAnswer.Unavailable(target.name(), what, hint);
            case LoadOutcome.Denied(String what, String hint) ->
                new VerifierAnswer.Unavailable(target.name(), what, hint);
            case LoadOutcome.Cancelled() -> new VerifierAnswer.NotAsked(CANCELLED);
        };
    }

    /** Why a load did not work, in one sentence. */
    static String words(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded _ -> "";
            case LoadOutcome.Rejected _ -> "the verifier rejected the filter";
            case LoadOutcome.Unsupported(String what, String hint) -> hint.isEmpty() ? what : what + " \u2013 " + hint;
            case LoadOutcome.Denied(String what, String hint) -> hint.isEmpty() ? what : what + " \u2013 " + hint;
            case LoadOutcome.Cancelled() -> "loading was cancelled";
        };
    }
}
