package dev.protosieve.app.session;

import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.bpf.target.Stopwatch;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.typed.TypedRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Measures in the kernel what a rule costs for one packet: with all rules, and without that one. Blocks. */
public final class CostMeter {

    /** Runs of one measurement: long enough for the kernel's clock, a few milliseconds. */
    private static final int REPEAT = 50_000;
    private static final int ROUNDS = 5;
    /** More rules than that are not measured one by one. */
    private static final int MOST_RULES = 30;

    /** @param targets where a kernel may be among */
    public record Request(Document document, Hook hook, List<FilterTarget> targets, byte[] packet) {
    }

    private final Checker checker;

    public CostMeter(Checker checker) {
        this.checker = checker;
    }

    /** @param stop asked before each measurement */
    public Cost measure(Request request, BooleanSupplier stop) {
        Optional<KernelTarget> kernel = request.targets().stream().filter(KernelTarget.class::isInstance)
                .map(KernelTarget.class::cast).findFirst();
        if (kernel.isEmpty()) {
            return new Cost.Unknown("Times are measured by a live kernel, and there is none.");
        }
        CompileReport all = checker.compile(request.document(), request.hook(), kernel.get().features());
        if (all.filter().isEmpty() || all.syntax().isEmpty() || request.packet().length == 0) {
            return new Cost.Unknown("Times are measured when the rules compile and there is a packet in the lab.");
        }
        try {
            return measure(request, kernel.get(), all.filter().get(), all.syntax().get(), stop);
        } catch (IllegalArgumentException e) {
            return new Cost.Unknown(e.getMessage() == null ? "The kernel made no test run." : e.getMessage());
        }
    }

    private Cost measure(Request request, KernelTarget kernel, CompiledFilter whole, RuleSyntax syntax,
            BooleanSupplier stop) {
        if (!(kernel.load(whole) instanceof LoadOutcome.Loaded(LoadedFilter filter, var _))) {
            return new Cost.Unknown("Times are measured when the kernel takes the filter.");
        }
        try (filter) {
            Stopwatch watch = Stopwatch.of(filter);
            int least = watch.steady(request.packet(), REPEAT);
            Map<Integer, Cost.Share> own = new HashMap<>();
            List<TypedRule> rules = whole.rules().rules();
            for (TypedRule rule : rules.subList(0, Math.min(MOST_RULES, rules.size()))) {
                if (stop.getAsBoolean()) {
                    return new Cost.Unknown("Measuring was cancelled.");
                }
                RuleSyntax rest = new RuleEdit.SetEnabled(rule.number() - 1, false).applyTo(syntax).after();
                Optional<Rounds> rounds = checker
                        .compile(request.document().withText(untested(rest)), request.hook(), kernel.features())
                        .filter().flatMap(f -> besides(watch, kernel, f, request.packet()));
                if (rounds.isPresent()) {
                    least = Math.min(least, rounds.get().least());
                    own.put(rule.number(), rounds.get().share());
                }
            }
            return new Cost.Measured(least, own);
        }
    }

    /**
     * @param least that the whole filter took
     * @param share what the rule added
     */
    private record Rounds(int least, Cost.Share share) {
    }

    /** Both in turn, since a machine gets slower and faster; empty when the other filter does not load. */
    private static Optional<Rounds> besides(Stopwatch whole, KernelTarget kernel, CompiledFilter other,
            byte[] packet) {
        if (!(kernel.load(other) instanceof LoadOutcome.Loaded(LoadedFilter filter, var _))) {
            return Optional.empty();
        }
        try (filter) {
            Stopwatch rest = Stopwatch.of(filter);
            int least = Integer.MAX_VALUE;
            int[] added = new int[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                int with = whole.steady(packet, REPEAT);
                least = Math.min(least, with);
                added[i] = with - rest.steady(packet, REPEAT);
            }
            return Optional.of(new Rounds(least, share(added)));
        }
    }

    /** The middle of the rounds, and how far those next to it are; the outermost are what disturbed. */
    static Cost.Share share(int[] added) {
        int[] sorted = added.clone();
        Arrays.sort(sorted);
        int middle = sorted[sorted.length / 2];
        return new Cost.Share(middle, Math.max(sorted[sorted.length - 2] - middle, middle - sorted[1]));
    }

    /** The text without its expect lines, which may name the rule that is off. */
    private static String untested(RuleSyntax syntax) {
        StringBuilder text = new StringBuilder(syntax.source().content());
        syntax.statements().stream().filter(RuleSyntax.Statement.Expect.class::isInstance)
                .map(RuleSyntax.Statement::span)
                .forEach(s -> text.replace(s.start(), s.end(), " ".repeat(s.length())));
        return text.toString();
    }
}
