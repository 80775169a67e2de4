package dev.protosieve.engine;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.TypedRules;
import java.util.List;
import java.util.Optional;

/** The outcome of every stage, so that any view can show any stage; empty from the stage that failed on. */
public record CompileReport(SourceText source, Optional<RuleSyntax> syntax, Optional<Schema> schema,
        Optional<TypedRules> typed, Optional<FilterPlan> plan, Optional<CompiledFilter> filter,
        Optional<Listing> listing, List<Diagnostic> diagnostics) {

    public CompileReport {
        diagnostics = List.copyOf(diagnostics);
    }

    /** The report before the first stage. */
    public static CompileReport nothing(SourceText source) {
        return new CompileReport(source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of());
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /** The same outcome with other words about it. */
    public CompileReport with(List<Diagnostic> found) {
        return new CompileReport(source, syntax, schema, typed, plan, filter, listing, found);
    }

    CompileReport with(RuleSyntax next, List<Diagnostic> found) {
        return new CompileReport(source, Optional.of(next), schema, typed, plan, filter, listing, found);
    }

    CompileReport with(Schema next, List<Diagnostic> found) {
        return new CompileReport(source, syntax, Optional.of(next), typed, plan, filter, listing, found);
    }

    CompileReport with(TypedRules next, List<Diagnostic> found) {
        return new CompileReport(source, syntax, schema, Optional.of(next), plan, filter, listing, found);
    }

    CompileReport with(FilterPlan next) {
        return new CompileReport(source, syntax, schema, typed, Optional.of(next), filter, listing, diagnostics);
    }

    CompileReport with(CompiledFilter next, Listing rows, List<Diagnostic> found) {
        return new CompileReport(source, syntax, schema, typed, plan, Optional.of(next), Optional.of(rows), found);
    }
}
