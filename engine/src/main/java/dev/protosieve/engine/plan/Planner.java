package dev.protosieve.engine.plan;

import dev.protosieve.engine.typed.TypedRules;

/** Typed rules to plan. */
public final class Planner {

    public FilterPlan plan(TypedRules rules) {
        return new FilterPlan(rules);
    }
}
