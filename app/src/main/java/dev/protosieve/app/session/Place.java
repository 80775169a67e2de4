package dev.protosieve.app.session;

import dev.protosieve.engine.target.FilterTarget;

/** Somewhere a filter can run: an interface of a target. */
public record Place(FilterTarget target, String device) {

    /** {@code lo}, or {@code sim0 (sim)} where it is not the kernel. */
    @Override
    public String toString() {
        return target.name().equals("kernel") ? device : device + " (" + target.name() + ")";
    }
}
