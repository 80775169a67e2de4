package dev.protosieve.app.cli;

import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Expectation;
import dev.protosieve.engine.typed.TypedRules;
import java.util.Optional;

/**
 * What one engine made of one expectation.
 *
 * @param decision empty when the engine could not be asked
 * @param reason why it could not, otherwise empty
 */
record ExpectationResult(Expectation expectation, String engine, Optional<Decision> decision, String reason) {

    static ExpectationResult of(Expectation expectation, Judge judge) {
        try {
            return new ExpectationResult(expectation, judge.name(),
                    Optional.of(judge.decide(expectation.message().toByteArray())), "");
        } catch (CommandFailed e) {
            return new ExpectationResult(expectation, judge.name(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    boolean holds(TypedRules rules) {
        return decision.filter(d -> expectation.holds(d, rules)).isPresent();
    }

    boolean fails(TypedRules rules) {
        return decision.filter(d -> !expectation.holds(d, rules)).isPresent();
    }

    /** {@code ok}, {@code FAILED} or {@code not run}. */
    String word(TypedRules rules) {
        return decision.isEmpty() ? "not run" : holds(rules) ? "ok" : "FAILED";
    }

    /** The decision in words, or why there is none. */
    String got(TypedRules rules) {
        return decision.map(d -> Expectation.decided(d, rules)).orElse(reason);
    }
}
