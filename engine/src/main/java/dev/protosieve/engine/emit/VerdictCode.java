package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.EVENT;
import static dev.protosieve.engine.emit.Frame.KEY;
import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;

import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.util.List;

/** Tries the rules in order, counts, tells the user, and returns the hook's code. */
final class VerdictCode {

    private final Build build;
    private final ConditionCode conditions;
    private final CounterCode counters;
    private final KeyCode keys;
    private final MeasureCode measures;
    private final TypedRules rules;
    private final List<Statement.Rule> written;
    private final Label count = new Label("count");
    /** Where the verdict for a message goes: to the packet's, or to the other messages of the packet. */
    private final Label decided;

    VerdictCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.conditions = conditions;
        this.counters = new CounterCode(build);
        this.keys = new KeyCode(build, conditions);
        this.measures = new MeasureCode(build, counters);
        this.rules = build.plan().rules();
        this.decided = build.framed() ? new Label("message judged") : count;
        this.written = rules.syntax().rules();
    }

    /** What follows when the whole message has been walked. */
    void emitDecision() {
        List<TypedRule> all = rules.rules();
        for (int i = 0; i < all.size() && !ProgramLimits.isOver(build.code()); i++) {
            rule(i, all.get(i));
        }
        cause(Cause.DEFAULT, "no rule", decided);
    }

    /** The ways out that are not rules, and what all share. */
    void emitExits() {
        Build.Exits exits = build.exits();
        exit(exits.malformed(), Cause.MALFORMED, "malformed", decided);
        exit(exits.error(), Cause.ERROR, "error", decided);
        if (build.framed()) {
            exit(exits.packet().limit(), Cause.LIMIT, "limit", count);
            exit(exits.packet().cut(), Cause.UNSEEN, "cut", decided);
        } else {
            build.code().bind(exits.packet().limit());
        }
        exit(exits.limit(), Cause.LIMIT, "limit", decided);
        exit(exits.unseen(), Cause.UNSEEN, "unseen", count);
        if (build.framed()) {
            nextMessage();
        }
        finish();
        new ClaimCode(build).emitUnclaimed();
        build.code().bind(build.exits().ignore());
        leave(build.at(build.origins().match("not ours", "Packets that do not match go on, uncounted.")), Verdict.PASS);
    }

    private void rule(int index, TypedRule rule) {
        Code c = build
                .at(build.origins().rule(index, rule.span(), rule.title(), "The condition of this rule."));
        build.searches().before(index).forEach(s -> new JointSearchCode(build).emit(c, s));
        Label holds = new Label("rule holds");
        Label next = new Label("next rule");
        Label error = rule.action().isFinal() ? build.exits().error() : new Label("error that ends nothing");
        conditions.emit(c, rule.condition(), new Ways(holds, next, error, holds));
        c.bind(holds);
        Span word = written.get(rule.number() - 1).headSpan();
        Code verdict = build.at(build.origins().rule(index, word, "verdict of " + rule.title(),
                "The condition holds: " + rule.action().word() + "."));
        rule.measure().key().ifPresent(key -> keys.emit(verdict, key, error));
        if (rule.measure() instanceof Measure.Limit limit) {
            Label over = new Label("over the rate");
            measures.take(verdict, limit, build.maps().measure(index), next, over);
            c.bind(over);
        }
        outcome(verdict, build.counters().rule(index), rule.action().drops() ? Verdict.DROP : Verdict.PASS);
        switch (rule.measure()) {
            case Measure.None _ when rule.action().isFinal() -> verdict.jump(decided);
            case Measure.None _ -> counters.count(verdict);
            case Measure.Sample sample -> counters.sample(verdict, sample.every());
            case Measure.Count count -> {
                counters.countOnly(verdict);
                count.by().ifPresent(_ -> measures.count(verdict, build.maps().measure(index)));
            }
            case Measure.Limit _ -> verdict.jump(decided);
        }
        if (!rule.action().isFinal()) {
            c.jump(next);
            c.bind(error);
            counters.add(
                    c.why("The condition, or the value to tell packets apart by, has no value: count that and go on."),
                    CounterLayout.ERRORS_IGNORED, next);
        }
        c.bind(next);
    }

    private void exit(Label entry, Cause cause, String step, Label next) {
        build.code().bind(entry);
        cause(cause, step, next);
    }

    private void cause(Cause cause, String step, Label next) {
        Code c = build.at(build.origins().fallback(step, "The verdict for " + cause.word() + "."));
        outcome(c, build.counters().cause(cause), rules.decision(cause).verdict());
        c.jump(next);
    }

    private static void outcome(Code c, int entry, Verdict verdict) {
        c.store(MemSize.U32, STACK, KEY, entry);
        c.store(MemSize.U32, STACK, EVENT + EventLayout.VERDICT, verdict == Verdict.DROP ? 1 : 0);
    }

    /** A drop ends the packet; otherwise the first verdict that is not the default's is remembered, and the next message judged. */
    private void nextMessage() {
        Code c = build
                .at(build.origins().fallback("message judged", "A message that is dropped takes its packet along."));
        Label known = new Label("remembered");
        Label remember = new Label("remember");
        int first = build.frame().firstJudged();
        c.bind(decided);
        c.load(MemSize.U32, R1, STACK, EVENT + EventLayout.VERDICT);
        c.branch(Condition.NE, R1, 0, count);
        Code keep = c.why("A packet that passes is counted at the first message that something decided.");
        keep.load(MemSize.U64, R1, STATE, first);
        keep.branch(Condition.EQ, R1, FramingCode.NONE, remember);
        keep.branch(Condition.NE, R1, build.counters().cause(Cause.DEFAULT), known);
        c.bind(remember);
        keep.load(MemSize.U32, R1, STACK, KEY);
        keep.store(MemSize.U64, STATE, first, R1);
        c.bind(known);
        Code next = c.why("Go on behind this message.");
        next.load(MemSize.U64, OFFSET, STATE, build.frame().messageEnd());
        next.jump(build.exits().packet().next());
        c.bind(build.exits().packet().judged());
        Code all = c.why("No message was dropped: the packet passes.");
        all.load(MemSize.U64, R1, STATE, first);
        all.store(MemSize.U32, STACK, KEY, R1);
        all.store(MemSize.U32, STACK, EVENT + EventLayout.VERDICT, 0);
    }

    private void finish() {
        Code c = build.at(build.origins().fallback("verdict", "Count, report and leave."));
        c.bind(count);
        counters.count(c);
        Label drop = new Label("drop");
        if (!rules.observe()) {
            c.load(MemSize.U32, R1, STACK, EVENT + EventLayout.VERDICT);
            c.branch(Condition.NE, R1, 0, drop);
        }
        leave(c.why("The packet goes on."), Verdict.PASS);
        c.bind(drop);
        leave(c.why("The packet ends here."), Verdict.DROP);
    }

    private void leave(Code c, Verdict verdict) {
        Hook hook = build.options().hook();
        new ClaimCode(build).release(c);
        c.constant(R0, verdict == Verdict.PASS ? hook.passCode() : hook.dropCode());
        c.exit();
    }
}
