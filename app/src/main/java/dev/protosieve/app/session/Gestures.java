package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.typed.Cause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        return "msg." + path.stream().map(FieldDescriptor::getName).collect(Collectors.joining("."));
    }

    /** Appends a rule on the field with a value that a first rule would look for, and selects it. */
    public void addRuleFor(List<FieldDescriptor> path) {
        addRule(Action.DROP, Starter.condition(path));
    }

    /** Appends a rule on a field that is known by its text only. */
    public void addRuleFor(String field) {
        bench.check().get().report().typed().map(t -> t.message()).flatMap(m -> Starter.path(m, field))
                .ifPresent(this::addRuleFor);
    }

    /** Appends a rule behind the last one and selects it. */
    public void addRule(Action action, String condition) {
        int position = rules().size();
        edit(new RuleEdit.AddRule(position, action, Optional.empty(), condition), position + 1);
    }

    public void setAction(int number, Action action) {
        if (isRule(number)) {
            edit(new RuleEdit.SetAction(number - 1, action), number);
        }
    }

    public void setCondition(int number, String condition) {
        if (isRule(number)) {
            edit(new RuleEdit.SetCondition(number - 1, condition), number);
        }
    }

    public void setEnabled(int number, boolean enabled) {
        if (isRule(number)) {
            edit(new RuleEdit.SetEnabled(number - 1, enabled), number);
        }
    }

    /** @param label absent to take the name away */
    public void setLabel(int number, Optional<String> label) {
        if (isRule(number)) {
            edit(new RuleEdit.SetLabel(number - 1, label), number);
        }
    }

    public void delete(int number) {
        if (isRule(number)) {
            edit(new RuleEdit.RemoveRule(number - 1), Math.min(number, rules().size() - 1));
        }
    }

    /** A second one behind it, with the same action and condition and without its name. */
    public void duplicate(int number) {
        if (isRule(number)) {
            Statement.Rule rule = rules().get(number - 1);
            String condition = rule.condition().map(c -> c.text()).orElse("");
            String argument = bench.tree().get().source().slice(rule.argument().span());
            edit(new RuleEdit.AddRule(number, rule.action(), argument, Optional.empty(), condition), number + 1);
        }
    }

    /** Moves a rule to where the rule {@code to} is; nothing at the ends. */
    public void move(int number, int to) {
        if (number != to && isRule(number) && isRule(to)) {
            edit(new RuleEdit.MoveRule(number - 1, to - 1), to);
        }
    }

    /** Exchanges pass and drop for a cause. */
    public void toggle(Cause cause) {
        String next = verdictOf(cause).equals("drop") ? "pass" : "drop";
        edit(cause == Cause.DEFAULT ? new RuleEdit.SetDefault(next) : new RuleEdit.SetOn(cause.word(), next),
                bench.selection().get().rule());
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
        edit(new RuleEdit.SetMode(observe ? "observe" : "enforce"), bench.selection().get().rule());
    }

    private void edit(RuleEdit edit, int select) {
        if (!bench.treeStale().get()) {
            bench.apply(edit);
            bench.selectRule(select);
        }
    }

    private List<Statement.Rule> rules() {
        return bench.tree().get().rules();
    }

    private boolean isRule(int number) {
        return number >= 1 && number <= rules().size();
    }
}
