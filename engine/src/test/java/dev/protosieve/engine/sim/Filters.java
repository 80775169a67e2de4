package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.Timestamp;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.typed.WalkLimits;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Filters made of hand-written instructions. */
public final class Filters {

    public static final int COUNTERS = 0;
    public static final int EVENTS = 1;
    public static final int SCRATCH = 2;
    public static final int RULES = 2;

    /** counters (with two rules), events, and a scratch value of 64 bytes. */
    public static final List<MapSpec> MAPS = List.of(
            new MapSpec("counters", MapSpec.Kind.PERCPU_ARRAY, 4, CounterLayout.ENTRY_SIZE,
                    new CounterLayout(RULES).entries()),
            new MapSpec("events", MapSpec.Kind.PERF_EVENT_ARRAY, 4, 4, MapSpec.PER_CPU),
            new MapSpec("scratch", MapSpec.Kind.ARRAY, 4, 64, 1));

    private static final Origin ORIGIN = new Origin(Origin.SHARED, Span.NONE, "test", "A test wrote it.");

    private Filters() {
    }

    public static CompiledFilter of(Hook hook, List<Insn> insns) {
        List<CompiledFilter.Placed> code = new ArrayList<>();
        int slot = 0;
        for (Insn insn : insns) {
            code.add(new CompiledFilter.Placed(slot, insn, ORIGIN));
            slot += insn.slots();
        }
        var debug = new CompiledFilter.DebugInfo(new byte[0], new byte[0], new byte[0]);
        return new CompiledFilter("test", hook, rules(), code, MAPS, debug, new CounterLayout(RULES),
                EventLayout.STANDARD);
    }

    private static TypedRules rules() {
        RuleSyntax nothing = new RuleSyntax(new SourceText("test.sieve", ""), List.of());
        Schema schema = new Schema(List.of(Timestamp.getDescriptor().getFile()), List.of(), Map.of(), Map.of());
        Expr always = new Expr.Literal(Span.NONE, ExprType.BOOL, true);
        return new TypedRules(nothing, schema, Timestamp.getDescriptor(), always, List.of(),
                Map.of(Cause.DEFAULT, Verdict.PASS), false, WalkLimits.STANDARD);
    }

    public static InsnFormatter formatter() {
        return InsnFormatter.of(MAPS);
    }

    /** Instructions from hexadecimal slots, spaces allowed. */
    public static List<Insn> hex(String code) {
        return assertInstanceOf(InsnDecoder.Decoded.class,
                InsnDecoder.decode(HexFormat.of().parseHex(code.replace(" ", "")))).program();
    }

    public static SimulatedFilter load(SimulatorTarget target, Hook hook, List<Insn> insns) {
        LoadOutcome outcome = target.load(of(hook, insns));
        return (SimulatedFilter) assertInstanceOf(LoadOutcome.Loaded.class, outcome, outcome::toString).filter();
    }

    public static SimulatedFilter load(Hook hook, Insn... insns) {
        return load(new SimulatorTarget(), hook, List.of(insns));
    }
}
