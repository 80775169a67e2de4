package dev.protosieve.engine.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.isa.RandomInsns;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsmParserTest {

    private static final long SEED = 0xa5e;

    /** Bytes written down by hand from RFC 9669. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mov %r0, 1 | b700000001000000",
            "mov32 %r1, 0xffffffff | b4010000ffffffff",
            "mov64 r1, -1 | b7010000ffffffff",
            "MOV r1, 0 | error",
            "add %r0, %r1 | 0f10000000000000",
            "sdiv %r3, -10 | 37030100f6ffffff",
            "smod32 %r3, %r4 | 9c43010000000000",
            "neg %r0 | 8700000000000000",
            "neg32 %r0 | 8400000000000000",
            "movsx864 %r0, %r1 | bf10080000000000",
            "movsx1632 %r0,%r1 | bc10100000000000",
            "movs %r0, %r1, 32 | bf10200000000000",
            "movsx3232 %r0, %r1 | error",
            "le16 %r0 | d400000010000000",
            "be64 %r1 | dc01000040000000",
            "bswap32 %r2 | d702000020000000",
            "swap16 r2 | d702000010000000",
            "endbe r2, 32 | dc02000020000000",
            "ldxb %r0, [%r1+2] | 7110020000000000",
            "ldxdw %r0, [%r10-8] | 79a0f8ff00000000",
            "ldxw r0, [r1] | 6110000000000000",
            "ldxh r0, [r1 + 0x10] | 6910100000000000",
            "ldxsb r0, [r1+1] | 9110010000000000",
            "ldxwsx r0, [r1+1] | 8110010000000000",
            "stb [%r1+2], 0x11 | 7201020011000000",
            "stdw [r1], -1 | 7a010000ffffffff",
            "stxdw [%r1-2], %r2 | 7b21feff00000000",
            "lddw %r0, 0x1122334455667788 | 18000000887766550000000044332211",
            "lddw r1, map_by_fd(3) | 18110000030000000000000000000000",
            "lddw r1, map_val(map_by_fd(3)) + 8 | 18210000030000000000000008000000",
            "ja +3 | 0500030000000000",
            "ja32 -3 | 06000000fdffffff",
            "jeq %r1, 0xb, +2 | 150102000b000000",
            "jsgt32 %r1, %r2, -1 | 6e21ffff00000000",
            "jset r1, 8 +1 | 4501010008000000",
            "call 3 | 8500000003000000",
            "call 1000 | 85000000e8030000",
            "call bpf_map_lookup_elem | 8500000001000000",
            "call local +1 | 8510000001000000",
            "call runtime 0x2a | 852000002a000000",
            "call %r2 | 8d02000000000000",
            "callx r2 | 8d02000000000000",
            "call helper %r2 | 8d02000000000000",
            "exit | 9500000000000000",
            "lock add [%r1], %r2 | db21000000000000",
            "lock fetch add32 [%r10-4], %r1 | c31afcff01000000",
            "lock fetch_or [%r10-8], %r1 | db1af8ff41000000",
            "atomic xchg [r10-8], r1 | db1af8ffe1000000",
            "lock cmpxchg32 [r10-8], r1 | c31af8fff1000000",
            "atomic64_fetch_xor [r10-8], r1 | db1af8ffa1000000",
            "afadd32 [r10-8], r1 | c31af8ff01000000",
            "xadddw [r10-8], r1 | db1af8ff00000000",
            "r0 = 1 | b700000001000000",
            "w0 = -1 | b4000000ffffffff",
            "r0 = 0x1 | 18000000010000000000000000000000",
            "r0 = 5 ll | 18000000050000000000000000000000",
            "5: (bf) r1 = r2 ; R1_w=1 | error",
            "0: (bf) r1 = r2 ; R1_w=1 R2=ctx() | bf21000000000000",
            "r1 = *(u32 *)(r10 -4) | 61a1fcff00000000",
            "r1 = *(s8 *)(r2 + 4) | 9121040000000000",
            "*(u16 *)(r10 -4) = 7 | 6a0afcff07000000",
            "w1 s>>= 3 | c401000003000000",
            "r1 s/= r2 | 3f21010000000000",
            "r0 = -r0 | 8700000000000000",
            "r0 = -r1 | error",
            "r1 = (s8)r2 | bf21080000000000",
            "w1 = (s16)w2 | bc21100000000000",
            "r1 = bswap32 r1 | d701000020000000",
            "r1 = be16 r1 | dc01000010000000",
            "lock *(u64 *)(r1 +0) ^= r2 | db210000a0000000",
            "r0 = atomic64_fetch_add((u64 *)(r1 +0), r0) | db01000001000000",
            "r0 = atomic_cmpxchg((u32 *)(r1 +4), r0, r2) | c3210400f1000000",
            "if w1 s> 0x5 goto pc+2 | 6601020005000000",
            "if r1 & r2 goto +1 | 4d21010000000000",
            "may_goto pc+3 | e500030000000000",
            "gotol pc+5 | 0600000005000000",
            "call pc+3 | 8510000003000000",
            "call unknown#63 | 850000003f000000",
            "call bpf_map_lookup_elem#1 | 8500000001000000",
            "r1 = map[0][0]+4 | 18210000000000000000000004000000",
            "ldabsb 0x3 | error",
            "mov %r11, 0 | error",
            "mov %r1 | error",
            "mov %r1, 0x1ffffffff | error",
            "ldxb %r0, [%r1+40000] | error",
            "ja nowhere | error",
            "exit exit | error",
            "r0 = lock | error",
    })
    void readsEachSpelling(String line, String hex) {
        switch (AsmParser.parse(text(line), List.of())) {
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) ->
                assertEquals(hex, HexFormat.of().formatHex(InsnEncoder.encode(insns)));
            case Outcome.Failed<List<Insn>>(List<Diagnostic> mistakes) ->
                assertEquals("error", hex, mistakes::toString);
        }
    }

    @Test
    void findsLabelsBeforeAndBehind() {
        List<Insn> insns = parsed("""
                # counts down
                        mov %r0, 3          // from three
                again:  sub %r0, 1
                        jeq %r0, 0, done
                        ja again
                done:
                        call local f
                        jne %r0, 5, exit
                        exit
                f:      mov %r0, 5
                        exit
                """);

        assertEquals(List.of("r0 = 3", "r0 -= 1", "if r0 == 0x0 goto pc+1", "goto pc-3", "call pc+2",
                "if r0 != 0x5 goto pc+0", "exit", "r0 = 5", "exit"), formatted(insns));
    }

    @Test
    void jumpsToTheFirstExitWithoutALabel() {
        assertEquals(List.of("if r0 != 0x1 goto pc+1", "r0 = 2", "exit"),
                formatted(parsed("jne r0, 1, exit\nmov r0, 2\nexit")));
    }

    @Test
    void countsWideLoadsTwice() {
        assertEquals(List.of("goto pc+2", "r0 = 0x1", "exit"), formatted(parsed("ja end\nlddw r0, 1\nend: exit")));
    }

    @Test
    void tellsEveryMistakeAtItsCharacters() {
        var failed = assertInstanceOf(Outcome.Failed.class,
                AsmParser.parse(text("mov %r12, 1\nmvo %r0, 1\nexit\nja away\nldxb %r0, %r1\nx:\nx:\n"), List.of()));

        assertEquals(List.of(
                "t:1:6: error: asm.register: register r12 does not exist (there are r0 to r10)",
                "t:2:1: error: asm.word: there is no instruction \"mvo\" (instructions look like mov %r0, 1 or r0 = 1)",
                "t:5:11: error: asm.expected: \"[\" is expected, not \"%\"",
                "t:7:1: error: asm.label: the label \"x\" is there already (each label stands once)",
                "t:4:4: error: asm.label: there is no label \"away\" (a label is a line of its own: away:)"),
                ((Outcome.Failed<?>) failed).diagnostics().stream().map(Diagnostic::format).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "r1 += w2 | t:1:7: error: asm.width: w2 has 32 bits, but the register on the left 64",
            "w1 s>>= r2 | t:1:9: error: asm.width: r2 has 64 bits, but the register on the left 32",
            "if r1 == w2 goto +1 | t:1:10: error: asm.width: w2 has 32 bits, but the register on the left 64",
            "w3 = r4 | t:1:6: error: asm.width: r4 has 64 bits, but the register on the left 32",
            "w3 = %r4 | t:1:7: error: asm.width: r4 has 64 bits, but the register on the left 32",
            "w3 = fp | t:1:6: error: asm.width: fp has 64 bits, but the register on the left 32",
            "r3 = -w3 | t:1:7: error: asm.width: w3 has 32 bits, but the register on the left 64",
            "r3 = (s8)w4 | t:1:10: error: asm.width: w4 has 32 bits, but the register on the left 64",
    })
    void asksForOperandsOfOneWidth(String line, String mistake) {
        var failed = assertInstanceOf(Outcome.Failed.class, AsmParser.parse(text(line), List.of()));

        assertEquals(List.of(mistake + " (both are r for 64 bits, or w for 32)"),
                ((Outcome.Failed<?>) failed).diagnostics().stream().map(Diagnostic::format).toList());
    }

    @Test
    void readsWhatTheFormatterWrites() {
        Random random = new Random(SEED);
        RandomInsns source = new RandomInsns(random);
        for (int i = 0; i < 20_000; i++) {
            Insn insn = source.next();
            boolean needsMore = insn instanceof Insn.CallKernel(int _, int module) && module != 0;
            if (!needsMore) {
                String text = new InsnFormatter(List.of()).format(insn);
                assertEquals(List.of(insn), parsed(text), () -> text + " " + insn);
            }
        }
    }

    @Test
    void readsTheListingsOfAllGoldenCases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
            List<Path> listings = files.filter(f -> f.endsWith("5-listing.txt")).toList();
            for (Path listing : listings) {
                readsListing(listing);
            }
            assertTrue(listings.size() > 5, listings.size() + " listings");
        }
    }

    private static void readsListing(Path path) throws IOException {
        String code = Files.readString(path);
        List<String> maps = Pattern.compile("map\\[(\\w+)]").matcher(code).results().map(m -> m.group(1)).distinct()
                .toList();
        List<Insn> first = parsed(code, maps);
        InsnFormatter formatter = new InsnFormatter(maps);

        List<Insn> second = parsed(String.join("\n", first.stream().map(formatter::format).toList()), maps);

        assertTrue(first.size() > 10, path + ": " + first.size());
        HexFormat hex = HexFormat.of();
        assertEquals(hex.formatHex(InsnEncoder.encode(first)), hex.formatHex(InsnEncoder.encode(second)));
    }

    @Test
    void anyTextGivesInstructionsOrMistakesInsideOfIt() {
        Random random = new Random(SEED);
        String[] pieces = {"mov", "%r0", "r10", "w3", ",", " ", "\n", "0x", "12", "-", "[", "]", "(", ")", "*", "u32",
                "s8",
                "goto", "pc", "+", "if", "lock", "atomic64_", "fetch_add", "=", "s>>=", "<", "label", ":", "call",
                "local",
                "#", "//", ";", "exit", "ll", "map[", "99999999999999999999999", "\r", "\u00e9", "\0", "\\", "lddw",
                "{"};
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) == 0 ? " " : "");
            }
            SourceText source = text(text.toString());
            if (AsmParser.parse(source, List.of()) instanceof Outcome.Failed<?>(List<Diagnostic> mistakes)) {
                mistakes.forEach(m -> assertTrue(m.place().span().end() <= text.length(), () -> text + " " + m));
            }
        }
    }

    private static List<String> formatted(List<Insn> insns) {
        return insns.stream().map(new InsnFormatter(List.of())::format).toList();
    }

    private static List<Insn> parsed(String content) {
        return parsed(content, List.of());
    }

    private static List<Insn> parsed(String content, List<String> maps) {
        return switch (AsmParser.parse(text(content), maps)) {
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) -> insns;
            case Outcome.Failed<List<Insn>>(List<Diagnostic> mistakes) -> throw new AssertionError(
                    mistakes.getFirst().format() + "\n" + content.lines().limit(20).toList());
        };
    }

    private static SourceText text(String content) {
        return new SourceText("t", content);
    }
}
