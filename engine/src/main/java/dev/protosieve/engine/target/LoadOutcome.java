package dev.protosieve.engine.target;

/** What a target said about a program. */
public sealed interface LoadOutcome {

    /** It is loaded; closing {@code filter} unloads it. */
    record Loaded(LoadedFilter filter, LoadReport report) implements LoadOutcome {
    }

    /**
     * The verifier (or the simulator's own checks) refused it.
     *
     * @param errno as the kernel gave it
     */
    record Rejected(String log, int errno) implements LoadOutcome {
    }

    /** This target lacks something that the program needs. */
    record Unsupported(String what, String hint) implements LoadOutcome {
    }

    /** The privileges are missing. */
    record Denied(String what, String hint) implements LoadOutcome {
    }

    /** The caller wanted it no more. */
    record Cancelled() implements LoadOutcome {
    }
}
