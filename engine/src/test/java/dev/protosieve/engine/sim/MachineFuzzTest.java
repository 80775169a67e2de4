package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.isa.RandomInsns;
import dev.protosieve.engine.isa.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes the machine is given, it answers: a number, or one line that says why not. */
class MachineFuzzTest {

    private static final long LIMIT = 2_000;
    private static final int PROGRAMS = 40_000;
    private static final byte[] MEMORY = new byte[64];

    private final Random random = new Random(0xf022);
    private int returned;
    private int refused;

    @Test
    void randomInstructionsReturnOrAreRefusedInOneLine() {
        RandomInsns source = new RandomInsns(random);
        for (int i = 0; i < PROGRAMS; i++) {
            List<Insn> insns = new ArrayList<>();
            for (int length = random.nextInt(12); length > 0; length--) {
                insns.add(near(source.next()));
            }
            insns.add(new Insn.Exit());
            run(insns);
        }
        assertTrue(returned > 100 && refused > 100, returned + " returned, " + refused + " refused");
    }

    @Test
    void changedProgramsReturnOrAreRefusedInOneLine() {
        RandomPrograms source = new RandomPrograms(random);
        for (int i = 0; i < PROGRAMS / 4; i++) {
            byte[] code = InsnEncoder.encode(source.next());
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                code[random.nextInt(code.length)] = (byte) random.nextInt();
            }
            if (InsnDecoder.decode(code) instanceof InsnDecoder.Decoded(List<Insn> insns)) {
                run(insns);
            }
        }
        assertTrue(returned > 100 && refused > 100, returned + " returned, " + refused + " refused");
    }

    @Test
    void randomWordsAreInstructionsOrRefused() {
        for (int i = 0; i < PROGRAMS; i++) {
            byte[] code = new byte[random.nextInt(6 * Slot.BYTES)];
            random.nextBytes(code);
            if (InsnDecoder.decode(code) instanceof InsnDecoder.Decoded(List<Insn> insns)) {
                run(insns);
            }
        }
    }

    /** Jumps and calls that mostly stay inside, so that something runs. */
    private Insn near(Insn insn) {
        int by = random.nextInt(6) - 2;
        return switch (insn) {
            case Insn.Branch(boolean wide, Insn.Condition op, var dst, Insn.Operand src, int _) ->
                new Insn.Branch(wide, op, dst, src, by);
            case Insn.Goto(int _, boolean far) -> new Insn.Goto(by, far);
            case Insn.MayGoto _ -> new Insn.MayGoto(by);
            case Insn.CallLocal _ -> new Insn.CallLocal(by);
            default -> insn;
        };
    }

    private void run(List<Insn> insns) {
        answer(SimProgram.plain(insns, Filters.MAPS).run(MEMORY, LIMIT), insns);
        answer(SimProgram.ofSuite(insns).run(MEMORY, LIMIT), insns);
        answer(SimProgram.at(Hook.XDP, insns, Filters.MAPS).run(MEMORY, LIMIT), insns);
        answer(unchecked(insns), insns);
    }

    /** As if the static checks had let it through. */
    private static SimProgram.Answer unchecked(List<Insn> insns) {
        List<SimMap> maps = Filters.MAPS.stream().filter(m -> m.maxEntries() > 0).map(SimMap::of).toList();
        Memory memory = new Memory(Hook.TC_INGRESS, maps, -1, _ -> true);
        Machine machine = new Machine(insns, Filters.formatter(), memory, new EventQueue(1), () -> 0, LIMIT);
        Optional<String> outside = StaticChecks.plain(maps.size(), insns, Filters.formatter()).checkShape()
                .map(r -> r.log().lines().findFirst().orElse(""));
        if (outside.isPresent()) {
            return new SimProgram.Answer.Refused(outside.get());
        }
        return switch (machine.run(SimPacket.of(MEMORY.clone()))) {
            case Machine.End.Returned(long result, long executed, int _) ->
                new SimProgram.Answer.Returned(result, executed);
            case Machine.End.Faulted(SimFault fault) -> new SimProgram.Answer.Refused(fault.line());
        };
    }

    private void answer(SimProgram.Answer answer, List<Insn> insns) {
        switch (answer) {
            case SimProgram.Answer.Returned(long _, long executed) -> {
                returned++;
                assertTrue(executed <= LIMIT, insns::toString);
            }
            case SimProgram.Answer.Refused(String line) -> {
                refused++;
                assertEquals(1, line.lines().count(), () -> line + insns);
            }
        }
    }
}
