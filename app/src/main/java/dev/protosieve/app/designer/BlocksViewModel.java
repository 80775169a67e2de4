package dev.protosieve.app.designer;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** The rule tree as cards and chips. */
public final class BlocksViewModel {

    /**
     * A rule as its card shows it.
     *
     * @param argument of its action, as the file has it
     */
    record Card(int number, Statement.Rule rule, String argument, Optional<ConditionShape> shape, int line,
            int instructions,
            List<Diagnostic> problems) {

        /** Whether it differs from the other in nothing but the number of instructions. */
        boolean isLike(Card other) {
            return equals(new Card(other.number, other.rule, other.argument, other.shape, other.line, instructions,
                    other.problems));
        }
    }

    /** What happens to packets that no rule decides. */
    record Fallback(Cause cause, String verdict) {
    }

    private final Workbench bench;
    private final Gestures gestures;
    private final ReadOnlyObjectWrapper<List<Card>> cards = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Fallback>> fallbacks = new ReadOnlyObjectWrapper<>(List.of());
    private List<FieldChoice> fields = List.of();

    public BlocksViewModel(Workbench bench, Gestures gestures) {
        this.bench = bench;
        this.gestures = gestures;
        bench.tree().subscribe(_ -> rebuild());
        bench.check().subscribe(this::checked);
    }

    private void checked(Check check) {
        CompileReport report = check.report();
        if (report.schema().isPresent() && report.syntax().isPresent()) {
            report.syntax().flatMap(FieldUse::messageName).flatMap(report.schema().get()::message)
                    .ifPresent(message -> fields = FieldChoice.of(message));
        }
        rebuild();
    }

    private void rebuild() {
        RuleSyntax tree = bench.tree().get();
        List<Statement.Rule> rules = tree.rules();
        List<Diagnostic> problems = bench.treeStale().get() ? List.of() : bench.check().get().diagnostics();
        Map<Integer, Integer> slots = instructions();
        List<Card> next = new java.util.ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Statement.Rule rule = rules.get(i);
            int number = i + 1;
            List<Diagnostic> mine = problems.stream().filter(d -> bench.ruleOf(d) == number).toList();
            next.add(new Card(number, rule, tree.source().slice(rule.argument().span()),
                    rule.condition().map(c -> ConditionShape.of(c.text())),
                    tree.source().line(rule.span().start()), slots.getOrDefault(number, 0), mine));
        }
        cards.set(List.copyOf(next));
        fallbacks.set(Gestures.FALLBACKS.stream().map(c -> new Fallback(c, gestures.verdictOf(c))).toList());
    }

    // one walk over the code for all rules
    private Map<Integer, Integer> instructions() {
        CompileReport report = bench.check().get().report();
        Map<Integer, Integer> slots = new HashMap<>();
        List<TypedRule> rules = report.typed().map(TypedRules::rules).orElse(List.of());
        for (Placed placed : report.filter().map(CompiledFilter::code).orElse(List.of())) {
            int rule = placed.origin().rule();
            if (rule >= 0 && rule < rules.size()) {
                slots.merge(rules.get(rule).number(), placed.insn().slots(), Integer::sum);
            }
        }
        return slots;
    }

    Gestures gestures() {
        return gestures;
    }

    List<FieldChoice> fields() {
        return fields;
    }

    Optional<FieldChoice> field(String text) {
        String bare = text.replaceAll("\\s", "");
        return fields.stream().filter(f -> f.text().equals(bare)).findFirst();
    }

    void select(int number) {
        bench.selectRule(number);
    }

    ObservableValue<Selection> selection() {
        return bench.selection();
    }

    ReadOnlyObjectProperty<List<Card>> cards() {
        return cards.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Fallback>> fallbacks() {
        return fallbacks.getReadOnlyProperty();
    }

    ObservableValue<Boolean> stale() {
        return bench.treeStale();
    }

    ObservableValue<Optional<RunSnapshot>> snapshot() {
        return bench.snapshot();
    }

    static Optional<RuleCount> countOf(Optional<RunSnapshot> snapshot, int number) {
        return snapshot.flatMap(s -> s.rules().stream().filter(r -> r.number() == number).findFirst());
    }
}
