package dev.protosieve.engine;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Emitter;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.listing.ListingBuilder;
import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.plan.Planner;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The whole path, from rule text to explained instructions. Start reading here. */
public final class RulePipeline {

    private final SchemaLoader schemas;
    private final RuleChecker checker = new RuleChecker();
    private final Planner planner = new Planner();
    private final Emitter emitter = new Emitter();
    private final ListingBuilder listings = new ListingBuilder();

    public RulePipeline(SchemaLoader schemas) {
        this.schemas = schemas;
    }

    /**
     * Goes as far as the rules allow; what failed is in the report's diagnostics.
     *
     * @param rules the rule file
     * @param folder what relative paths in the rule file are relative to
     */
    public CompileReport compile(SourceText rules, Path folder, EmitOptions options) {
        return compile(rules, folder, options, () -> false);
    }

    /**
     * The same for whoever may stop waiting.
     *
     * @param stop asked between the stages and inside of the long ones; the answer is of no use after it said yes
     */
    public CompileReport compile(SourceText rules, Path folder, EmitOptions options, BooleanSupplier stop) {
        List<Diagnostic> found = new ArrayList<>();
        CompileReport report = CompileReport.nothing(rules);
        RuleSyntax syntax = RuleParser.parse(rules, found);
        report = report.with(syntax, found);
        Outcome<Schema> opened = SchemaStatements.placed(
                schemas.open(syntax.sources(folder), syntax.importRoots(folder), wanted(syntax), stop), syntax,
                folder);
        if (opened instanceof Outcome.Failed<Schema>) {
            // nobody can choose a message from what does not open
            found.removeIf(d -> d.code().equals("rule.missing-message"));
        }
        if (!(keep(opened, found) instanceof Outcome.Ok<Schema>(Schema schema, var _)) || stop.getAsBoolean()) {
            return report.with(found);
        }
        report = report.with(schema, found);
        if (!(keep(checker.check(syntax, schema, stop),
                found) instanceof Outcome.Ok<TypedRules>(TypedRules typed, var _))
                || found.stream().anyMatch(Diagnostic::isError)) {
            return report.with(found);
        }
        report = report.with(typed, found);
        if (stop.getAsBoolean()) {
            return report;
        }
        FilterPlan plan = planner.plan(typed);
        report = report.with(plan);
        if (stop.getAsBoolean()) {
            return report;
        }
        if (!(keep(emitter.emit(plan, options),
                found) instanceof Outcome.Ok<CompiledFilter>(CompiledFilter filter, var _))) {
            return report.with(found);
        }
        Listing listing = listings.list(filter);
        return report.with(filter, listing, found);
    }

    /** Where schemas are opened without rules. */
    public SchemaLoader schemas() {
        return schemas;
    }

    private static Set<String> wanted(RuleSyntax syntax) {
        return syntax.statements().stream().filter(RuleSyntax.Statement.Message.class::isInstance)
                .map(s -> ((RuleSyntax.Statement.Message) s).name().text()).collect(Collectors.toSet());
    }

    private static <T> Outcome<T> keep(Outcome<T> outcome, List<Diagnostic> found) {
        found.addAll(outcome.diagnostics());
        return outcome;
    }
}
