package dev.protosieve.engine.verdict;

import java.util.List;

/**
 * What the verifier says of its own work, for accepted programs too.
 *
 * @param processed instructions walked, over all paths
 * @param limit how many it would have walked at most
 * @param maxStatesPerInsn most states kept for one instruction
 * @param totalStates states kept altogether
 * @param peakStates states kept at once
 * @param stackDepths bytes of stack, one for each function; empty when the log does not say
 */
public record VerdictStatistics(int processed, int limit, int maxStatesPerInsn, int totalStates, int peakStates,
        List<Integer> stackDepths) {

    public VerdictStatistics {
        stackDepths = List.copyOf(stackDepths);
    }

    /** Bytes of stack of the deepest function; 0 when the log does not say. */
    public int stackDepth() {
        return stackDepths.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
