package dev.protosieve.engine.verdict;

/** One line of a verifier log. Grammar: kernel/bpf/log.c and verifier.c, Linux 6.12. */
public sealed interface LogLine {

    /** The line as the kernel wrote it. */
    String text();

    /**
     * {@code 12: (71) r2 = *(u8 *)(r1 +0)          ; R1_w=pkt(r=1) R2_w=scalar()}.
     *
     * @param state the registers behind the semicolon; empty without
     */
    record Instruction(String text, int slot, int opcode, String code, String state) implements LogLine {
    }

    /** {@code 14: R0=inv(id=0) R10=fp0}: the registers before an instruction. */
    record State(String text, int slot, String registers) implements LogLine {
    }

    /**
     * {@code ; "no A" drop if msg.query.contains("A") @ search.sieve:6}.
     *
     * @param file empty before Linux 6.9, which does not print it
     * @param line from 1; 0 when not printed
     */
    record Source(String text, String quoted, String file, int line) implements LogLine {
    }

    /** {@code from 10 to 14: R0=1 R10=fp0}. */
    record Branch(String text, int from, int to) implements LogLine {
    }

    /** {@code processed 12 insns (limit 1000000) ...} and {@code stack depth 16}. */
    record Statistics(String text) implements LogLine {
    }

    /** Function boundaries, pruned paths, backtracking: {@code caller:}, {@code 14: safe}, {@code mark_precise: ...}. */
    record Progress(String text) implements LogLine {
    }

    /** Everything else: what the kernel complains about, and what this parser does not know. */
    record Message(String text) implements LogLine {
    }
}
