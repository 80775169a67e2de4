package dev.protosieve.app.session;

import java.time.Instant;

/** Whether a filter is at work. */
public sealed interface RunState {

    /** @param remark why it does not run, when there is something to say */
    record Stopped(String remark, boolean failed) implements RunState {
    }

    /** Loading and attaching. */
    record Starting(Place place) implements RunState {
    }

    /**
     * At work.
     *
     * @param how for people: {@code XDP, generic, on lo}
     * @param remark what came of the last replacement; empty before the first
     * @param stale whether newer rules could not be put in its place
     */
    record Running(Place place, String how, Instant since, String remark, boolean stale) implements RunState {
        public Running remarked(String text, boolean old) {
            return new Running(place, how, since, text, old);
        }
    }

    /** Detaching and counting the last events. */
    record Stopping(Place place) implements RunState {
    }

    default boolean isRunning() {
        return this instanceof Running;
    }
}
