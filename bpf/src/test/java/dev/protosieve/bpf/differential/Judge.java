package dev.protosieve.bpf.differential;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.PacketHeaders;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Verdict;
import java.util.function.Function;

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
        Decision want = oracle.decide(message, PacketHeaders.udp(packets.ipVersion(), packets.sourcePort(),
                packets.destinationPort(), message.length));
        RunResult got = run.apply(packets.around(message));
        int entry = want.cause() == Cause.RULE ? filter.counters().rule(want.rule())
                : filter.counters().cause(want.cause());
        return new Answers(want, got, got.entry() == entry && passed(got.action()) == (want.verdict() == Verdict.PASS));
    }

    private boolean passed(int action) {
        Hook hook = filter.hook();
        return hook == Hook.SOCKET ? action != hook.dropCode() : action == hook.passCode();
    }
}
