package dev.protosieve.engine.target;

/**
 * The verifier's statistics; -1 where a target does not tell.
 *
 * @param log the verifier's log, possibly empty
 * @param processed instructions the verifier walked, of at most 1,000,000
 * @param stackBytes of at most 512
 * @param jitedBytes machine code size
 * @param nanos how long loading took
 */
public record LoadReport(String log, long processed, int stackBytes, int jitedBytes, long nanos) {
}
