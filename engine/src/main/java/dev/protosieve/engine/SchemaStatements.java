package dev.protosieve.engine;

import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is wrong with a file as a whole stands where the rule file names it. */
final class SchemaStatements {

    private SchemaStatements() {
    }

    /** The same outcome; diagnostics without a line that are about a file of a {@code schema} statement move to that statement. */
    static Outcome<Schema> placed(Outcome<Schema> outcome, RuleSyntax syntax, Path folder) {
        List<Diagnostic> moved = outcome.diagnostics().stream().map(d -> placed(d, syntax, folder)).toList();
        return switch (outcome) {
            case Outcome.Ok<Schema>(Schema schema, var _) -> new Outcome.Ok<>(schema, moved);
            case Outcome.Failed<Schema> _ -> new Outcome.Failed<>(moved);
        };
    }

    private static Diagnostic placed(Diagnostic diagnostic, RuleSyntax syntax, Path folder) {
        if (diagnostic.place().line() != 0) {
            return diagnostic;
        }
        Optional<Statement.SchemaFile> named = syntax.statements().stream()
                .filter(Statement.SchemaFile.class::isInstance).map(Statement.SchemaFile.class::cast)
                .filter(s -> folder.resolve(s.path().value()).toString().equals(diagnostic.place().file())).findFirst();
        return named.map(statement -> new Diagnostic(diagnostic.code(), diagnostic.severity(),
                syntax.source().place(statement.path().span()),
                diagnostic.place().file() + ": " + diagnostic.message(), diagnostic.hint())).orElse(diagnostic);
    }
}
