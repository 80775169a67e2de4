package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.listing.AsmParser;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every instruction of RFC 9669 but legacy packet access, with results that were written down by hand. {@code rfc9669.csv} has a
 * row for each: the section, a program, r0. r1 points to the eight bytes 01 82 03 84 05 86 07 88.
 */
class RfcTest {

    private static final byte[] MEMORY = {0x01, (byte) 0x82, 0x03, (byte) 0x84, 0x05, (byte) 0x86, 0x07, (byte) 0x88};
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "rfc9669.csv", delimiter = '|')
    void givesWhatTheRfcSays(String section, String program, String result) {
        List<Insn> insns = parsed(program);
        assertEquals(new InsnDecoder.Decoded(insns), InsnDecoder.decode(InsnEncoder.encode(insns)), section);

        var answer = SimProgram.plain(insns, List.of()).run(MEMORY, 1000);

        assertEquals(result, "0x" + Long.toHexString(
                assertInstanceOf(SimProgram.Answer.Returned.class, answer, answer::toString).result()), section);
    }

    /** Appendix A lists the opcodes; none of them may be left out of the table. */
    @Test
    void tableHasEveryOpcode() throws IOException {
        Set<Integer> seen = new HashSet<>();
        var table = Objects.requireNonNull(RfcTest.class.getResourceAsStream("rfc9669.csv"));
        try (var rows = new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII))) {
            rows.lines().filter(l -> !l.startsWith("#"))
                    .forEach(l -> parsed(l.split("\\|")[1]).forEach(i -> seen.add(InsnEncoder.encode(i)[0] & 0xff)));
        }
        List<String> missing = new ArrayList<>();
        for (int opcode = 0; opcode < 256; opcode++) {
            if (isDefined(opcode) && !seen.contains(opcode)) {
                missing.add("0x%02x".formatted(opcode));
            }
        }
        assertEquals(List.of(), missing);
    }

    /** RFC 9669 sections 3 to 5, without 5.5 and without the reserved call by register. */
    private static boolean isDefined(int opcode) {
        int code = opcode >> 4;
        boolean register = (opcode & 8) != 0;
        return switch (opcode & 7) {
            case 0 -> opcode == 0x18;
            case 1 -> (opcode & 0xe0) == 0x60 || (opcode & 0xe0) == 0x80 && opcode != 0x99;
            case 2 -> (opcode & 0xe0) == 0x60;
            case 3 -> (opcode & 0xe0) == 0x60 || opcode == 0xc3 || opcode == 0xdb;
            case 4 -> code <= 0xd && !(code == 8 && register);
            case 7 -> code <= 0xd && !((code == 8 || code == 0xd) && register);
            case 5 -> code <= 0xd && !((code == 0 || code == 8 || code == 9) && register);
            default -> code <= 0xd && code != 8 && code != 9 && !(code == 0 && register);
        };
    }

    /** Section 4.1 by big numbers, which share nothing with the machine's arithmetic. */
    @Test
    void computesAsBigNumbersDo() {
        Random random = new Random(9669);
        List<String> words = List.of("add", "sub", "mul", "div", "sdiv", "or", "and", "lsh", "rsh", "mod", "smod",
                "xor",
                "mov", "arsh");
        for (int i = 0; i < 20_000; i++) {
            String word = words.get(random.nextInt(words.size()));
            boolean wide = random.nextBoolean();
            long a = number(random);
            long b = number(random);
            String text = "lddw r0, %d; lddw r2, %d; %s%s r0, r2; exit".formatted(a, b, word, wide ? "" : "32");

            var answer = assertInstanceOf(SimProgram.Answer.Returned.class,
                    SimProgram.plain(parsed(text), List.of()).run(MEMORY, 10));

            assertEquals(expected(word, wide ? 64 : 32, a, b), answer.result(), text);
        }
    }

    private static long number(Random random) {
        long[] corners = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, 31, 32, 63,
                64,
                0xffff_ffffL, 0x8000_0000L};
        return random.nextBoolean() ? random.nextLong() : corners[random.nextInt(corners.length)];
    }

    private static long expected(String word, int bits, long first, long second) {
        BigInteger size = BigInteger.ONE.shiftLeft(bits);
        BigInteger a = BigInteger.valueOf(first).mod(size);
        BigInteger b = BigInteger.valueOf(second).mod(size);
        BigInteger signedA = a.testBit(bits - 1) ? a.subtract(size) : a;
        BigInteger signedB = b.testBit(bits - 1) ? b.subtract(size) : b;
        boolean zero = b.signum() == 0;
        int shift = b.intValue() & bits - 1;
        BigInteger result = switch (word) {
            case "add" -> a.add(b);
            case "sub" -> a.subtract(b);
            case "mul" -> a.multiply(b);
            case "div" -> zero ? BigInteger.ZERO : a.divide(b);
            case "sdiv" -> zero ? BigInteger.ZERO : signedA.divide(signedB);
            case "mod" -> zero ? a : a.remainder(b);
            case "smod" -> zero ? a : signedA.remainder(signedB);
            case "or" -> a.or(b);
            case "and" -> a.and(b);
            case "xor" -> a.xor(b);
            case "lsh" -> a.shiftLeft(shift);
            case "rsh" -> a.shiftRight(shift);
            case "arsh" -> signedA.shiftRight(shift);
            default -> b;
        };
        return result.mod(size).mod(TWO_TO_64).longValue();
    }

    static List<Insn> parsed(String program) {
        var outcome = AsmParser.parse(new SourceText("test", program.strip().replaceAll("; *", "\n")), List.of());
        return switch (outcome) {
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) -> insns;
            case Outcome.Failed<List<Insn>>(var mistakes) -> throw new AssertionError(
                    program + Stream.of(mistakes).toList());
        };
    }
}
