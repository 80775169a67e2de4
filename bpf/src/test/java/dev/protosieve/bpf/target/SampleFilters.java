package dev.protosieve.bpf.target;

import com.google.protobuf.Empty;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CompiledFilter.DebugInfo;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.Alu;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Branch;
import dev.protosieve.engine.isa.Insn.Call;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Exit;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.Load;
import dev.protosieve.engine.isa.Insn.LoadMap;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Store;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.WalkLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters by hand: each packet moves some counters entries, emits an event for each, and gets one answer. */
final class SampleFilters {

    /** include/uapi/linux/bpf.h: BPF_F_CURRENT_CPU. */
    private static final int CURRENT_CPU = -1;
    private static final int EVENT = -EventLayout.HEADER_SIZE;
    private static final int KEY = EVENT - 8;

    private SampleFilters() {
    }

    static CompiledFilter withoutEvents(Hook hook, int action, List<Action> rules, int... entries) {
        return filter(hook, action, rules, EventLayout.OFF, entries);
    }

    static CompiledFilter withEvents(Hook hook, int action, List<Action> rules, int... entries) {
        return filter(hook, action, rules, EventLayout.STANDARD, entries);
    }

    /** At TC ingress, counts frames that are longer than so many bytes, of which the first field of the context tells. */
    static CompiledFilter countingLongFrames(int length, int entry) {
        List<Insn> code = new ArrayList<>();
        code.add(new Load(MemSize.U32, false, Reg.R2, Reg.R1, 0));
        code.add(new Branch(true, Condition.LE, Reg.R2, new Imm(length), 13));
        count(code, entry);
        code.add(set(Reg.R0, Hook.TC_INGRESS.passCode()));
        code.add(new Exit());
        return assemble(Hook.TC_INGRESS, List.of(Action.DROP), EventLayout.OFF, code);
    }

    /** Reads a register that nobody has written. */
    static CompiledFilter broken(Hook hook) {
        return assemble(hook, List.of(), EventLayout.OFF, List.of(move(Reg.R0, Reg.R5), new Exit()));
    }

    private static CompiledFilter filter(Hook hook, int action, List<Action> rules, EventLayout events,
            int... entries) {
        List<Insn> code = new ArrayList<>();
        code.add(move(Reg.R6, Reg.R1));
        for (int entry : entries) {
            count(code, entry);
            if (events.enabled()) {
                emit(code, entry);
            }
        }
        code.add(set(Reg.R0, action));
        code.add(new Exit());
        return assemble(hook, rules, events, code);
    }

    private static void count(List<Insn> code, int entry) {
        code.add(new Store(MemSize.U32, Reg.R10, KEY, new Imm(entry)));
        code.add(new LoadMap(Reg.R1, 0));
        code.add(move(Reg.R2, Reg.R10));
        code.add(new Alu(true, AluOp.ADD, Reg.R2, new Imm(KEY)));
        code.add(new Call(Helper.MAP_LOOKUP_ELEM));
        code.add(new Branch(true, Condition.EQ, Reg.R0, new Imm(0), 6));
        code.add(new Load(MemSize.U64, false, Reg.R1, Reg.R0, 0));
        code.add(new Alu(true, AluOp.ADD, Reg.R1, new Imm(1)));
        code.add(new Store(MemSize.U64, Reg.R0, 0, new Use(Reg.R1)));
        code.add(new Load(MemSize.U64, false, Reg.R1, Reg.R0, 8));
        code.add(new Alu(true, AluOp.ADD, Reg.R1, new Imm(60)));
        code.add(new Store(MemSize.U64, Reg.R0, 8, new Use(Reg.R1)));
    }

    private static void emit(List<Insn> code, int entry) {
        code.add(new Call(Helper.KTIME_GET_NS));
        code.add(new Store(MemSize.U64, Reg.R10, EVENT + EventLayout.TIME, new Use(Reg.R0)));
        code.add(new Store(MemSize.U32, Reg.R10, EVENT + EventLayout.ENTRY, new Imm(entry)));
        code.add(new Store(MemSize.U32, Reg.R10, EVENT + EventLayout.LENGTH, new Imm(60)));
        code.add(new Store(MemSize.U32, Reg.R10, EVENT + EventLayout.CAPTURED, new Imm(0)));
        code.add(new Store(MemSize.U32, Reg.R10, EVENT + EventLayout.VERDICT, new Imm(1)));
        code.add(move(Reg.R1, Reg.R6));
        code.add(new LoadMap(Reg.R2, 1));
        code.add(new Alu(false, AluOp.MOV, Reg.R3, new Imm(CURRENT_CPU)));
        code.add(move(Reg.R4, Reg.R10));
        code.add(new Alu(true, AluOp.ADD, Reg.R4, new Imm(EVENT)));
        code.add(set(Reg.R5, EventLayout.HEADER_SIZE));
        code.add(new Call(Helper.PERF_EVENT_OUTPUT));
        code.add(new Branch(true, Condition.EQ, Reg.R0, new Imm(0), 13));
        count(code, CounterLayout.EVENTS_LOST);
    }

    private static Insn move(Reg to, Reg from) {
        return new Alu(true, AluOp.MOV, to, new Use(from));
    }

    private static Insn set(Reg to, int value) {
        return new Alu(true, AluOp.MOV, to, new Imm(value));
    }

    private static CompiledFilter assemble(Hook hook, List<Action> rules, EventLayout events, List<Insn> code) {
        List<Placed> placed = new ArrayList<>();
        int slot = 0;
        for (Insn insn : code) {
            placed.add(new Placed(slot, insn, new Origin(Origin.SHARED, Span.NONE, "test", "by hand")));
            slot += insn.slots();
        }
        CounterLayout counters = new CounterLayout(rules.size());
        List<MapSpec> maps = new ArrayList<>();
        maps.add(new MapSpec("counters", MapSpec.Kind.PERCPU_ARRAY, 4, CounterLayout.ENTRY_SIZE, counters.entries()));
        if (events.enabled()) {
            maps.add(new MapSpec("events", MapSpec.Kind.PERF_EVENT_ARRAY, 4, 4, MapSpec.PER_CPU));
        }
        return new CompiledFilter("test", hook, typed(rules), placed, maps,
                new DebugInfo(new byte[0], new byte[0], new byte[0]), counters, events);
    }

    private static TypedRules typed(List<Action> actions) {
        Expr always = new Expr.Literal(Span.NONE, ExprType.BOOL, true);
        List<TypedRule> rules = new ArrayList<>();
        for (Action action : actions) {
            rules.add(new TypedRule(rules.size() + 1, "test", 1, action, new Measure.None(), always, Span.NONE));
        }
        return new TypedRules(new RuleSyntax(new SourceText("test.sieve", ""), List.of()),
                new Schema(List.of(), List.of(), Map.of(), Map.of()), Empty.getDescriptor(), always, rules, Map.of(),
                false, WalkLimits.STANDARD);
    }
}
