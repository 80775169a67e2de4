package dev.protosieve.engine.verdict;

import java.util.List;
import java.util.Optional;

/**
 * A log taken apart; nothing is lost.
 *
 * @param lines in the kernel's order, without empty ones
 * @param statistics when the verifier printed them
 * @param explanation when the kernel explains the refusal itself (Linux 7.3)
 */
public record VerifierLog(List<LogLine> lines, Optional<VerdictStatistics> statistics,
        Optional<KernelExplanation> explanation) {

    public VerifierLog {
        lines = List.copyOf(lines);
    }

    /**
     * The kernel's own words: {@code Verification failed: Memory Safety: Access outside bounds} and what follows.
     *
     * @param reason and suggestion on one line each; empty when not given
     */
    public record KernelExplanation(String category, String problem, String reason, String suggestion) {
    }

    /** The complaints, in order; the last one is mostly the refusal. */
    public List<LogLine.Message> messages() {
        return lines.stream().filter(LogLine.Message.class::isInstance).map(LogLine.Message.class::cast).toList();
    }

    /** The slots in the order in which the verifier walked them. */
    public List<Integer> walked() {
        return lines.stream().filter(LogLine.Instruction.class::isInstance)
                .map(l -> ((LogLine.Instruction) l).slot()).toList();
    }
}
