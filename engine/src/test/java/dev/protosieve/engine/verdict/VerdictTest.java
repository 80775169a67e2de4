package dev.protosieve.engine.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CompiledFilter.DebugInfo;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Severity;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.RuleTexts;
import dev.protosieve.engine.typed.TypedRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final RejectionCatalogue CATALOGUE = RejectionCatalogue.load();

    static String recorded(String name) {
        try (InputStream in = VerdictTest.class.getResourceAsStream("/verifier-logs/" + name + ".log")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"packet-bounds", "unset-register", "not-a-pointer", "dead-code", "loop", "stack-bounds",
            "context-access", "helper-unavailable", "pointer-arithmetic", "encoding", "unbounded-offset"})
    void namesTheKindOfEveryRecordedRefusal(String kind) {
        assertEquals(kind, new LogMapper(CATALOGUE).explain(recorded("6.18/" + kind)).orElseThrow().kind());
    }

    @Test
    void losesNoLineOfALog() {
        for (String name : List.of("accepted", "packet-bounds", "unbounded-offset")) {
            String log = recorded("6.18/" + name);
            String kept = VerifierLogParser.parse(log).lines().stream().map(LogLine::text)
                    .collect(Collectors.joining("\n"));
            assertEquals(
                    log.lines().map(String::stripTrailing).filter(l -> !l.isEmpty()).collect(Collectors.joining("\n")),
                    kept);
        }
    }

    @Test
    void readsTheStatisticsOfAnAcceptedProgram() {
        VerifierLog log = VerifierLogParser.parse("stack depth 16+48\n" + recorded("6.18/accepted"));
        assertEquals(new VerdictStatistics(11, 1_000_000, 0, 1, 1, List.of(16, 48)), log.statistics().orElseThrow());
        assertEquals(48, log.statistics().orElseThrow().stackDepth());
        assertEquals(List.of(), log.messages(), "an accepted program has no complaint");
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9), log.walked());
    }

    @Test
    void knowsTheFormsOfLines() {
        List<LogLine> lines = VerifierLogParser.parse("""
                -- BEGIN PROG LOAD LOG --
                libbpf: prog 'f': ; "no A" drop if msg.query.contains("A @ B:3") @ search.sieve:6
                ; older kernels print no file
                12: (71) r2 = *(u8 *)(r1 +0)          ; R1_w=pkt(r=1) R2_w=scalar()
                12: (71) r2 = *(u8 *)(r1 +0)
                13: frame1: R1=ctx() R10=fp0
                from 10 to 14 (speculative execution): R0=1 R10=fp0
                14: safe
                something new 42
                verification time 45 usec
                """).lines();
        assertEquals(List.of(
                new LogLine.Source("; \"no A\" drop if msg.query.contains(\"A @ B:3\") @ search.sieve:6",
                        "\"no A\" drop if msg.query.contains(\"A @ B:3\")", "search.sieve", 6),
                new LogLine.Source("; older kernels print no file", "older kernels print no file", "", 0),
                new LogLine.Instruction("12: (71) r2 = *(u8 *)(r1 +0)          ; R1_w=pkt(r=1) R2_w=scalar()", 12, 0x71,
                        "r2 = *(u8 *)(r1 +0)", "R1_w=pkt(r=1) R2_w=scalar()"),
                new LogLine.Instruction("12: (71) r2 = *(u8 *)(r1 +0)", 12, 0x71, "r2 = *(u8 *)(r1 +0)", ""),
                new LogLine.State("13: frame1: R1=ctx() R10=fp0", 13, "frame1: R1=ctx() R10=fp0"),
                new LogLine.Branch("from 10 to 14 (speculative execution): R0=1 R10=fp0", 10, 14),
                new LogLine.Progress("14: safe"), new LogLine.Message("something new 42"),
                new LogLine.Statistics("verification time 45 usec")), lines);
    }

    @Test
    void parsesAnythingAtAll() {
        SplittableRandom random = new SplittableRandom(5);
        String log = recorded("6.18/unbounded-offset");
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder(log.substring(0, random.nextInt(log.length())));
            for (int j = random.nextInt(20); j > 0 && !text.isEmpty(); j--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x250));
            }
            assertTrue(VerifierLogParser.parse(text.toString()).lines().size() <= text.toString().lines().count() + 1);
        }
        assertEquals(List.of(), VerifierLogParser.parse("").lines());
        assertEquals(1, VerifierLogParser.parse("99999999999: (71) r0 = 1").messages().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            R1 invalid mem access 'inv'                                                      | not-a-pointer
            R2 min value is negative, either use unsigned or 'var &= const'                  | negative-offset
            math between pkt pointer and register with unbounded min value is not allowed    | unbounded-offset
            BPF program is too large. Processed 1000001 insn                                 | too-complex
            The sequence of 8193 jumps is too complex.                                       | too-complex
            back-edge from insn 12 to 3                                                      | loop
            At program exit the register R0 has smin=0 smax=9 should have been in [0, 4]     | verdict-range
            At program exit the register R0 has value (0x5; 0x0) should have been in (0x0; 0x3) | verdict-range
            program of this type cannot use helper bpf_skb_load_bytes#26                     | helper-unavailable
            unknown func bpf_skb_load_bytes#26                                               | helper-unavailable
            cannot call GPL-restricted function from non-GPL compatible program              | licence
            BPF_EXIT instruction in main prog would lead to reference leak                   | reference-leak
            Invalid line_info[3].insn_off:7 (prev_offset:9 prog->len:12)                     | debug-info
            invalid indirect read from stack R2 off -8+4 size 8                              | unset-stack
            R3 type=scalar expected=fp, pkt, map_value                                       | argument-type
            combined stack size of 2 calls is 544. Too large                                 | stack-size
            verifier bug: REG INVARIANTS VIOLATION                                           | kernel-bug
            """)
    void knowsMessagesOfOlderAndNewerKernels(String line, String kind) {
        assertEquals(kind, CATALOGUE.kindOf(line).orElseThrow().kind());
    }

    @Test
    void everyKindIsExplained() {
        assertTrue(CATALOGUE.all().size() > 30);
        for (Rejection kind : CATALOGUE.all()) {
            assertFalse(kind.patterns().isEmpty(), kind.kind());
            assertTrue(kind.why().endsWith(".") && kind.fix().endsWith("."), kind.kind());
        }
        assertEquals(CATALOGUE.all().size(), CATALOGUE.all().stream().map(Rejection::kind).distinct().count());
    }

    private static final String FILE = "message t.All\nmatch udp.dst_port == 9000\ndrop if msg.text.contains(\"A\")\npass if msg.flag\n";

    /** A filter whose instructions 0 to 1 (a wide load) come from the first rule and 2 to 9 from the second. */
    private static CompiledFilter filter() {
        TypedRules rules = RuleTexts.typed(FILE);
        Origin first = new Origin(0, rules.rules().getFirst().condition().span(), "compare: contains", "Looks for A.");
        Origin second = new Origin(1, rules.rules().getLast().condition().span(), "decide: flag", "Tests a fact.");
        List<Placed> code = new ArrayList<>();
        code.add(new Placed(0, new Insn.LoadImm64(Reg.R1, 1), first));
        for (int slot = 2; slot < 10; slot++) {
            code.add(new Placed(slot, new Insn.Exit(), second));
        }
        return new CompiledFilter("t", Hook.XDP, rules, code, List.of(),
                new DebugInfo(new byte[0], new byte[0], new byte[0]), new CounterLayout(2), EventLayout.OFF);
    }

    private static List<Diagnostic> map(String log) {
        return new LogMapper(CATALOGUE).map(log, filter());
    }

    @Test
    void putsTheRefusalOnTheRuleOfTheInstruction() {
        List<Diagnostic> found = map("""
                0: (18) r1 = 0x1
                2: (61) r2 = *(u32 *)(r1 +0)
                3: (71) r0 = *(u8 *)(r2 +0)
                invalid access to packet, off=0 size=1, R2(id=0,off=0,r=0)
                R2 offset is outside of the packet
                processed 3 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
                """);
        Diagnostic error = found.getFirst();
        assertEquals("verdict.packet-bounds", error.code());
        assertEquals("t.sieve:4:9", error.place().toString());
        assertEquals("msg.flag", FILE.substring(error.place().span().start(), error.place().span().end()));
        assertTrue(error.message().contains("instruction 3"), error.message());
        assertTrue(error.hint().endsWith("The kernel says: invalid access to packet, off=0 size=1, R2(id=0,off=0,r=0)"),
                error.hint());
        assertEquals(Severity.NOTE, found.getLast().severity());
        assertEquals("t.sieve:3:9", found.getLast().place().toString());
        assertEquals(2, found.size());
    }

    @Test
    void takesTheInstructionThatTheLineNames() {
        Diagnostic error = map(
                "unreachable insn 1\nprocessed 0 insns (limit 1000000) max_states_per_insn 0 total_states 0"
                        + " peak_states 0 mark_read 0\n")
                .getFirst();
        assertEquals("verdict.dead-code", error.code());
        assertEquals("t.sieve:3:9", error.place().toString(), "slot 1 is the second half of the wide load");
    }

    @Test
    void quotesWhatItDoesNotKnow() {
        Diagnostic error = map("2: (95) exit\nthe moon is in the wrong phase\n").getFirst();
        assertEquals("verdict.unknown", error.code());
        assertEquals("The kernel says: the moon is in the wrong phase", error.hint());
    }

    @Test
    void aLogWithoutComplaintIsAboutTheWholeFile() {
        assertEquals("verdict.no-log", map("").getFirst().code());
        assertEquals(new Span(0, 0), map("").getFirst().place().span());
    }

    @Test
    void theKernelsOwnExplanationWins() {
        Diagnostic error = map("""
                3: (71) r0 = *(u8 *)(r2 +0)
                invalid access to packet, off=0 size=1, R2(id=0,off=0,r=0)

                Verification failed: Memory Safety: Access outside bounds

                Reason:
                  The access needs 1 byte,
                  none are proven.
                At:
                  f @ t.sieve:4:9
                Suggestion:
                  Check the packet's end.
                processed 3 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
                """).getFirst();
        assertEquals("verdict.packet-bounds", error.code());
        assertTrue(error.message().startsWith("Access outside bounds. The access needs 1 byte, none are proven."),
                error.message());
        assertTrue(error.hint().startsWith("Check the packet's end."), error.hint());
    }
}
