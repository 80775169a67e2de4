package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import dev.cel.compiler.CelCompiler;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.typed.CelTrees.Checked;
import dev.protosieve.engine.typed.Expr.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Tree and schema to typed rules: resolves names, has CEL type-check every condition. */
public final class RuleChecker {

    private final CelEnvironments environments = new CelEnvironments();
    private final ConstantEvaluator constants = new ConstantEvaluator();

    /**
     * All mistakes of all rules at once, each at its exact characters.
     *
     * @param syntax what the parser could read; what it reported is not reported again
     */
    public Outcome<TypedRules> check(RuleSyntax syntax, Schema schema) {
        return check(syntax, schema, () -> false);
    }

    /** The same for whoever may stop waiting: the answer is of no use after {@code stop} said yes. */
    public Outcome<TypedRules> check(RuleSyntax syntax, Schema schema, BooleanSupplier stop) {
        Findings findings = new Findings(syntax.source());
        StatementChecker statements = new StatementChecker(syntax, findings);
        Optional<Descriptor> message = statements.message(schema);
        Optional<Statement.Match> match = statements.match();
        statements.unreachable();
        if (message.isEmpty() || statements.tooManyRules()) {
            return new Outcome.Failed<>(findings.inOrder());
        }
        boolean validateFull = statements.validateFull(message.get(), schema);
        Expectations.check(syntax, message.get(), findings);
        Optional<CelCompiler> compiler = environments.compiler(message.get(), schema);
        if (compiler.isEmpty()) {
            statements.tooManyTypes(message.get());
            return new Outcome.Failed<>(findings.inOrder());
        }
        Map<Condition, Expr> conditions = conditions(syntax, match, message.get(), schema, compiler.get(), findings,
                stop);
        if (findings.hasErrors() || stop.getAsBoolean()) {
            return new Outcome.Failed<>(findings.inOrder());
        }
        Expr packets = conditions.get(match.orElseThrow().condition());
        TypedRules rules = new TypedRules(syntax, schema, message.get(), packets, rules(syntax, conditions),
                statements.verdicts(), statements.observe(), validateFull, WalkLimits.STANDARD);
        new RuleLints(rules, findings).lint();
        return new Outcome.Ok<>(rules, findings.inOrder());
    }

    private Map<Condition, Expr> conditions(RuleSyntax syntax, Optional<Statement.Match> match, Descriptor message,
            Schema schema, CelCompiler compiler, Findings findings, BooleanSupplier stop) {
        List<Condition> all = new ArrayList<>();
        for (Statement statement : syntax.statements()) {
            if (statement instanceof Statement.Rule rule && rule.enabled()) {
                rule.condition().ifPresent(all::add);
                MeasureChecker.key(rule.argument()).ifPresent(all::add);
            }
        }
        match.ifPresent(m -> all.add(m.condition()));
        all.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
        CelTrees trees = new CelTrees(compiler, syntax.source().content(),
                new CelMessages(message, schema, findings));
        Map<Condition, Expr> typed = new HashMap<>();
        Set<Condition> keys = MeasureChecker.keys(syntax);
        for (Checked checked : trees.check(all)) {
            if (stop.getAsBoolean()) {
                break;
            }
            boolean packets = match.isPresent() && match.get().condition().equals(checked.condition());
            ExprBuilder builder = new ExprBuilder(checked, message, schema, constants, findings, packets);
            (keys.contains(checked.condition()) ? MeasureChecker.key(builder.key(), findings) : builder.condition())
                    .ifPresent(e -> typed.put(checked.condition(), e));
        }
        return typed;
    }

    private static List<TypedRule> rules(RuleSyntax syntax, Map<Condition, Expr> conditions) {
        List<TypedRule> rules = new ArrayList<>();
        int number = 0;
        for (Statement.Rule rule : syntax.rules()) {
            number++;
            if (!rule.enabled()) {
                continue;
            }
            int line = syntax.source().line(rule.span().start());
            String name = rule.label().map(Quoted::value).orElse("line " + line);
            Expr condition = rule.condition().map(conditions::get)
                    .orElseGet(() -> new Literal(rule.actionSpan(), ExprType.BOOL, true));
            rules.add(new TypedRule(number, name, line, rule.action(),
                    MeasureChecker.measure(rule.argument(), conditions), condition, rule.span()));
        }
        return rules;
    }
}
