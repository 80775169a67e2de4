package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.CONTEXT;
import static dev.protosieve.engine.emit.Frame.EVENT;
import static dev.protosieve.engine.emit.Frame.KEY;
import static dev.protosieve.engine.emit.Frame.LENGTH;
import static dev.protosieve.engine.emit.Frame.READABLE;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.util.List;

/** Tries the rules in order, counts, tells the user, and returns the hook's code. */
final class VerdictCode {

    /** BPF_F_CURRENT_CPU of include/uapi/linux/bpf.h; how many packet bytes follow the event stands in bits 32 to 51. */
    private static final long CURRENT_CPU = 0xffff_ffffL;
    private static final int CAPTURE_SHIFT = 32;

    private final Build build;
    private final ConditionCode conditions;
    private final TypedRules rules;
    private final Label count = new Label("count");

    VerdictCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.conditions = conditions;
        this.rules = build.plan().rules();
    }

    /** What follows when the whole message has been walked. */
    void emitDecision() {
        List<TypedRule> all = rules.rules();
        for (int i = 0; i < all.size(); i++) {
            rule(i, all.get(i));
        }
        cause(Cause.DEFAULT, "no rule");
    }

    /** The ways out that are not rules, and what all share. */
    void emitExits() {
        build.code().bind(build.exits().malformed());
        cause(Cause.MALFORMED, "malformed");
        build.code().bind(build.exits().error());
        cause(Cause.ERROR, "error");
        build.code().bind(build.exits().limit());
        cause(Cause.LIMIT, "limit");
        build.code().bind(build.exits().unseen());
        cause(Cause.UNSEEN, "unseen");
        finish();
        build.code().bind(build.exits().ignore());
        leave(build.at(build.origins().match("not ours", "Packets that do not match go on, uncounted.")), Verdict.PASS);
    }

    private void rule(int index, TypedRule rule) {
        Code c = build
                .at(build.origins().rule(index, rule.span(), "rule " + rule.name(), "The condition of this rule."));
        Label holds = new Label("rule holds");
        Label next = new Label("next rule");
        Label error = rule.action().isFinal() ? build.exits().error() : new Label("error that ends nothing");
        conditions.emit(c, rule.condition(), new Ways(holds, next, error, holds));
        c.bind(holds);
        Span word = rules.syntax().rules().get(rule.number() - 1).actionSpan();
        Code verdict = build.at(build.origins().rule(index, word, "verdict of " + rule.name(),
                "The condition holds: " + rule.action().word() + "."));
        outcome(verdict, build.counters().rule(index), rule.action() == Action.DROP ? Verdict.DROP : Verdict.PASS);
        if (rule.action().isFinal()) {
            verdict.jump(count);
        } else {
            count(verdict);
        }
        if (!rule.action().isFinal() && Fallible.mayFail(rule.condition())) {
            c.jump(next);
            c.bind(error);
            ignored(c);
        }
        c.bind(next);
    }

    /** An error of a rule that decides nothing: it is counted, and the next rule is asked. */
    private void ignored(Code c) {
        Code count = c.why("The condition has no value: count that and go on.");
        count.store(MemSize.U32, STACK, KEY, CounterLayout.ERRORS_IGNORED);
        Label counted = new Label("error counted");
        HeaderCode.lookUp(count, build.maps().counters(), counted);
        increment(count, 0);
        count.bind(counted);
    }

    private void cause(Cause cause, String step) {
        Code c = build.at(build.origins().fallback(step, "The verdict for " + cause.word() + "."));
        outcome(c, build.counters().cause(cause), rules.decision(cause).verdict());
        c.jump(count);
    }

    private static void outcome(Code c, int entry, Verdict verdict) {
        c.store(MemSize.U32, STACK, KEY, entry);
        c.store(MemSize.U32, STACK, EVENT + EventLayout.VERDICT, verdict == Verdict.DROP ? 1 : 0);
    }

    private void finish() {
        Code c = build.at(build.origins().fallback("verdict", "Count, report and leave."));
        c.bind(count);
        count(c);
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
        c.constant(R0, verdict == Verdict.PASS ? hook.passCode() : hook.dropCode());
        c.exit();
    }

    /** Moves the counter whose number is at KEY and sends the event whose verdict is in place. */
    private void count(Code c) {
        Label counted = new Label("counted");
        Code counter = c.why("Per-CPU counters are exact and need no atomic operation.");
        HeaderCode.lookUp(counter, build.maps().counters(), counted);
        increment(counter, 0);
        counter.load(MemSize.U64, R1, R0, 8);
        counter.load(MemSize.U64, R2, STACK, LENGTH);
        counter.alu(AluOp.ADD, R1, R2);
        counter.store(MemSize.U64, R0, 8, R1);
        if (build.options().events().enabled()) {
            event(c, counted);
        }
        c.bind(counted);
    }

    private static void increment(Code c, int offset) {
        c.load(MemSize.U64, R1, R0, offset);
        c.alu(AluOp.ADD, R1, 1);
        c.store(MemSize.U64, R0, offset, R1);
    }

    private void event(Code c, Label done) {
        Code fill = c.why("The event: when, which rule or cause, how long, and what verdict.");
        fill.call(Helper.KTIME_GET_NS);
        fill.store(MemSize.U64, STACK, EVENT + EventLayout.TIME, R0);
        fill.load(MemSize.U32, R1, STACK, KEY);
        fill.store(MemSize.U32, STACK, EVENT + EventLayout.ENTRY, R1);
        fill.load(MemSize.U64, R1, STACK, LENGTH);
        fill.store(MemSize.U32, STACK, EVENT + EventLayout.LENGTH, R1);
        Code capture = c.why("The packet's first bytes go along.");
        Label fits = new Label("capture");
        capture.load(MemSize.U64, R3, STACK, READABLE);
        capture.branch(Condition.LE, R3, build.options().events().captureBytes(), fits);
        capture.constant(R3, build.options().events().captureBytes());
        c.bind(fits);
        capture.store(MemSize.U32, STACK, EVENT + EventLayout.CAPTURED, R3);
        capture.alu(AluOp.LSH, R3, CAPTURE_SHIFT);
        capture.constant(R1, CURRENT_CPU);
        capture.alu(AluOp.OR, R3, R1);
        Code send = c.why("Into the perf ring of this CPU.");
        send.load(MemSize.U64, R1, STACK, CONTEXT);
        send.loadMap(R2, build.maps().events());
        send.mov(R4, STACK);
        send.alu(AluOp.ADD, R4, EVENT);
        send.constant(R5, EventLayout.HEADER_SIZE);
        send.call(Helper.PERF_EVENT_OUTPUT);
        send.branch(Condition.EQ, R0, 0, done);
        Code lost = c.why("The ring was full: count what is lost.");
        lost.store(MemSize.U32, STACK, KEY, CounterLayout.EVENTS_LOST);
        HeaderCode.lookUp(lost, build.maps().counters(), done);
        increment(lost, 0);
    }
}
