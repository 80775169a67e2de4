package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes origins: shared code points at the statement it serves, the rest at a rule or a part of its condition. */
final class Origins {

    private record Reader(int rule, Span span, boolean only) {
    }

    private final TypedRules rules;
    private final Map<Object, Reader> readers = new HashMap<>();
    private final Map<Expr, Integer> folded = new IdentityHashMap<>();

    Origins(FilterPlan plan) {
        this.rules = plan.rules();
        for (int i = 0; i < rules.rules().size(); i++) {
            int rule = i;
            rules.rules().get(i).exprs().forEach(e -> note(rule, e));
        }
    }

    private void note(int rule, Expr expr) {
        switch (expr) {
            case Expr.Field field -> note(rule, field.path(), field.span());
            case Expr.Has has -> note(rule, has.path(), has.span());
            case Expr.Header header -> note(rule, header.field(), header.span());
            case Expr.Count count -> note(rule, count.list(), count.span());
            case Expr.Quantified all -> {
                folded.put(all, rule);
                note(rule, all.list(), all.span());
            }
            case Expr.Pick pick -> {
                folded.put(pick, rule);
                note(rule, pick.list(), pick.span());
            }
            case Expr.Literal _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _, Expr.Size _,
                    Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                {
                }
        }
        expr.parts().forEach(e -> note(rule, e));
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

    /** Code that looks at what no rule reads. */
    Origin validation(String step, String why) {
        return new Origin(Origin.SHARED, statement(Statement.Validate.class), step, why);
    }

    /** Code that carries out a verdict no rule gave. */
    Origin fallback(String step, String why) {
        return new Origin(Origin.SHARED, statement(Statement.Default.class), step, why);
    }

    /** Code of a rule's condition or verdict. */
    Origin rule(int index, Span span, String step, String why) {
        return new Origin(index, span, step, why);
    }

    /** Code that decides about elements for an expression of a rule. */
    Origin of(Expr expr, String step, String why) {
        return new Origin(folded.getOrDefault(expr, Origin.SHARED), expr.span(), step, why);
    }

    /** Code that fills a slot: the reader's, when one rule alone reads it, otherwise the message's. */
    Origin reader(ValueSlot slot, String step, String why) {
        Reader reader = readers.get(slot instanceof ValueSlot.Header header ? header.field() : slot.at().orElseThrow());
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
