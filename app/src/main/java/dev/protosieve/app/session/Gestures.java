package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Cause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the panes do to the rules: each gesture is one step of undo on the workbench. */
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
        String line = action.word() + "  if " + condition;
        List<Statement.Rule> rules = rules();
        if (rules.isEmpty()) {
            insertLine(lastHeader(), line);
        } else {
            insertLine(rules.getLast().span().end(), " ".repeat(column(rules.getLast())) + line);
        }
        bench.selectRule(rules.size() + 1);
    }

    private int column(Statement.Rule rule) {
        return rule.label().isPresent() ? 0 : source().column(rule.span().start()) - 1;
    }

    private int lastHeader() {
        return bench.tree().get().statements().stream().filter(s -> switch (s) {
            case Statement.SchemaFile _, Statement.ImportRoot _, Statement.Message _, Statement.Match _,
                    Statement.Framing _, Statement.Mode _ ->
                true;
            case Statement.Rule _, Statement.On _, Statement.Default _, Statement.Expect _ -> false;
        }).mapToInt(s -> s.span().end()).max().orElse(0);
    }

    private void insertLine(int behind, String line) {
        String text = text();
        int end = text.indexOf('\n', behind);
        String before = end < 0 ? text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n")
                : text.substring(0, end + 1);
        bench.gesture(before + line + "\n" + (end < 0 ? "" : text.substring(end + 1)));
    }

    public void setAction(int number, Action action) {
        rule(number).ifPresent(rule -> replace(rule.actionSpan(), action.word(), number));
    }

    public void setCondition(int number, String condition) {
        rule(number).ifPresent(rule -> rule.condition().ifPresentOrElse(
                c -> replace(c.span(), condition, number),
                () -> replace(new Span(rule.actionSpan().end(), rule.actionSpan().end()), " if " + condition, number)));
    }

    public void setEnabled(int number, boolean enabled) {
        rule(number).filter(rule -> rule.enabled() != enabled).ifPresent(rule -> {
            int start = rule.span().start();
            if (enabled) {
                String rest = text().substring(start + 3);
                int blanks = rest.length() - rest.stripLeading().length();
                replace(new Span(start, start + 3 + blanks), "", number);
            } else {
                replace(new Span(start, start), "off ", number);
            }
        });
    }

    /** @param label absent to take the name away */
    public void setLabel(int number, Optional<String> label) {
        rule(number).ifPresent(rule -> {
            String quoted = label.map(l -> "\"" + l.replace("\\", "\\\\").replace("\"", "\\\"") + "\"").orElse("");
            int action = rule.actionSpan().start();
            int from = rule.label().map(l -> l.span().start()).orElse(action);
            replace(new Span(from, action), quoted.isEmpty() ? "" : quoted + "  ", number);
        });
    }

    public void delete(int number) {
        rule(number).ifPresent(rule -> {
            Span lines = lines(rule.span());
            replace(lines, "", Math.min(number, rules().size() - 1));
        });
    }

    public void duplicate(int number) {
        rule(number).ifPresent(rule -> {
            Span lines = lines(rule.span());
            replace(new Span(lines.end(), lines.end()), terminated(source().slice(lines)), number + 1);
        });
    }

    /** Moves a rule to where the rule {@code to} is; nothing at the ends. */
    public void move(int number, int to) {
        if (number == to || rule(number).isEmpty() || rule(to).isEmpty()) {
            return;
        }
        Span from = lines(rules().get(number - 1).span());
        Span goal = lines(rules().get(to - 1).span());
        String text = text();
        String moved = terminated(text.substring(from.start(), from.end()));
        int at = to < number ? goal.start() : goal.end();
        String changed = at <= from.start()
                ? text.substring(0, at) + moved + text.substring(at, from.start()) + text.substring(from.end())
                : text.substring(0, from.start()) + terminated(text.substring(from.end(), at)) + moved
                        + text.substring(at);
        bench.gesture(changed);
        bench.selectRule(to);
    }

    /** Exchanges pass and drop for a cause. */
    public void toggle(Cause cause) {
        String next = verdictOf(cause).equals("drop") ? "pass" : "drop";
        Optional<Span> verdict = verdictSpan(cause);
        if (verdict.isPresent()) {
            replace(verdict.get(), next, bench.selection().get().rule());
        } else {
            String line = cause == Cause.DEFAULT ? "default " + next : "on " + cause.word() + " " + next;
            int behind = rules().isEmpty() ? lastHeader() : rules().getLast().span().end();
            insertLine(behind, line);
        }
    }

    /** {@code pass} or {@code drop}, as the file says or, where it says nothing, as it is by default. */
    public String verdictOf(Cause cause) {
        return verdictSpan(cause).map(source()::slice)
                .orElse(cause == Cause.UNSEEN || cause == Cause.DEFAULT ? "pass" : "drop");
    }

    private Optional<Span> verdictSpan(Cause cause) {
        return bench.tree().get().statements().stream().flatMap(s -> switch (s) {
            case Statement.On on when on.cause().text().equals(cause.word()) ->
                java.util.stream.Stream.of(on.verdict().span());
            case Statement.Default def when cause == Cause.DEFAULT -> java.util.stream.Stream.of(def.verdict().span());
            default -> java.util.stream.Stream.<Span>empty();
        }).reduce((_, last) -> last);
    }

    /** Whether the rules only observe. */
    public boolean isObserving() {
        return modeSpan().map(source()::slice).filter("observe"::equals).isPresent();
    }

    /** Writes {@code mode observe} or {@code mode enforce}. */
    public void setObserving(boolean observe) {
        String word = observe ? "observe" : "enforce";
        modeSpan().ifPresentOrElse(span -> replace(span, word, bench.selection().get().rule()),
                () -> insertLine(lastHeader(), "mode     " + word));
    }

    private Optional<Span> modeSpan() {
        return bench.tree().get().statements().stream().filter(Statement.Mode.class::isInstance)
                .map(s -> ((Statement.Mode) s).mode().span()).findFirst();
    }

    private void replace(Span span, String with, int select) {
        String text = text();
        bench.gesture(text.substring(0, span.start()) + with + text.substring(span.end()));
        bench.selectRule(select);
    }

    private static String terminated(String lines) {
        return lines.endsWith("\n") ? lines : lines + "\n";
    }

    private Span lines(Span span) {
        String text = text();
        int start = text.lastIndexOf('\n', span.start() - 1) + 1;
        int end = text.indexOf('\n', span.end());
        return new Span(start, end < 0 ? text.length() : end + 1);
    }

    private List<Statement.Rule> rules() {
        return bench.tree().get().rules();
    }

    private Optional<Statement.Rule> rule(int number) {
        List<Statement.Rule> rules = rules();
        boolean there = number >= 1 && number <= rules.size() && !bench.treeStale().get();
        return there ? Optional.of(rules.get(number - 1)) : Optional.empty();
    }

    private SourceText source() {
        return bench.tree().get().source();
    }

    private String text() {
        return bench.document().get().text();
    }
}
