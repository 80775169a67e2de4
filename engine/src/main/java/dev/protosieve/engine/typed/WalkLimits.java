package dev.protosieve.engine.typed;

/**
 * How far a filter walks; part of the meaning, so oracle, simulator and kernel share it. Going past one is
 * {@link Cause#LIMIT}.
 *
 * @param bytes longest message in bytes
 * @param depth most nested frames open at once below the top level: sub-messages on a rule's path, and groups
 * @param keys most different keys of one map for the questions where {@link DistinctKeys} matter
 */
public record WalkLimits(int bytes, int depth, int keys) {

    /** A UDP payload is at most 65,507 bytes over IPv4; packet offsets stay below 65,000 so that the verifier sees a bound. */
    public static final WalkLimits STANDARD = new WalkLimits(64_000, 32, 128);
}
