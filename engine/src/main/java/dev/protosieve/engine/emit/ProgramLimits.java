package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.plan.Planner;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the kernel takes of one program; what is more is told at the rule that goes over. */
final class ProgramLimits {

    /** Instructions of one program (BPF_COMPLEXITY_LIMIT_INSNS, include/linux/bpf.h). */
    static final int INSTRUCTIONS = 1_000_000;
    /** Bytes of one value of a per-CPU map (PCPU_MIN_UNIT_SIZE, include/linux/percpu.h); offsets in it have 16 bits. */
    static final int STATE = 32 << 10;
    /** Frames keep their node in 16 bits, where packed runs are counted too. */
    static final int NODES = 0xffff;

    private ProgramLimits() {
    }

    /** What is too much before any code has been emitted. */
    static Optional<Diagnostic> ofPlan(FilterPlan plan) {
        return isTooLarge(plan) ? Optional.of(state(plan, ProgramLimits::isTooLarge)) : Optional.empty();
    }

    /** The same with the places that the code takes beside what the plan needs. */
    static Optional<Diagnostic> ofState(FilterPlan plan, int bytes) {
        return bytes <= STATE ? Optional.empty()
                : Optional.of(state(plan, p -> end(p) + bytes - end(plan) > STATE));
    }

    private static Diagnostic state(FilterPlan plan, Predicate<FilterPlan> tooLarge) {
        return tooLarge(plan.rules(), firstOver(plan.rules(), tooLarge).span(), "up to this rule, the rules read more"
                + " than the " + STATE + " bytes that a filter can remember of a message");
    }

    private static boolean isTooLarge(FilterPlan plan) {
        return end(plan) > STATE
                || plan.passes().stream().anyMatch(p -> p.nodes().size() + p.runs().size() >= NODES);
    }

    private static int end(FilterPlan plan) {
        return new Frame(plan.rules().limits(), 0, plan.slots()).end();
    }

    /** The first rule with which those before it are too much. */
    private static TypedRule firstOver(TypedRules rules, Predicate<FilterPlan> tooLarge) {
        int fits = 0;
        int over = rules.rules().size();
        while (over - fits > 1) {
            int half = (fits + over) / 2;
            if (tooLarge.test(new Planner().plan(first(rules, half)))) {
                over = half;
            } else {
                fits = half;
            }
        }
        return rules.rules().get(over - 1);
    }

    private static TypedRules first(TypedRules rules, int count) {
        return new TypedRules(rules.syntax(), rules.schema(), rules.message(), rules.match(),
                rules.rules().subList(0, count), rules.on(), rules.observe(), rules.validateFull(), rules.limits());
    }

    /** Whether there is too much code to go on. */
    static boolean isOver(CodeBuilder code) {
        return code.size() > 2 * INSTRUCTIONS;
    }

    static Optional<Diagnostic> ofCode(FilterPlan plan, List<Placed> code) {
        Placed last = code.getLast();
        if (last.slot() + last.insn().slots() <= INSTRUCTIONS) {
            return Optional.empty();
        }
        Span at = code.stream().filter(p -> p.slot() >= INSTRUCTIONS && p.origin().rule() != Origin.SHARED).findFirst()
                .map(p -> plan.rules().rules().get(p.origin().rule()).span()).orElse(Span.NONE);
        return Optional.of(tooLarge(plan.rules(), at, "up to this rule, the program has more than the " + INSTRUCTIONS
                + " instructions that the kernel takes"));
    }

    private static Diagnostic tooLarge(TypedRules rules, Span at, String what) {
        return Diagnostic.error("emit.too-large", rules.syntax().source().place(at), what,
                "divide the rules into several files");
    }
}
