package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleEdit.ReplaceSpan;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings every edit down to one replacement of characters, and keeps the layout that the file has. */
final class EditLayout {

    private static final Set<Class<? extends Statement>> HEADER = Set.of(Statement.SchemaFile.class,
            Statement.ImportRoot.class, Statement.Message.class, Statement.Match.class, Statement.Framing.class,
            Statement.Mode.class);
    private static final Set<Class<? extends Statement>> RULES = Set.of(Statement.Rule.class);
    private static final Set<Class<? extends Statement>> CAUSES = Set.of(Statement.On.class);

    private final RuleSyntax syntax;
    private final List<Statement.Rule> rules;
    private final RuleBlocks blocks;
    private final String eol;

    private EditLayout(RuleSyntax syntax) {
        this.syntax = syntax;
        this.rules = syntax.rules();
        this.blocks = new RuleBlocks(syntax);
        this.eol = syntax.source().content().contains("\r\n") ? "\r\n" : "\n";
    }

    static ReplaceSpan change(RuleEdit edit, RuleSyntax before) {
        EditLayout layout = new EditLayout(before);
        ReplaceSpan change = switch (edit) {
            case RuleEdit.AddRule add -> layout.add(add);
            case RuleEdit.InsertRules insert -> layout.insert(insert.position(), insert.text());
            case RuleEdit.RemoveRule(int index) -> new ReplaceSpan(layout.blocks.removal(layout.rules.get(index)), "");
            case RuleEdit.MoveRule(int from, int to) -> layout.move(from, to);
            case RuleEdit.SetEnabled(int index, boolean enabled) -> layout.enable(layout.rules.get(index), enabled);
            case RuleEdit.SetAction(int index, RuleSyntax.Action action) ->
                action(layout.rules.get(index), action);
            case RuleEdit.SetHead(int index, RuleSyntax.Action action, String argument) -> new ReplaceSpan(
                    layout.rules.get(index).headSpan(),
                    action.word() + (argument.isBlank() ? "" : " " + argument.strip()));
            case RuleEdit.SetLabel(int index, Optional<String> label) -> layout.label(layout.rules.get(index), label);
            case RuleEdit.SetCondition(int index, String text) -> layout.condition(layout.rules.get(index), text);
            case RuleEdit.SetOn(String cause, String verdict) -> layout.on(cause, verdict);
            case RuleEdit.SetDefault(String verdict) -> layout.verdict(verdict);
            case RuleEdit.SetMatch(String condition) -> layout.match(condition);
            case RuleEdit.SetMode(String mode) -> layout.mode(mode);
            case RuleEdit.SetFraming(String kind) -> layout.replace(Statement.Framing.class, f -> f.kind().span(), kind,
                    () -> layout.insertBehind(List.of(HEADER), "framing " + kind));
            case RuleEdit.SetMessage(String name) -> layout.replace(Statement.Message.class, m -> m.name().span(), name,
                    () -> layout.insertBehind(List.of(HEADER), "message " + name));
            case RuleEdit.AddExpectation(String verdict, Optional<String> label, String body) ->
                layout.expect(expectation(verdict, label, body));
            case RuleEdit.SetExpectation(int index, String verdict, Optional<String> label, String body) ->
                expectation(layout.expectations().get(index), verdict, label, body);
            case RuleEdit.SetExpectedLabel(int index, Optional<String> label) ->
                expected(layout.expectations().get(index), label);
            case RuleEdit.RemoveExpectation(int index) ->
                new ReplaceSpan(layout.blocks.removal(layout.expectations().get(index)), "");
            case RuleEdit.ReplaceText(String text) ->
                new ReplaceSpan(new Span(0, before.source().content().length()), text);
            case ReplaceSpan replace -> replace;
        };
        boolean verbatim = edit instanceof RuleEdit.ReplaceText || edit instanceof RuleEdit.MoveRule
                || edit instanceof ReplaceSpan;
        return verbatim ? change : new ReplaceSpan(change.span(), change.text().replaceAll("\r?\n", layout.eol));
    }

    private ReplaceSpan add(RuleEdit.AddRule add) {
        if (add.position() < 0 || add.position() > rules.size()) {
            throw new IndexOutOfBoundsException("no place " + add.position() + " among " + rules.size() + " rules");
        }
        boolean last = add.position() == rules.size();
        if (rules.isEmpty()) {
            return insertBehind(List.of(HEADER), "\n" + RulePrinter.rule(add.label(), add.action(),
                    add.argument(), add.condition(), RulePrinter.Columns.NONE));
        }
        Statement.Rule neighbour = rules.get(last ? add.position() - 1 : add.position());
        String text = RulePrinter.rule(add.label(), add.action(), add.argument(), add.condition(),
                columns(neighbour));
        Span block = blocks.of(neighbour);
        String gap = blocks.standsApart(neighbour) ? "\n\n" : "\n";
        return last ? new ReplaceSpan(new Span(block.end(), block.end()), gap + text)
                : new ReplaceSpan(new Span(block.start(), block.start()), text + gap);
    }

    private ReplaceSpan insert(int position, String text) {
        String bare = text.stripTrailing();
        if (rules.isEmpty()) {
            return insertBehind(List.of(HEADER), "\n" + bare);
        }
        boolean last = position == rules.size();
        Span block = blocks.of(rules.get(last ? position - 1 : position));
        return last ? new ReplaceSpan(new Span(block.end(), block.end()), "\n" + bare)
                : new ReplaceSpan(new Span(block.start(), block.start()), bare + "\n");
    }

    private List<Statement.Expect> expectations() {
        return syntax.statements().stream().filter(Statement.Expect.class::isInstance).map(Statement.Expect.class::cast)
                .toList();
    }

    // what is between the braces stays as it is written where nothing in it changes
    private static ReplaceSpan expectation(Statement.Expect old, String verdict, Optional<String> label, String body) {
        Span span = old.span();
        return old.body().equals(body)
                ? new ReplaceSpan(new Span(span.start(), old.bodySpan().start() - 1), head(verdict, label))
                : new ReplaceSpan(span, expectation(verdict, label, body));
    }

    private static String expectation(String verdict, Optional<String> label, String body) {
        // a comment goes on to the end of its line and would take the brace along
        boolean lines = body.strip().contains("\n") || body.contains("#");
        return head(verdict, label) + "{" + (body.isBlank() ? "" : lines ? indented(body) : " " + body.strip() + " ")
                + "}";
    }

    private static String head(String verdict, Optional<String> label) {
        return "expect " + verdict + label.filter(l -> !l.isBlank()).map(l -> " " + RulePrinter.quote(l)).orElse("")
                + " ";
    }

    private static String indented(String body) {
        String bare = body.replaceFirst("\\A(?:[ \\t\\r]*\\n)+", "").stripTrailing().stripIndent();
        return "\n" + bare.replaceAll("(?m)^(?=.)", "  ") + "\n";
    }

    private static ReplaceSpan expected(Statement.Expect expect, Optional<String> label) {
        int from = expect.verdict().span().end();
        int to = expect.label().map(l -> l.span().end()).orElse(from);
        return new ReplaceSpan(new Span(from, to), label.map(l -> " " + RulePrinter.quote(l)).orElse(""));
    }

    /** Behind the last of these lines; without one, at the end of the file and set off by a blank line. */
    private ReplaceSpan expect(String line) {
        if (!expectations().isEmpty()) {
            return insertBehind(List.of(Set.of(Statement.Expect.class)), line);
        }
        int end = syntax.source().content().length();
        String before = end == 0 || syntax.source().content().endsWith("\n") ? "" : "\n";
        return new ReplaceSpan(new Span(end, end), before + "\n" + line + "\n");
    }

    private RulePrinter.Columns columns(Statement.Rule rule) {
        int action = syntax.source().column(rule.actionSpan().start()) - 1;
        int head = rule.headSpan().end();
        String between = rule.condition().map(c -> syntax.source().content().substring(head, c.span().start()))
                .orElse("");
        int mark = between.contains("\n") || between.isEmpty() ? 0
                : syntax.source().column(head + between.indexOf("if")) - 1;
        return new RulePrinter.Columns(action, mark);
    }

    /** Exchanges the rules and leaves what stands between them where it is. */
    private ReplaceSpan move(int from, int to) {
        List<Statement.Rule> order = new ArrayList<>(rules);
        order.add(to, order.remove(from));
        int first = Math.min(from, to);
        int last = Math.max(from, to);
        StringBuilder text = new StringBuilder();
        for (int i = first; i <= last; i++) {
            text.append(syntax.source().slice(blocks.of(order.get(i))));
            if (i < last) {
                text.append(syntax.source().content(), blocks.of(rules.get(i)).end(),
                        blocks.of(rules.get(i + 1)).start());
            }
        }
        return new ReplaceSpan(blocks.of(rules.get(first)).union(blocks.of(rules.get(last))), text.toString());
    }

    private static ReplaceSpan action(Statement.Rule rule, RuleSyntax.Action action) {
        return rule.action() == action ? new ReplaceSpan(rule.actionSpan(), action.word())
                : new ReplaceSpan(rule.headSpan(), RulePrinter.action(action, ""));
    }

    private ReplaceSpan enable(Statement.Rule rule, boolean enabled) {
        int start = rule.span().start();
        if (rule.enabled() == enabled) {
            return new ReplaceSpan(new Span(start, start), "");
        }
        return enabled ? new ReplaceSpan(new Span(start, firstOf(rule)), "")
                : new ReplaceSpan(new Span(start, start), "off ");
    }

    private static int firstOf(Statement.Rule rule) {
        return rule.label().map(Quoted::span).orElse(rule.actionSpan()).start();
    }

    private ReplaceSpan label(Statement.Rule rule, Optional<String> label) {
        String text = label.filter(l -> !l.isBlank()).map(RulePrinter::quote).orElse("");
        if (rule.label().isPresent() && !text.isEmpty()) {
            return new ReplaceSpan(rule.label().get().span(), text);
        }
        return new ReplaceSpan(new Span(firstOf(rule), rule.actionSpan().start()), text.isEmpty() ? "" : text + " ");
    }

    private ReplaceSpan condition(Statement.Rule rule, String text) {
        String fitting = RulePrinter.condition(text);
        Span behindAction = new Span(rule.headSpan().end(), rule.headSpan().end());
        Optional<Span> old = rule.condition().map(Condition::span);
        if (fitting.isEmpty()) {
            return new ReplaceSpan(old.map(behindAction::union).orElse(behindAction), "");
        }
        return old.map(span -> new ReplaceSpan(span, fitting))
                .orElse(new ReplaceSpan(behindAction, " if " + fitting));
    }

    private ReplaceSpan on(String cause, String verdict) {
        Optional<Statement.On> old = syntax.statements().stream().filter(Statement.On.class::isInstance)
                .map(Statement.On.class::cast).filter(on -> on.cause().text().equals(cause)).findFirst();
        return old.map(on -> new ReplaceSpan(on.verdict().span(), verdict))
                .orElseGet(() -> insertBehind(List.of(CAUSES, RULES, HEADER), "on " + cause + " " + verdict));
    }

    private ReplaceSpan verdict(String verdict) {
        return replace(Statement.Default.class, s -> s.verdict().span(), verdict,
                () -> insertBehind(List.of(CAUSES, RULES, HEADER), "default " + verdict));
    }

    private ReplaceSpan match(String condition) {
        String fitting = RulePrinter.condition(condition);
        return replace(Statement.Match.class, s -> s.condition().span(), fitting,
                () -> insertBehind(List.of(HEADER), "match " + fitting));
    }

    private ReplaceSpan mode(String mode) {
        return replace(Statement.Mode.class, s -> s.mode().span(), mode,
                () -> insertBehind(List.of(HEADER), "mode " + mode));
    }

    private <T extends Statement> ReplaceSpan replace(Class<T> kind, Function<T, Span> part, String text,
            Supplier<ReplaceSpan> otherwise) {
        return syntax.statements().stream().filter(kind::isInstance).map(kind::cast).findFirst()
                .map(s -> new ReplaceSpan(part.apply(s), text)).orElseGet(otherwise);
    }

    /** A new line behind the last statement of the first of these kinds that the file has; at its end without any. */
    private ReplaceSpan insertBehind(List<Set<Class<? extends Statement>>> kinds, String line) {
        Optional<Statement> anchor = kinds.stream().map(this::last).flatMap(Optional::stream).findFirst();
        if (anchor.isPresent()) {
            int end = blocks.lineEnd(anchor.get().span().end());
            return new ReplaceSpan(new Span(end, end), "\n" + line);
        }
        int end = syntax.source().content().length();
        boolean fresh = end == 0 || syntax.source().content().endsWith("\n");
        return new ReplaceSpan(new Span(end, end), (fresh ? "" : "\n") + line.stripLeading() + "\n");
    }

    private Optional<Statement> last(Set<Class<? extends Statement>> kinds) {
        return syntax.statements().stream().filter(s -> kinds.contains(s.getClass())).reduce((_, s) -> s);
    }
}
