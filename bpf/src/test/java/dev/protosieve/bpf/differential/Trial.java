package dev.protosieve.bpf.differential;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Emitter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.plan.Planner;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A random schema and random rules over it, for one hook. The same seed gives the same trial. */
record Trial(FileDescriptorProto proto, RuleFile rules, Hook hook) {

    private static final Hook[] HOOKS = {Hook.XDP, Hook.TC_INGRESS, Hook.SOCKET, Hook.XDP_FRAGS,
            Hook.CGROUP_INGRESS, Hook.CGROUP_EGRESS};

    /** @param used what the conditions are made of */
    record Made(Trial trial, Set<Feature> used) {
    }

    static Made make(long seed) {
        Random random = new Random(seed);
        FileDescriptorProto proto = RandomSchema.make(random);
        RandomRules rules = new RandomRules(random, linked(proto).message("r.M0").orElseThrow());
        RuleFile file = rules.file();
        return new Made(new Trial(proto, file, HOOKS[random.nextInt(HOOKS.length)]), rules.used());
    }

    Trial with(RuleFile file) {
        return new Trial(proto, file, hook);
    }

    Trial with(FileDescriptorProto schema) {
        return new Trial(schema, rules, hook);
    }

    /** The filter, or why there is none. */
    Outcome<CompiledFilter> compile(RuleChecker checker, KernelFeatures features) {
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser.parse(new SourceText("random.sieve", rules.text()), found);
        if (!found.isEmpty()) {
            return new Outcome.Failed<>(found);
        }
        return switch (checker.check(syntax, linked(proto))) {
            case Outcome.Failed<TypedRules>(var diagnostics) -> new Outcome.Failed<>(diagnostics);
            case Outcome.Ok<TypedRules>(TypedRules typed, var _) -> new Emitter().emit(new Planner().plan(typed),
                    EmitOptions.of(hook, features).withEvents(EventLayout.OFF));
        };
    }

    private static Schema linked(FileDescriptorProto proto) {
        try {
            return RandomSchema.link(proto);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e.getMessage() + "\n" + proto, e);
        }
    }
}
