package dev.protosieve.engine.rule;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import java.util.List;

/** Rule text to tree; total: what cannot be read becomes a diagnostic and the rest is still a tree. */
public final class RuleParser {

    private RuleParser() {
    }

    /** Never fails: mistakes go to {@code into}, what could be read is in the tree. */
    public static RuleSyntax parse(SourceText source, List<Diagnostic> into) {
        return new RuleSyntax(source, List.of());
    }
}
