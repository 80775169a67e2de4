package dev.protosieve.app.designer;

import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.TextChange;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Severity;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Diagnostics on the blocks that caused them. While the text is a moment ahead of its last check, those outside of what changed
 * since stay where they are.
 */
final class ProblemPlaces {

    private final RuleSyntax tree;
    private final Function<String, ConditionTree> conditions;
    private final Map<Integer, List<Problem>> byRule = new HashMap<>();

    private ProblemPlaces(RuleSyntax tree, Function<String, ConditionTree> conditions) {
        this.tree = tree;
        this.conditions = conditions;
    }

    /** @param conditions reads conditions, and may remember them */
    static Map<Integer, List<Problem>> of(Check check, RuleSyntax tree, Function<String, ConditionTree> conditions) {
        ProblemPlaces places = new ProblemPlaces(tree, conditions);
        TextChange change = new TextChange(check.report().source().content(), tree.source().content());
        for (Diagnostic diagnostic : check.diagnostics()) {
            if (diagnostic.severity() == Severity.NOTE || Workbench.isMissing(diagnostic)) {
                continue;
            }
            if (!diagnostic.place().file().equals(tree.source().name())) {
                places.putOnFile(diagnostic, diagnostic.place() + ": ");
            } else {
                change.moved(diagnostic.place().span()).ifPresent(span -> places.put(diagnostic, span));
            }
        }
        return places.byRule;
    }

    /** The first mistake in each {@code expect} line, by its place among all statements. */
    static Map<Integer, String> inExpectations(Check check, RuleSyntax tree) {
        int[] expectations = IntStream.range(0, tree.statements().size())
                .filter(i -> tree.statements().get(i) instanceof Statement.Expect).toArray();
        Map<Integer, String> mistakes = new HashMap<>();
        TextChange change = new TextChange(check.report().source().content(), tree.source().content());
        check.diagnostics().stream().filter(d -> d.isError() && d.place().file().equals(tree.source().name()))
                .forEach(d -> change.moved(d.place().span())
                        .ifPresent(span -> IntStream.of(expectations)
                                .filter(i -> tree.statements().get(i).span().contains(span))
                                .forEach(i -> mistakes.putIfAbsent(i, d.message()))));
        return mistakes;
    }

    private void put(Diagnostic diagnostic, Span span) {
        if (span.equals(Span.NONE)) {
            putOnFile(diagnostic, "");
            return;
        }
        List<Statement.Rule> rules = tree.rules();
        int low = 0;
        int high = rules.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (rules.get(middle).span().start() <= span.start()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (!rules.isEmpty() && rules.get(low).span().touches(span.start())) {
            add(low + 1, rules.get(low).condition(), diagnostic, span);
            return;
        }
        tree.statements().stream().filter(Statement.Match.class::isInstance).map(Statement.Match.class::cast)
                .filter(m -> m.span().touches(span.start())).findFirst()
                .ifPresentOrElse(m -> add(0, Optional.of(m.condition()), diagnostic, span),
                        () -> putOnFile(diagnostic, "line " + tree.source().line(span.start()) + ": "));
    }

    // what stands on no rule is told beside the settings
    private void putOnFile(Diagnostic diagnostic, String where) {
        byRule.computeIfAbsent(0, _ -> new ArrayList<>()).add(new Problem(false, List.of(), diagnostic.severity(),
                where + diagnostic.message(), diagnostic.hint()));
    }

    private void add(int rule, Optional<Condition> condition, Diagnostic diagnostic, Span span) {
        Optional<Condition> held = condition.filter(c -> c.span().contains(span));
        List<Integer> path = held.map(c -> conditions.apply(c.text()).pathTo(span.shifted(-c.span().start())))
                .orElse(List.of());
        byRule.computeIfAbsent(rule, _ -> new ArrayList<>()).add(new Problem(held.isPresent(), path,
                diagnostic.severity(), diagnostic.message(), diagnostic.hint()));
    }
}
