package dev.protosieve.engine.plan;

import dev.protosieve.engine.typed.TypedRules;

/** What the filter keeps from one pass over the bytes, and how it decides. */
public record FilterPlan(TypedRules rules) {
}
