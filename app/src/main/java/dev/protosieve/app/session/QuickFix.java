package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.text.Diagnostic;

/**
 * What mends a diagnostic with one click.
 *
 * @param title what it does, as a button says it: {@code Add import "../common"}
 * @param mends the finding that goes away
 */
public record QuickFix(String title, Diagnostic mends, Cure cure) {

    /** How it is mended. */
    public sealed interface Cure {
    }

    /** One step of undo in the rules. */
    public record Edit(RuleEdit edit) implements Cure {
    }

    /** Asks the user for more first, or does something outside the rules. */
    public record Action(Runnable action) implements Cure {
    }
}
