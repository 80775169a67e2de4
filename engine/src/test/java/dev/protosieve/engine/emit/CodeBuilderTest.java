package dev.protosieve.engine.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.text.Span;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CodeBuilderTest {

    private static final int MANY = 40_000;

    @Test
    void reachesWhatIsTooFarForSixteenBits() {
        CodeBuilder builder = new CodeBuilder(EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
        Code c = builder.at(new Origin(Origin.SHARED, Span.NONE, "test", ""));
        Label end = new Label("end");
        Label begin = new Label("begin");
        c.constant(Reg.R0, 0);
        c.bind(begin);
        c.branch(Insn.Condition.EQ, Reg.R0, 1, end);
        c.mayGoto(end);
        for (int i = 0; i < MANY; i++) {
            c.mov(Reg.R0, Reg.R0);
        }
        c.branch(Insn.Condition.EQ, Reg.R0, 2, begin);
        c.bind(end);
        c.exit();

        List<CompiledFilter.Placed> placed = builder.finish();

        int last = placed.getLast().slot();
        assertEquals(1 + 3 * 3 + MANY, last);
        assertEquals(OptionalInt.of(1), placed.get(1).insn().jump());
        assertEquals(OptionalInt.of(1), placed.get(2).insn().jump());
        assertEquals(last, target(placed.get(3)));
        assertEquals(last, target(placed.get(6)));
        assertEquals(1, target(placed.get(placed.size() - 2)));
        placed.forEach(p -> InsnEncoder.encode(p.insn()));
    }

    private static int target(CompiledFilter.Placed placed) {
        return placed.slot() + 1 + placed.insn().jump().orElseThrow();
    }
}
