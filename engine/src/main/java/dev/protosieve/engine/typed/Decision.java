package dev.protosieve.engine.typed;

/**
 * A verdict with its cause.
 *
 * @param rule position in {@link TypedRules#rules()} when the cause is {@link Cause#RULE}, otherwise -1
 */
public record Decision(Verdict verdict, Cause cause, int rule) {

    public static Decision of(Verdict verdict, Cause cause) {
        return new Decision(verdict, cause, -1);
    }
}
