package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes origins: shared code points at the statement it serves, the rest at a rule or a part of its condition. */
final class Origins {

    private record Reader(int rule, Span span, boolean only) {
    }

    private final TypedRules rules;
    private final Map<Object, Reader> readers = new HashMap<>();

    Origins(FilterPlan plan) {
        this.rules = plan.rules();
        for (int i = 0; i < rules.rules().size(); i++) {
            int rule = i;
            rules.rules().get(i).exprs().forEach(e -> note(rule, e));
        }
    }

    private void note(int rule, Expr expr) {
        switch (expr) {
            case Expr.Literal _ -> {
            }
            case Expr.Field field -> note(rule, field.path(), field.span());
            case Expr.Header header -> note(rule, header.field(), header.span());
            case Expr.Not not -> note(rule, not.operand());
            case Expr.And and -> and.operands().forEach(e -> note(rule, e));
            case Expr.Or or -> or.operands().forEach(e -> note(rule, e));
            case Expr.Compare compare -> {
                note(rule, compare.left());
                note(rule, compare.right());
            }
            case Expr.StringTest test -> note(rule, test.subject());
        }
    }

    private void note(int rule, Object read, Span span) {
        readers.merge(read, new Reader(rule, span, true),
                (old, now) -> new Reader(old.rule(), old.span(), old.rule() == now.rule()));
    }

    /** Code that finds the packets to judge. */
    Origin match(String step, String why) {
        return new Origin(Origin.SHARED, statement(Statement.Match.class), step, why);
    }

    /** Code that reads the message for all rules. */
    Origin message(String step, String why) {
        return new Origin(Origin.SHARED, statement(Statement.Message.class), step, why);
    }

    /** Code that carries out a verdict no rule gave. */
    Origin fallback(String step, String why) {
        return new Origin(Origin.SHARED, statement(Statement.Default.class), step, why);
    }

    /** Code of a rule's condition or verdict. */
    Origin rule(int index, Span span, String step, String why) {
        return new Origin(index, span, step, why);
    }

    /** Code that fills a slot: the reader's, when one rule alone reads it, otherwise the message's. */
    Origin reader(ValueSlot slot, String step, String why) {
        Reader reader = readers.get(switch (slot) {
            case ValueSlot.Number number -> number.path();
            case ValueSlot.Text text -> text.path();
            case ValueSlot.Header header -> header.field();
        });
        return reader == null || !reader.only() ? message(step, why)
                : new Origin(reader.rule(), reader.span(), step, why);
    }

    private Span statement(Class<? extends Statement> kind) {
        List<Statement> all = rules.syntax().statements();
        return all.stream().filter(kind::isInstance).findFirst().or(() -> all.stream().findFirst())
                .map(Statement::span).orElse(Span.NONE);
    }

    TypedRule rule(int index) {
        return rules.rules().get(index);
    }
}
