package dev.protosieve.engine.emit;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a filter is emitted for.
 *
 * @param name of the program, {@code [A-Za-z0-9_.]}, at most 15 characters
 * @param without what is left out that would make it faster
 */
public record EmitOptions(String name, Hook hook, KernelFeatures features, EventLayout events,
        Set<Optimisation> without) {

    public EmitOptions {
        without = Set.copyOf(without);
    }

    /** With events, named {@code protosieve}. */
    public static EmitOptions of(Hook hook, KernelFeatures features) {
        return new EmitOptions("protosieve", hook, features, EventLayout.STANDARD, EnumSet.noneOf(Optimisation.class));
    }

    public EmitOptions named(String other) {
        return new EmitOptions(other, hook, features, events, without);
    }

    public EmitOptions withEvents(EventLayout layout) {
        return new EmitOptions(name, hook, features, layout, without);
    }

    public EmitOptions without(Set<Optimisation> left) {
        return new EmitOptions(name, hook, features, events, left);
    }

    /** Whether that is done. */
    public boolean does(Optimisation optimisation) {
        return !without.contains(optimisation);
    }
}
