package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataFileTest {

    @Test
    void resultIsRightOrWrong() {
        assertEquals("right 0x2a", judged("-- asm\nmov %r0, 42\nexit\n-- result\n0x2a\n"));
        assertEquals("right 0x2a", judged("# a comment\n--asm\r\nmov %r0, 42\r\nexit\r\n-- result\r\n42\r\n"));
        assertEquals("wrong expected 0x2b, got 0x2a", judged("-- asm\nmov %r0, 42\nexit\n-- result\n0x2b\n"));
        assertEquals("right 0xffffffffffffffff", judged("-- asm\nmov %r0, -1\nexit\n-- result\n-1"));
        assertEquals("wrong got 0x2a, but the file has no result to compare it with",
                judged("-- asm\nmov %r0, 42\nexit\n"));
    }

    @Test
    void memoryIsReadAndWritten() {
        assertEquals("right 0x2211", judged("""
                -- asm
                ldxh %r0, [%r1+2]
                stxh [%r1], %r0
                ldxh %r0, [%r1]
                exit
                -- mem
                0000: aa bb 11 22   # two lines
                cc dd               // of bytes
                -- result
                0x2211
                """));
        assertEquals("right 0x3", judged("-- asm\nmov r0, r2\nexit\n-- mem\n000102\n-- result\n3"));
    }

    @Test
    void withoutMemoryAddressAndLengthAreZero() {
        assertEquals("right 0x0", judged("-- asm\nmov r0, r1\nor r0, r2\nexit\n-- result\n0"));
    }

    @Test
    void allElseBeginsAsZero() {
        assertEquals("right 0x0", judged("-- asm\nor r0, r9\nldxdw r3, [r10-512]\nor r0, r3\nexit\n-- result\n0"));
    }

    @Test
    void rawWordsComeBeforeAssembly() {
        assertEquals("right 0x7", judged("""
                -- asm
                what no assembler knows
                -- raw
                0x00000007000000b7  # mov r0, 7
                0x0000000000000095
                -- result
                0x7
                """));
    }

    @Test
    void errorWantsARefusal() {
        assertEquals("right refused: 0: r0 = *(u64 *)(r0 +96): r0 is 0x0, where no memory is",
                judged("-- asm\nldxdw %r0, [%r0+96]\nexit\n-- result\n0xffffffffffffffff\n-- error pattern\nout of\n"));
        assertEquals("wrong expected a refusal, got 0x1", judged("-- asm\nmov r0, 1\nexit\n-- error\nsome\n"));
        assertEquals("right 0x1", judged("-- asm\nmov r0, 1\nexit\n-- result\n1\n-- error\n"));
        assertEquals("wrong expected 0x0, refused: 0: exit: has run for 0 instructions without an end",
                judged("-- asm\nexit\n-- result\n0\n", 0));
    }

    @Test
    void whatIsNoInstructionIsRefused() {
        assertEquals("right refused: t:2:6: error: asm.register: register r11 does not exist (there are r0 to r10)",
                judged("-- asm\nmov %r11, 1\nexit\n-- error\ninvalid destination\n"));
        assertEquals(
                "right refused: t:2:1: error: asm.register: slot 0: unknown instruction: opcode 0xdc, dst 0, src 0, "
                        + "offset 0, imm 3",
                judged("-- raw\n0x00000003000000dc\n0x95\n-- error\ninvalid endian\n"));
        assertTrue(judged("-- asm\nmvo %r0, 1\nexit\n-- error\ninvalid\n").startsWith("wrong t:2:1: error: asm.word"));
    }

    @Test
    void functionsMustEnd() {
        assertEquals("right refused: last insn is not an exit or jmp",
                judged("-- asm\ncall local f\nexit\nf: exit\njne r0, 0, f\n-- error\nx\n"));
        assertEquals("right refused: jump out of range from insn 4 to 0",
                judged("-- asm\nb: mov r1, 1\ncall local f\nexit\nf: add r1, 1\nja b\nexit\n-- error\nx\n"));
        assertEquals("right 0x1",
                judged("-- asm\ncall local f\nexit\nf: mov r0, 1\nexit\nadd r0, 1\nja f\n-- result\n1"));
    }

    @Test
    void functionsMayGoOnIntoTheNextOne() {
        assertEquals("right 0x5", judged("-- asm\nmov r0, 5\ncall local next\nnext: exit\n-- result\n5"));
        assertEquals("right refused: last insn is not an exit or jmp",
                judged("-- asm\nmov r0, 5\ncall local next\nnext: exit\n-- result\n5\n-- error\nno end\n"));
    }

    @Test
    void whatNoVerifierLoadsMayBeRefused() {
        assertEquals("right refused: 1: (37) r0 /= 0: div by zero",
                judged("-- asm\nmov r0, 1\ndiv r0, 0\nexit\n-- error\ndivision by zero\n"));
        assertEquals("right 0x0", judged("-- asm\nmov r0, 1\ndiv r0, 0\nexit\n-- result\n0\n"));
        assertEquals("wrong expected a refusal, got 0x0",
                judged("-- asm\nmov r0, 1\ndiv r0, r1\nexit\n-- error\ndivision by zero\n"));
    }

    @Test
    void aProgramIsLoadedOnce() {
        assertEquals("right refused: t: error: asm.register: a machine that has a program takes no second one",
                judged("-- asm\nmov r0, 0\nexit\n-- reload\n-- error\ntwice\n"));
        assertEquals("right 0x0", judged("-- asm\nmov r0, 0\nexit\n-- unload\n-- reload\n-- result\n0\n"));
    }

    @Test
    void verifiersErrorCountsWithoutAResult() {
        assertEquals("right refused: last insn is not an exit or jmp",
                judged("-- asm\nmov r0, r2\n-- verifier error\nr2 is not set\n"));
        assertEquals("right 0x3", judged("-- asm\nmov r0, 3\nexit\n-- result\n3\n-- verifier error\nsome\n"));
    }

    @Test
    void wordsAreComparedWithTheTextWithoutAResult() {
        assertEquals("right the words are those of the text", judged("-- asm\nneg r1\n-- raw\n0x187\n"));
        assertEquals("wrong the words are not those of the text", judged("-- asm\nneg r1\n-- raw\n0x287\n"));
    }

    @Test
    void wordsThatAreNoProgramLeaveItToTheText() {
        assertEquals("right 0x1", judged("-- asm\nmov r0, 1\nexit\n-- raw\n0xb700000000000001\n-- result\n1\n"));
    }

    @Test
    void mapsOfTheSuiteAreTheirComplement() {
        assertEquals("right 0x123456789abcdef",
                judged("-- raw\n0x7654321000001018\n0xfedcba9800000000\n0x95\n-- result\n0x0123456789abcdef\n"));
        assertEquals("right 0x2a",
                judged("-- raw\n0xffffffd500001318\n0xffffffff00000000\n0x30bf\n0x95\n-- result\n42\n"));
    }

    @Test
    void resultsMayBeHexadecimalWithoutSayingSo() {
        assertEquals("right 0x2a", judged("-- asm\nmov r0, 42\nexit\n-- result\n2a\n"));
        assertEquals("right 0x2a", judged("-- asm # text\nmov r0, 42\nexit\n-- result # number\n42\n"));
    }

    @Test
    void callersWordsMayBeWrittenUnaligned() {
        assertEquals("right 0x11", judged("-- asm\nstdw [r10-4], 0x11\nldxw r0, [r10-4]\nexit\n-- result\n0x11"));
        assertEquals("right refused: 0: *(u64 *)(r10 +0) = 17: r10 points behind the stack",
                judged("-- asm\nstdw [r10], 0x11\nexit\n-- error\nout of bounds"));
    }

    @Test
    void helpersOfTheSuiteAreThere() {
        assertEquals("right 0x102030405", judged(
                "-- asm\nmov r1, 1\nmov r2, 2\nmov r3, 3\nmov r4, 4\nmov r5, 5\ncall 0\nexit\n-- result\n0x0102030405"));
        assertEquals("right 0x2b29", judged(
                "-- asm\nmov r6, r1\nmov r2, 2\ncall 1\nldxh r0, [r6]\nexit\n-- mem\n03 01\n-- result\n0x2b29"));
        assertEquals("right 0x10", judged("-- asm\nmov r1, 256\ncall 3\nexit\n-- result\n16"));
        assertEquals("right 0x0", judged("-- asm\nmov r1, 0\ncall 5\nmov r0, 7\nexit\n-- result\n0"));
        assertEquals("right 0x2", judged("-- asm\nmov r1, -1\nmov r2, 5\ncall r2\nmov r0, 2\nexit\n-- result\n2"));
        assertEquals("right refused: 0: call bpf_msg_pull_data#63: calls helper 63, bpf_msg_pull_data, which this "
                + "machine does not have", judged("-- asm\ncall 63\nexit\n-- error\nnonexistent"));
    }

    @Test
    void mapsAreThoseOfTheKernel() {
        assertEquals("right 0x7", judged("""
                -- map
                # name type key value entries
                numbers 2 4 8 10
                -- asm
                stw [r10-4], 3
                stdw [r10-16], 7
                lddw r1, map_by_fd(numbers)
                mov r2, r10
                add r2, -4
                mov r3, r10
                add r3, -16
                mov r4, 0
                call bpf_map_update_elem
                lddw r1, map_by_fd(numbers)
                mov r2, r10
                add r2, -4
                call bpf_map_lookup_elem
                ldxdw r0, [r0]
                exit
                -- result
                7
                """));
    }

    @Test
    void sectionsOfOthersAreIgnored() {
        assertEquals("right 0x1", judged("-- c\n#include <stdint.h>\nint i = 3;\n--i;\n-- asm\nmov r0, 1\nexit\n"
                + "-- result\n1\n-- no register offset\ncall instruction\n-- test_jit\nwords\n"));
    }

    @Test
    void mistakesInSectionsAreDiagnostics() {
        assertEquals("t: error: data.program: there is no program (it stands behind a line \"-- asm\" or \"-- raw\")",
                mistake("-- result\n1\n"));
        assertEquals("t:5:4: error: data.word: these are no bytes in hexadecimal (bytes look like 0a ff)",
                mistake("-- asm\nexit\n-- result\n-- mem\n00 zz"));
        assertTrue(mistake("-- asm\nexit\n-- asm\nexit\n").contains("data.section"));
        assertTrue(mistake("-- asm\nexit\n-- result\nmany\n").contains("data.word"));
        assertTrue(mistake("-- map\nm 99 4 4 1\n-- asm\nexit\n").contains("data.word"));
        assertEquals("t:1:1: error: data.link: the file away.asm cannot be read (the name is relative to the file that "
                + "names it)", mistake("-- asm @ away.asm\n-- result\n1\n"));
    }

    @Test
    void anyTextIsAFileOrAMistake() {
        Random random = new Random(7);
        String[] pieces = {"-- ", "asm", "raw", "mem", "result", "error", "map", "\n", "\r\n", "0x", "1", "ff",
                "mov r0, 1\n",
                "exit\n", "m 2 4 4 4\n", "-", "#", ":", "\0", "999999999999999999999"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            if (DataFile.parse(new SourceText("t", text.toString())) instanceof Outcome.Ok<DataFile>(var file, var _)) {
                assertEquals(1, file.judge(1000).line().lines().count(), text::toString);
            }
        }
    }

    private static String judged(String text) {
        return judged(text, 1_000_000);
    }

    private static String judged(String text, long limit) {
        var outcome = DataFile.parse(new SourceText("t", text));
        return switch (assertInstanceOf(Outcome.Ok.class, outcome, outcome::toString).value()) {
            case DataFile file -> switch (file.judge(limit)) {
                case DataFile.Judgement.Right(String line) -> "right " + line;
                case DataFile.Judgement.Wrong(String line) -> "wrong " + line;
            };
            default -> throw new AssertionError(outcome);
        };
    }

    private static String mistake(String text) {
        return switch (DataFile.parse(new SourceText("t", text))) {
            case Outcome.Failed<DataFile>(var mistakes) -> mistakes.getFirst().format();
            case Outcome.Ok<DataFile>(DataFile file, var _) -> throw new AssertionError(file);
        };
    }
}
