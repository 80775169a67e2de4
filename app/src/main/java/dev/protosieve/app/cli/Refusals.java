package dev.protosieve.app.cli;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.text.Diagnostic;
import java.util.stream.Collectors;

/** Why a filter was not loaded, in words. */
final class Refusals {

    private Refusals() {
    }

    static CommandFailed of(LoadOutcome outcome, CompiledFilter filter) {
        return switch (outcome) {
            case LoadOutcome.Loaded _ -> throw new IllegalArgumentException("it is loaded");
            case LoadOutcome.Rejected rejected -> new CommandFailed(Kernel.diagnostics(rejected, filter).stream()
                    .map(Diagnostic::format).collect(Collectors.joining(System.lineSeparator())));
            case LoadOutcome.Unsupported(String what, String hint) -> new CommandFailed(what, hint);
            case LoadOutcome.Denied(String what, String hint) -> new CommandFailed(what, hint);
            case LoadOutcome.Cancelled() -> new CommandFailed("loading was cancelled");
        };
    }
}
