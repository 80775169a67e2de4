package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.prog.ProgramImage;
import dev.protosieve.bpf.prog.ProgramLoader;
import dev.protosieve.bpf.prog.ProgramOutcome;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.AsmParser;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.sim.SimProgram;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The machine against the kernel, instruction by instruction rather than filter by filter: random programs of everything
 * that both take, and hand-written ones that both refuse. {@code -Dmachine.seed=N} repeats a run, {@code -Dmachine.programs=N} makes
 * it longer.
 */
@NeedsKernel
final class MachineTest {

    private static final int PROGRAMS = 4_000;
    private static final int PACKETS = 3;
    private static final int LOGGED = 300;
    /** {@code 5: (b7) r1 = 1 ; R1_w=1}: an instruction of the verifier's log; behind a jump, the state follows a second number. */
    private static final Pattern LINE = Pattern
            .compile("(?m)^(\\d+): \\((\\p{XDigit}{2})\\) (.*?)(?: +;.*| \\d+: R\\d+.*)?$");

    private final long seed = Long.getLong("machine.seed", System.nanoTime());

    @Test
    void computesWhatTheKernelComputes() {
        Random random = new Random(seed);
        WidePrograms programs = new WidePrograms(random);
        int count = Integer.getInteger("machine.programs", PROGRAMS);
        for (int i = 0; i < count; i++) {
            List<Insn> insns = programs.next();
            SimProgram simulated = SimProgram.at(Hook.XDP, insns, List.of());
            try (Program program = loaded(insns)) {
                TestRun kernel = new TestRun(program);
                for (int packet = 0; packet < PACKETS; packet++) {
                    byte[] bytes = new byte[WidePrograms.PACKET];
                    random.nextBytes(bytes);
                    var answer = assertInstanceOf(SimProgram.Answer.Returned.class,
                            simulated.run(bytes, SimProgram.STANDARD_LIMIT), () -> described(insns));
                    assertEquals(kernel.run(bytes, 1).action(), (int) answer.result(), () -> described(insns));
                }
            }
        }
        System.out.printf("machine: seed %d, %,d programs over %d packets each%n", seed, count, PACKETS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x7fffffff", "0x7ffffffe"})
    void exchangesHalfWordsAsTheKernelDoes(String stored) {
        List<Insn> insns = AsmParser.parse(new SourceText("t", """
                r0 = 0xffffffff7fffffff
                r2 = %s
                *(u64 *)(r10 -8) = r2
                r3 = 5
                r0 = atomic_cmpxchg((u32 *)(r10 -8), r0, r3)
                r1 = r0
                r1 >>= 32
                r0 += r1
                r1 = *(u32 *)(r10 -8)
                r0 ^= r1
                exit
                """.formatted(stored)), List.of()) instanceof Outcome.Ok<List<Insn>>(List<Insn> read, var _) ? read
                : List.of();
        var answer = assertInstanceOf(SimProgram.Answer.Returned.class,
                SimProgram.at(Hook.XDP, insns, List.of()).run(new byte[WidePrograms.PACKET], PROGRAMS));
        try (Program program = loaded(insns)) {
            assertEquals(new TestRun(program).run(new byte[WidePrograms.PACKET], 1).action(), (int) answer.result());
        }
    }

    /** The log of a refusal has every instruction of the path to it. */
    @Test
    void writesInstructionsAsTheKernelDoes() {
        WidePrograms programs = new WidePrograms(new Random(seed));
        InsnFormatter formatter = new InsnFormatter(List.of());
        int compared = 0;
        for (int i = 0; i < LOGGED; i++) {
            List<Insn> insns = programs.next();
            insns.set(insns.indexOf(new Insn.Goto(0, true)) + 1,
                    new Insn.Load(Insn.MemSize.U64, false, Reg.R0, Reg.R0, 0));
            Map<Integer, Insn> bySlot = bySlot(insns);
            Matcher line = LINE.matcher(refused(insns));
            while (line.find()) {
                Insn insn = bySlot.get(Integer.valueOf(line.group(1)));
                assertEquals(line.group(3), formatter.format(insn), () -> "seed " + seed);
                assertEquals(line.group(2), "%02x".formatted(InsnEncoder.encode(insn)[0]));
                compared++;
            }
        }
        assertTrue(compared > LOGGED * 20, "only " + compared + " lines");
    }

    /** What one of them refuses, the other does too. */
    @ParameterizedTest
    @ValueSource(strings = {
            "r0 = r5; exit",
            "r10 = 1; r0 = 0; exit",
            "*(u64 *)(r10 -8) = 1; r2 = 1; lock *(u64 *)(r10 -4) += r2; r0 = 0; exit",
            "r2 = 1; lock *(u64 *)(r1 +0) += r2; r0 = 0; exit",
            "*(u64 *)(r10 -520) = 1; r0 = 0; exit",
            "r0 = 0; goto pc+5; exit",
            "call pc+1; exit; r0 = r6; exit",
            "call pc+1; exit; r0 = r10; exit",
            "r1 = 1; call pc+2; r0 = r1; exit; r0 = 0; exit",
            "call pc+9; exit",
            "call pc+1; exit; *(u64 *)(r10 -512) = 1; r0 = 0; call pc+1; exit; *(u64 *)(r10 -8) = 1; r0 = 0; exit",
            "call pc-1; exit",
            "callx r1; exit",
            "call kernel-function#1; exit",
            "call 9999; exit",
            "call bpf_probe_read#4; exit",
            "r1 = r10; call pc+2; r0 = 0; exit; *(u64 *)(r10 -8) = r10; *(u64 *)(r1 -8) = r10; exit",
            "r0 = 0; r0 /= 0; exit",
            "r0 = 0; r0 <<= 64; exit",
            "r0 = 0; w0 s>>= 32; exit",
    })
    void refusesWhatTheKernelRefuses(String text) {
        List<Insn> insns = parsed(text);

        assertInstanceOf(ProgramOutcome.Rejected.class, ProgramLoader.load(image(insns), List.of()));

        assertInstanceOf(SimProgram.Answer.Refused.class,
                SimProgram.at(Hook.XDP, insns, List.of()).run(new byte[WidePrograms.PACKET], 1_000_000));
    }

    /** And what both take. */
    @ParameterizedTest
    @ValueSource(strings = {
            "call pc+1; exit; r0 = 7; exit",
            "r6 = 4; r1 = 3; call pc+2; r0 += r6; exit; r0 = r1; r6 = 9; exit",
            "*(u64 *)(r10 -8) = 5; r1 = r10; call pc+2; r0 = *(u64 *)(r10 -8); exit; *(u64 *)(r1 -8) = 6; r0 = 0; exit",
            "*(u64 *)(r10 -496) = 1; call pc+1; exit; *(u64 *)(r10 -8) = 1; r0 = 2; exit",
            "call pc+1; exit; call pc+1; exit; call pc+1; exit; call pc+1; exit; call pc+1; exit; call pc+1; exit; "
                    + "call pc+1; exit; r0 = 8; exit",
            "gotol pc+0; may_goto pc+0; r0 = 3; exit",
            "r0 = 5; r2 = 1; *(u32 *)(r10 -4) = 5; r0 = atomic_cmpxchg((u32 *)(r10 -4), r0, r2); exit",
    })
    void runsWhatTheKernelRuns(String text) {
        List<Insn> insns = parsed(text);
        byte[] packet = new byte[WidePrograms.PACKET];
        try (Program program = loaded(insns)) {
            var answer = assertInstanceOf(SimProgram.Answer.Returned.class,
                    SimProgram.at(Hook.XDP, insns, List.of()).run(packet, 1_000_000));
            assertEquals(new TestRun(program).run(packet, 1).action(), (int) answer.result());
        }
    }

    private static List<Insn> parsed(String text) {
        var outcome = AsmParser.parse(new SourceText("test", text.replace("; ", "\n")), List.of());
        return assertInstanceOf(Outcome.Ok.class, outcome, outcome::toString).value() instanceof List<?> list
                ? list.stream().map(Insn.class::cast).toList() : List.of();
    }

    private Program loaded(List<Insn> insns) {
        var outcome = ProgramLoader.load(image(insns), List.of());
        return assertInstanceOf(ProgramOutcome.Loaded.class, outcome,
                () -> outcome + "\n" + described(insns)).program();
    }

    private String refused(List<Insn> insns) {
        return assertInstanceOf(ProgramOutcome.Rejected.class, ProgramLoader.load(image(insns), List.of()),
                () -> described(insns)).log();
    }

    private static ProgramImage image(List<Insn> insns) {
        return new ProgramImage(Hook.XDP.programType(), Hook.XDP.attachType(), "machine", "GPL",
                InsnEncoder.encode(insns), List.of(), ProgramImage.Debug.NONE);
    }

    private static Map<Integer, Insn> bySlot(List<Insn> insns) {
        Map<Integer, Insn> bySlot = new HashMap<>();
        int slot = 0;
        for (Insn insn : insns) {
            bySlot.put(slot, insn);
            slot += insn.slots();
        }
        return bySlot;
    }

    private String described(List<Insn> insns) {
        InsnFormatter formatter = new InsnFormatter(List.of());
        List<String> lines = new ArrayList<>();
        lines.add("seed " + seed);
        insns.forEach(i -> lines.add(formatter.format(i)));
        return String.join("\n", lines);
    }
}
