package dev.protosieve.app.designer;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.ConditionGestures;
import dev.protosieve.app.session.Cost;
import dev.protosieve.app.session.ExpectResults;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** The rule tree as blocks, and where the keyboard is in it. */
public final class BlocksViewModel {

    /** Conditions whose trees are kept: more than a screen has. */
    private static final int KEPT = 2_000;
    private static final Pattern MESSAGE = Pattern.compile("\\bmsg\\b");

    private final Workbench bench;
    private final Gestures gestures;
    private final ConditionGestures conditions;
    private final Links links;
    private final ReadOnlyObjectWrapper<List<RuleBlock>> rules = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Settings> settings = new ReadOnlyObjectWrapper<>(Settings.NONE);
    private final ReadOnlyObjectWrapper<List<ExpectLine>> expectations = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Cursor> cursor = new ReadOnlyObjectWrapper<>(Cursor.NOWHERE);
    private final ReadOnlyObjectWrapper<TreeSet<Integer>> chosen = new ReadOnlyObjectWrapper<>(new TreeSet<>());
    private final Map<String, ConditionTree> trees = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ConditionTree> eldest) {
            return size() > KEPT;
        }
    };
    private Optional<Descriptor> message = Optional.empty();
    private @Nullable CompileReport counted;
    private Map<Integer, Integer> slots = Map.of();
    private int anchor;
    private int types;

    public BlocksViewModel(Workbench bench, Gestures gestures) {
        this.bench = bench;
        this.gestures = gestures;
        this.conditions = new ConditionGestures(gestures);
        this.links = new Links(bench);
        bench.tree().subscribe(_ -> rebuild());
        bench.check().subscribe(this::checked);
        bench.expectations().subscribe(_ -> expect());
        bench.selection().subscribe(this::selected);
    }

    private void checked(Check check) {
        CompileReport report = check.report();
        if (report.schema().isPresent() && report.syntax().isPresent()) {
            report.syntax().flatMap(FieldUse::messageName).flatMap(report.schema().get()::message)
                    .ifPresent(this::types);
        }
        rebuild();
    }

    private void types(Descriptor next) {
        boolean same = message.filter(m -> m == next || m.getFullName().equals(next.getFullName())
                && m.getFile().toProto().equals(next.getFile().toProto())).isPresent();
        types += same ? 0 : 1;
        message = Optional.of(next);
    }

    private void rebuild() {
        RuleSyntax tree = bench.tree().get();
        Map<Integer, List<Problem>> problems = bench.treeStale().get() ? Map.of()
                : ProblemPlaces.of(bench.check().get(), tree, this::tree);
        Map<Integer, Integer> slots = instructions();
        Remarks remarks = Remarks.of(tree);
        List<RuleBlock> next = new ArrayList<>();
        for (Statement.Rule rule : tree.rules()) {
            int number = next.size() + 1;
            next.add(new RuleBlock(number, rule.enabled(), rule.label().map(Quoted::value), rule.action(),
                    tree.source().slice(rule.argument().span()), rule.condition().map(Condition::text),
                    remarks.ofRule(number), types,
                    tree.source().line(rule.span().start()), slots.getOrDefault(number, 0),
                    problems.getOrDefault(number, List.of())));
        }
        List<RuleBlock> before = rules.get();
        rules.set(List.copyOf(next));
        if (chosen.get().size() > 1 && chosen.get().stream().anyMatch(n -> isOther(n, before, next))) {
            int selected = bench.selection().get().rule();
            choose(new TreeSet<>(selected > 0 ? Set.of(selected) : Set.of()));
        }
        settings.set(Settings.of(tree, gestures, bench.check().get().report().schema(), remarks,
                problems.getOrDefault(0, List.of())));
        expect();
        settle();
    }

    // what is chosen is numbers: other rules that got them were chosen by nobody
    private static boolean isOther(int number, List<RuleBlock> before, List<RuleBlock> after) {
        return number > before.size() || number > after.size()
                || !before.get(number - 1).says(after.get(number - 1));
    }

    private void expect() {
        ExpectResults results = bench.expectations().get();
        boolean current = results.text().equals(bench.tree().get().source().content());
        Map<Integer, String> mistakes = bench.treeStale().get() ? Map.of()
                : ProblemPlaces.inExpectations(bench.check().get(), bench.tree().get());
        expectations.set(ExpectLine.of(bench.tree().get(), mistakes, current ? results.results() : List.of()));
    }

    // what is chosen or held by the keyboard may be gone
    private void settle() {
        int last = rules.get().size();
        if (chosen.get().stream().anyMatch(n -> n > last)) {
            choose(new TreeSet<>(chosen.get().headSet(last, true)));
        }
        Cursor now = cursor.get();
        if (now.rule() > last) {
            cursor.set(last == 0 ? Cursor.NOWHERE : Cursor.onRule(last));
        } else if (now.block() && !treeOf(now.rule()).has(now.path())) {
            List<Integer> path = now.path();
            while (!treeOf(now.rule()).has(path)) {
                path = path.subList(0, path.size() - 1);
            }
            cursor.set(conditionOf(now.rule()).isBlank() ? Cursor.onRule(now.rule()) : Cursor.on(now.rule(), path));
        } else if (now.block() && conditionOf(now.rule()).isBlank()) {
            cursor.set(Cursor.onRule(now.rule()));
        }
    }

    // one walk over the code for all rules
    private Map<Integer, Integer> instructions() {
        CompileReport report = bench.check().get().report();
        if (report == counted) {
            return slots;
        }
        counted = report;
        slots = count(report);
        return slots;
    }

    private static Map<Integer, Integer> count(CompileReport report) {
        Map<Integer, Integer> slots = new HashMap<>();
        List<TypedRule> typed = report.typed().map(TypedRules::rules).orElse(List.of());
        for (Placed placed : report.filter().map(CompiledFilter::code).orElse(List.of())) {
            int rule = placed.origin().rule();
            if (rule >= 0 && rule < typed.size()) {
                slots.merge(typed.get(rule).number(), placed.insn().slots(), Integer::sum);
            }
        }
        return slots;
    }

    private void selected(Selection selection) {
        int rule = selection.rule();
        if (rule > 0 && !chosen.get().contains(rule)) {
            choose(new TreeSet<>(List.of(rule)));
            anchor = rule;
        } else if (rule == 0 && cursor.get().rule() != 0) {
            choose(new TreeSet<>());
        }
        if (rule > 0 && cursor.get().rule() != rule) {
            cursor.set(Cursor.onRule(rule));
        }
    }

    private void choose(TreeSet<Integer> next) {
        chosen.set(next);
    }

    /** The blocks that belong to what is selected in another pane: an instruction, a field, bytes. */
    Set<Cursor> linked() {
        return bench.treeStale().get() ? Set.of()
                : links.texts().stream().flatMap(text -> blockOf(text).stream()).collect(Collectors.toSet());
    }

    private Optional<Cursor> blockOf(Span text) {
        int rule = bench.ruleAt(text.start());
        return bench.tree().get().conditionOf(rule).filter(c -> c.span().contains(text))
                .map(c -> Cursor.on(rule, tree(c.text()).pathTo(text.shifted(-c.span().start()))));
    }

    /** Of the message that the rules are about; empty while it is not known. */
    Optional<Descriptor> message() {
        return message;
    }

    Gestures gestures() {
        return gestures;
    }

    /** What rules cost in nanoseconds. */
    ObservableValue<Cost> cost() {
        return bench.cost();
    }

    ConditionGestures conditions() {
        return conditions;
    }

    /** The tree of a condition's text; remembered. */
    ConditionTree tree(String condition) {
        return trees.computeIfAbsent(condition, ConditionTree::of);
    }

    ConditionTree treeOf(int rule) {
        return tree(conditionOf(rule));
    }

    /** Of a rule, or with 0 of {@code match}; empty where there is none. */
    String conditionOf(int rule) {
        if (rule == 0) {
            return settings.get().match();
        }
        return rule > 0 && rule <= rules.get().size() ? rules.get().get(rule - 1).text() : "";
    }

    /** The names that the condition of a rule may use; 0 is {@code match}. */
    Scope scope(int rule) {
        return rule == 0 ? Scope.PACKET : Scope.of(message);
    }

    Scope scope(int rule, List<Integer> path) {
        return Term.scope(treeOf(rule), path, scope(rule));
    }

    /** A field as the schema pane names it. */
    boolean isField(String text) {
        return scope(1).typeOf(text).isPresent() && text.contains(".");
    }

    /** Whether a condition or a field can be of use there: packets are matched before the message is read. */
    boolean takes(int rule, String text) {
        return rule > 0 || !MESSAGE.matcher(text).find();
    }

    ReadOnlyObjectProperty<Cursor> cursor() {
        return cursor.getReadOnlyProperty();
    }

    /** Puts the keyboard on a rule or on a block of it, and selects the rule. */
    void go(Cursor next) {
        cursor.set(next);
        choose(next.rule() > 0 ? new TreeSet<>(List.of(next.rule())) : new TreeSet<>());
        anchor = next.rule();
        if (next.rule() != bench.selection().get().rule()) {
            bench.selectRule(next.rule());
        }
    }

    /** The rules that gestures on rules are about. */
    ReadOnlyObjectProperty<TreeSet<Integer>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** Adds a rule to the chosen ones, or takes it away. */
    void toggle(int rule) {
        TreeSet<Integer> next = new TreeSet<>(chosen.get());
        if (!next.remove(rule) || next.isEmpty()) {
            next.add(rule);
        }
        anchor = rule;
        extend(next, rule);
    }

    /** Chooses all from the last one that was chosen alone to this one. */
    void extendTo(int rule) {
        TreeSet<Integer> next = new TreeSet<>();
        int from = Math.max(1, Math.min(anchor, rules.get().size()));
        for (int i = Math.min(from, rule); i <= Math.max(from, rule); i++) {
            next.add(i);
        }
        extend(next, rule);
    }

    /** Moves rules together in front of that position, counted from 0; they stay chosen. */
    void move(Set<Integer> numbers, int position) {
        gestures.moveTo(numbers, position);
        int first = position + 1 - (int) numbers.stream().filter(n -> n <= position).count();
        go(Cursor.onRule(first));
        if (numbers.size() > 1) {
            extendTo(first + numbers.size() - 1);
        }
    }

    void chooseAll() {
        anchor = 1;
        extendTo(rules.get().size());
    }

    private void extend(TreeSet<Integer> next, int rule) {
        if (rule >= 1 && rule <= rules.get().size()) {
            choose(next);
            cursor.set(Cursor.onRule(rule));
            int kept = anchor;
            bench.selectRule(rule);
            choose(next);
            anchor = kept;
        }
    }

    ObservableValue<Selection> selection() {
        return bench.selection();
    }

    ReadOnlyObjectProperty<List<RuleBlock>> rules() {
        return rules.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Settings> settings() {
        return settings.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<ExpectLine>> expectations() {
        return expectations.getReadOnlyProperty();
    }

    ObservableValue<Boolean> stale() {
        return bench.treeStale();
    }

    ObservableValue<Optional<RunSnapshot>> snapshot() {
        return bench.snapshot();
    }

    /** What the rule with that number has counted in the run that is at work. */
    Optional<RuleCount> count(int rule) {
        return bench.counted().of(rule);
    }

    /** What an action does, for menus. */
    static String meaning(Action action) {
        return switch (action) {
            case PASS -> "let the packet through, ask no other rule";
            case DROP -> "drop the packet, ask no other rule";
            case LOG -> "report the packet and go on to the next rule";
            case SAMPLE -> "report one of several packets and go on to the next rule";
            case COUNT -> "count the packet, by a value if you like, and go on to the next rule";
            case LIMIT -> "drop the packet when they come too fast, otherwise go on to the next rule";
        };
    }

    /** Asks for the schema that the rules begin with. */
    void chooseSchema() {
        bench.schemaAsker().get().run();
    }

    /** Shows the text where it cannot be read. */
    void showText() {
        bench.check().get().diagnostics().stream().filter(d -> d.isError()).findFirst().ifPresent(bench::showText);
    }

    /** As {@link dev.protosieve.app.session.Document#nearby}. */
    String nearby(String words) {
        return bench.document().get().nearby(words);
    }
}
