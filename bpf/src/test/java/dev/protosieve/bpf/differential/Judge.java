package dev.protosieve.bpf.differential;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.oracle.RuleTally;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.Counters;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.GroupKey;
import dev.protosieve.engine.typed.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks the oracle and a loaded filter about messages. */
final class Judge {

    private final CompiledFilter filter;
    private final ReferenceEvaluator oracle;
    private final TestPackets packets;
    private final Function<byte[], RunResult> run;

    /** @param loaded which answers packets one by one */
    Judge(LoadedFilter loaded) {
        this(loaded.filter(), loaded::run);
    }

    /** @param run from a packet to what the filter did with it */
    Judge(CompiledFilter filter, Function<byte[], RunResult> run) {
        this.filter = filter;
        this.oracle = new ReferenceEvaluator(filter.rules());
        this.packets = TestPackets.of(filter.rules(), 0).orElseThrow();
        this.run = run;
    }

    /** @param want the oracle's answer */
    record Answers(Decision want, RunResult got, boolean same) {
    }

    Answers ask(byte[] message) {
        Decision want = oracle.decide(message, packets.headers(message));
        RunResult got = run.apply(packets.around(message));
        int entry = want.cause() == Cause.RULE ? filter.counters().rule(want.rule())
                : filter.counters().cause(want.cause());
        return new Answers(want, got, got.entry() == entry && passed(got.action()) == (want.verdict() == Verdict.PASS));
    }

    /** What rules counted beside their verdicts, where that is not the same. */
    Optional<String> measured(LoadedFilter loaded) {
        RuleTally tally = oracle.tally();
        Counters counters = loaded.counters();
        for (int rule = 0; rule < filter.counters().rules(); rule++) {
            int entry = filter.counters().rule(rule);
            RuleTally.Sum matches = new RuleTally.Sum(counters.packets()[entry], counters.bytes()[entry]);
            Map<GroupKey, RuleTally.Sum> groups = loaded.groups(rule).stream()
                    .collect(Collectors.toMap(Group::key, g -> new RuleTally.Sum(g.packets(), g.bytes())));
            if (!tally.matches(rule).equals(matches) || !tally.groups(rule).equals(groups)) {
                return Optional.of("rule " + (rule + 1) + " of those that are on: oracle " + tally.matches(rule) + " "
                        + tally.groups(rule) + ", filter " + matches + " " + groups);
            }
        }
        long errors = counters.packets()[CounterLayout.ERRORS_IGNORED];
        long lost = counters.packets()[CounterLayout.KEYS_LOST];
        return errors == tally.errors() && lost == 0 ? Optional.empty()
                : Optional.of("errors: oracle " + tally.errors() + ", filter " + errors + "; " + lost + " keys lost");
    }

    private boolean passed(int action) {
        Hook hook = filter.hook();
        return hook == Hook.SOCKET ? action != hook.dropCode() : action == hook.passCode();
    }
}
