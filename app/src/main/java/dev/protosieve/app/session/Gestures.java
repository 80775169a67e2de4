package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.HeaderField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the panes do to the rules, with rules counted from 1 as the panes show them; each is one step of undo. */
public final class Gestures {

    /** The causes that have a chip, in the order of the chips. */
    public static final List<Cause> FALLBACKS = List.of(Cause.MALFORMED, Cause.ERROR, Cause.LIMIT, Cause.UNSEEN,
            Cause.DEFAULT);

    private final Workbench bench;

    public Gestures(Workbench bench) {
        this.bench = bench;
    }

    /** The names with dots between them, behind {@code msg.}. */
    public static String pathText(List<FieldDescriptor> path) {
        return "msg." + path.stream().map(FieldPath::written).collect(Collectors.joining("."));
    }

    /** Appends a rule on the field with a value that a first rule would look for, and selects it. */
    public void addRuleFor(List<FieldDescriptor> path) {
        addRule(Action.DROP, Starter.condition(path));
    }

    /** Appends a rule on a field that is known by its text only. */
    public void addRuleFor(String field) {
        addRuleFor(field, rules().size());
    }

    /** As {@link #addRuleFor(String)}, in front of the rule at that position, counted from 0. */
    public void addRuleFor(String field, int position) {
        starter(field).ifPresent(condition -> addRule(Action.DROP, condition, position));
    }

    /** A first condition on a field that is known by its text; empty for an unknown one. */
    public Optional<String> starter(String field) {
        return HeaderField.named(field).map(Starter::condition)
                .or(() -> bench.check().get().report().typed().map(t -> t.message())
                        .or(() -> bench.check().get().report().schema()
                                .flatMap(s -> FieldUse.messageName(bench.tree().get()).flatMap(s::message)))
                        .flatMap(m -> Starter.path(m, field)).map(Starter::condition));
    }

    /** Appends a rule behind the last one and selects it. */
    public void addRule(Action action, String condition) {
        addRule(action, condition, rules().size());
    }

    /** @param position counted from 0: in front of the rule that is there now */
    public void addRule(Action action, String condition, int position) {
        edit(new RuleEdit.AddRule(position, action, Optional.empty(), condition), position + 1, "add a rule");
    }

    public void setAction(int number, Action action) {
        if (isRule(number)) {
            edit(new RuleEdit.SetAction(number - 1, action), number, action.word() + " by " + nameOf(number));
        }
    }

    /** @param argument what stands behind the action's word; empty for nothing */
    public void setHead(int number, Action action, String argument) {
        if (isRule(number)) {
            edit(new RuleEdit.SetHead(number - 1, action, argument), number,
                    "change the action of " + nameOf(number));
        }
    }

    public void setCondition(int number, String condition) {
        setCondition(number, condition, "change the condition of " + nameOf(number));
    }

    /** @param number of a rule, or 0 for the file's {@code match} */
    public void setCondition(int number, String condition, String step) {
        if (number == 0 && !condition.isBlank()) {
            edit(new RuleEdit.SetMatch(condition), bench.selection().get().rule(), step);
        } else if (isRule(number)) {
            edit(new RuleEdit.SetCondition(number - 1, condition), number, step);
        }
    }

    /** The condition of a rule, or with 0 that of {@code match}; empty where there is none. */
    public String conditionOf(int number) {
        return bench.tree().get().conditionOf(number).map(c -> c.text()).orElse("");
    }

    public void setEnabled(int number, boolean enabled) {
        setEnabled(Set.of(number), enabled);
    }

    public void setEnabled(Set<Integer> numbers, boolean enabled) {
        List<RuleEdit> edits = existing(numbers).stream()
                .<RuleEdit>map(n -> new RuleEdit.SetEnabled(n - 1, enabled)).toList();
        together(edits, bench.selection().get().rule(), (enabled ? "switch on " : "switch off ") + nameOf(numbers));
    }

    /** The other rule that has this name. */
    public OptionalInt namesake(int number, String label) {
        return IntStream.rangeClosed(1, rules().size())
                .filter(n -> n != number && rules().get(n - 1).label().filter(l -> l.value().equals(label)).isPresent())
                .findFirst();
    }

    /** @param label absent to take the name away; nothing is done where another rule has it */
    public void setLabel(int number, Optional<String> label) {
        if (isRule(number) && label.stream().allMatch(l -> namesake(number, l).isEmpty())) {
            List<RuleEdit> edits = new ArrayList<>(expectedLabels(Set.of(number), label));
            edits.add(new RuleEdit.SetLabel(number - 1, label));
            all(edits, number, "name " + nameOf(number));
        }
    }

    public void delete(int number) {
        delete(Set.of(number));
    }

    public void delete(Set<Integer> numbers) {
        List<Integer> found = existing(numbers);
        if (!found.isEmpty()) {
            List<RuleEdit> edits = new ArrayList<>(expectedLabels(Set.copyOf(found), Optional.empty()));
            found.reversed().forEach(n -> edits.add(new RuleEdit.RemoveRule(n - 1)));
            together(edits, Math.min(found.getFirst(), rules().size() - found.size()), "delete " + nameOf(numbers));
        }
    }

    // an expectation that names a rule follows its name, and is about any rule when it is gone
    private List<RuleEdit> expectedLabels(Set<Integer> numbers, Optional<String> label) {
        Set<String> old = numbers.stream().flatMap(n -> rules().get(n - 1).label().stream()).map(l -> l.value())
                .collect(Collectors.toSet());
        List<Statement.Expect> lines = bench.tree().get().statements().stream()
                .filter(Statement.Expect.class::isInstance).map(Statement.Expect.class::cast).toList();
        List<RuleEdit> edits = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).label().filter(l -> old.contains(l.value())).isPresent()) {
                edits.add(new RuleEdit.SetExpectedLabel(i, label));
            }
        }
        return edits;
    }

    /** A second one behind it, with the same action and condition and without its name. */
    public void duplicate(int number) {
        duplicate(Set.of(number));
    }

    /** Second ones behind the last of them, without their names. */
    public void duplicate(Set<Integer> numbers) {
        List<Integer> found = existing(numbers);
        List<RuleEdit> edits = new ArrayList<>();
        int copies = 0;
        for (int number : found) {
            Statement.Rule rule = rules().get(number - 1);
            String condition = rule.condition().map(c -> c.text()).orElse("");
            String argument = bench.tree().get().source().slice(rule.argument().span());
            edits.add(new RuleEdit.AddRule(found.getLast() + copies, rule.action(), argument, Optional.empty(),
                    condition));
            if (!rule.enabled()) {
                edits.add(new RuleEdit.SetEnabled(found.getLast() + copies, false));
            }
            copies++;
        }
        if (!found.isEmpty()) {
            all(edits, found.getLast() + 1, "duplicate " + nameOf(numbers));
        }
    }

    /** Moves a rule to where the rule {@code to} is; nothing at the ends. */
    public void move(int number, int to) {
        if (number != to && isRule(number) && isRule(to)) {
            edit(new RuleEdit.MoveRule(number - 1, to - 1), to, "move " + nameOf(number));
        }
    }

    /** Moves rules together, in their order, so that they stand in front of that position, counted from 0. */
    public void moveTo(Set<Integer> numbers, int position) {
        List<RuleEdit> edits = new ArrayList<>();
        int down = 0;
        int up = 0;
        for (int number : existing(numbers)) {
            boolean before = number - 1 < position;
            int from = before ? number - 1 - down++ : number - 1;
            int to = before ? position - 1 : position + up++;
            if (from != to) {
                edits.add(new RuleEdit.MoveRule(from, to));
            }
        }
        all(edits, position - down + 1, "move " + nameOf(numbers));
    }

    /** Puts rules in, as they are written; labels that the file has already get a number. */
    public void insertRules(String text, int position) {
        RuleSyntax pasted = RuleParser.parse(new SourceText("pasted", text), new ArrayList<>());
        int before = rules().size();
        String unique = UniqueLabels.in(pasted, rules());
        edit(new RuleEdit.InsertRules(position, unique), Math.min(position + 1, before + 1),
                pasted.rules().size() == 1 ? "paste a rule" : "paste " + pasted.rules().size() + " rules");
    }

    /** Whole lines of rules with the comments above them, as they stand in the file. */
    public String textOf(Set<Integer> numbers) {
        return existing(numbers).stream().map(n -> bench.tree().get().textOf(rules().get(n - 1)))
                .collect(Collectors.joining("\n"));
    }

    /** A new {@code expect} line behind the last one. */
    public void addExpectation(String verdict, Optional<String> label, String body) {
        edit(new RuleEdit.AddExpectation(verdict, label, body), bench.selection().get().rule(), "add an expectation");
    }

    /** @param index from 0 */
    public void setExpectation(int index, String verdict, Optional<String> label, String body) {
        edit(new RuleEdit.SetExpectation(index, verdict, label, body), bench.selection().get().rule(),
                "change an expectation");
    }

    public void deleteExpectation(int index) {
        edit(new RuleEdit.RemoveExpectation(index), bench.selection().get().rule(), "delete an expectation");
    }

    public void setFraming(String kind) {
        edit(new RuleEdit.SetFraming(kind), bench.selection().get().rule(), "framing " + kind);
    }

    public void setMessage(String name) {
        edit(new RuleEdit.SetMessage(name), bench.selection().get().rule(), "message " + name);
    }

    /** Exchanges pass and drop for a cause. */
    public void toggle(Cause cause) {
        String next = verdictOf(cause).equals("drop") ? "pass" : "drop";
        edit(cause == Cause.DEFAULT ? new RuleEdit.SetDefault(next) : new RuleEdit.SetOn(cause.word(), next),
                bench.selection().get().rule(),
                cause == Cause.DEFAULT ? "default " + next : "on " + cause.word() + " " + next);
    }

    /** {@code pass} or {@code drop}, as the file says or, where it says nothing, as it is by default. */
    public String verdictOf(Cause cause) {
        String verdict = cause == Cause.UNSEEN || cause == Cause.DEFAULT ? "pass" : "drop";
        for (Statement statement : bench.tree().get().statements()) {
            if (statement instanceof Statement.On on && on.cause().text().equals(cause.word())) {
                verdict = on.verdict().text();
            } else if (statement instanceof Statement.Default otherwise && cause == Cause.DEFAULT) {
                verdict = otherwise.verdict().text();
            }
        }
        return verdict;
    }

    /** Whether the rules only observe. */
    public boolean isObserving() {
        return bench.tree().get().statements().stream().filter(Statement.Mode.class::isInstance)
                .anyMatch(s -> ((Statement.Mode) s).mode().text().equals("observe"));
    }

    /** Writes {@code mode observe} or {@code mode enforce}. */
    public void setObserving(boolean observe) {
        String mode = observe ? "observe" : "enforce";
        edit(new RuleEdit.SetMode(mode), bench.selection().get().rule(), "mode " + mode);
    }

    /** {@code rule "no A"}, or {@code rule 3} without a label; {@code match} for 0. */
    public String nameOf(int number) {
        if (!isRule(number)) {
            return "match";
        }
        return "rule " + rules().get(number - 1).label().map(l -> "\"" + l.value() + "\"")
                .orElse(Integer.toString(number));
    }

    private String nameOf(Set<Integer> numbers) {
        return numbers.size() == 1 ? nameOf(numbers.iterator().next()) : numbers.size() + " rules";
    }

    /** Some edits in their order as one step. */
    public void all(List<RuleEdit> edits, int select, String name) {
        RuleSyntax before = bench.tree().get();
        RuleSyntax after = before;
        for (RuleEdit edit : edits) {
            after = edit.applyTo(after).after();
        }
        edit(new TextChange(before.source().content(), after.source().content()).edit(), select, name);
    }

    /** Edits of different places as one step, without reading the file between them: there may be a thousand. */
    private void together(List<RuleEdit> edits, int select, String name) {
        RuleSyntax before = bench.tree().get();
        List<RuleEdit.ReplaceSpan> changes = edits.stream().map(e -> e.change(before))
                .sorted(Comparator.comparingInt(c -> c.span().start())).toList();
        String text = before.source().content();
        StringBuilder after = new StringBuilder();
        int at = 0;
        for (RuleEdit.ReplaceSpan change : changes) {
            after.append(text, at, Math.max(at, change.span().start())).append(change.text());
            at = Math.max(at, change.span().end());
        }
        edit(new TextChange(text, after.append(text, at, text.length()).toString()).edit(), select, name);
    }

    private void edit(RuleEdit edit, int select, String name) {
        if (!bench.treeStale().get()) {
            bench.apply(edit, name);
            bench.selectRule(select);
        }
    }

    private List<Integer> existing(Set<Integer> numbers) {
        return numbers.stream().filter(this::isRule).sorted().toList();
    }

    private List<Statement.Rule> rules() {
        return bench.tree().get().rules();
    }

    private boolean isRule(int number) {
        return number >= 1 && number <= rules().size();
    }
}
