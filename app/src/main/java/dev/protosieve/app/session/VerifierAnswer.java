package dev.protosieve.app.session;

import dev.protosieve.engine.target.LoadReport;
import dev.protosieve.engine.text.Diagnostic;
import java.util.List;
import java.util.OptionalInt;

/** What the chosen target said about the filter as it is now. */
public sealed interface VerifierAnswer {

    /** Another text was opened, and is being compiled for the first time. */
    record Pending() implements VerifierAnswer {
    }

    /** Nothing to ask about: the rules do not compile. */
    record NotAsked(String why) implements VerifierAnswer {
    }

    /** @param target its name, {@code release} what it runs */
    record Accepted(String target, String release, LoadReport report) implements VerifierAnswer {
    }

    /**
     * @param diagnostics on the rules, with explanation as hint
     * @param slot the instruction that was refused, when the log tells
     */
    record Rejected(String target, String release, String log, int errno, List<Diagnostic> diagnostics,
            OptionalInt slot)
            implements
            VerifierAnswer {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** The target cannot say: privileges or features are missing. */
    record Unavailable(String target, String what, String hint) implements VerifierAnswer {
    }
}
