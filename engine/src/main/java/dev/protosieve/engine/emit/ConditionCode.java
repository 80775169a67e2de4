package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R3;

import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.NumberForm;
import dev.protosieve.engine.plan.NumberForms;
import dev.protosieve.engine.plan.OrderKey;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.ExprType;
import java.util.List;

/** Conditions as jumps. Everything is read from slots, the bytes of strings from the packet. */
final class ConditionCode {

    private final Build build;
    private final TextCode texts;

    ConditionCode(Build build) {
        this.build = build;
        this.texts = new TextCode(build);
    }

    /**
     * Goes to {@code yes} or {@code no}.
     *
     * @param next the one of the two that will be bound right behind
     */
    void emit(Code c, Expr expr, Label yes, Label no, Label next) {
        Code here = c.at(new Origin(c.origin().rule(), expr.span(), c.origin().step(), c.origin().why()));
        switch (expr) {
            case Expr.Literal literal -> literal(here, literal, yes, no, next);
            case Expr.Field _, Expr.Header _ -> {
                load(here.why("The value that the message left."), expr, R1);
                here.decide(Condition.NE, R1, new Imm(0), yes, no, next);
            }
            case Expr.Not not -> emit(here, not.operand(), no, yes, next);
            case Expr.And and -> chain(here, and.operands(), yes, no, next, true);
            case Expr.Or or -> chain(here, or.operands(), yes, no, next, false);
            case Expr.Compare compare -> compare(here, compare, yes, no, next);
            case Expr.StringTest test -> texts.test(here.step("test " + test.predicate().function(), ""), test, yes, no,
                    next);
        }
    }

    private static void literal(Code c, Expr.Literal literal, Label yes, Label no, Label next) {
        Label to = (Boolean) literal.value() ? yes : no;
        if (to != next) {
            c.jump(to);
        }
    }

    /** {@code &&} ends at the first false, {@code ||} at the first true. */
    private void chain(Code c, List<Expr> operands, Label yes, Label no, Label next, boolean and) {
        for (int i = 0; i < operands.size(); i++) {
            if (i == operands.size() - 1) {
                emit(c, operands.get(i), yes, no, next);
                return;
            }
            Label more = new Label("next operand");
            emit(c, operands.get(i), and ? more : yes, and ? no : more, more);
            c.bind(more);
        }
    }

    private void compare(Code c, Expr.Compare compare, Label yes, Label no, Label next) {
        switch (compare.left().type()) {
            case STRING, BYTES -> texts.compare(c.step("compare", ""), compare, yes, no, next);
            case DOUBLE -> compareDoubles(c, compare, yes, no, next);
            case BOOL, INT, UINT -> compareIntegers(c, compare, yes, no, next);
        }
    }

    private void compareIntegers(Code c, Expr.Compare compare, Label yes, Label no, Label next) {
        Condition condition = condition(compare.relation(), compare.left().type() == ExprType.INT);
        load(c.why("The value that the message left."), compare.left(), R1);
        if (compare.right() instanceof Expr.Literal literal) {
            decide(c, condition, integer(literal), yes, no, next);
        } else {
            load(c.why("The other side."), compare.right(), R3);
            c.decide(condition, R1, new Use(R3), yes, no, next);
        }
    }

    private static void decide(Code c, Condition condition, long value, Label yes, Label no, Label next) {
        if (value == (int) value) {
            c.decide(condition, R1, new Imm((int) value), yes, no, next);
        } else {
            c.constant(R3, value);
            c.decide(condition, R1, new Use(R3), yes, no, next);
        }
    }

    private static long integer(Expr.Literal literal) {
        return literal.value() instanceof Boolean bool ? bool ? 1 : 0 : (Long) literal.value();
    }

    private void compareDoubles(Code c, Expr.Compare compare, Label yes, Label no, Label next) {
        boolean mixed = NumberForms.mixesFloatWidths(compare);
        if (compare.right() instanceof Expr.Literal literal && compare.left() instanceof Expr.Field field) {
            compareDouble(c, compare.relation(), field, (Double) literal.value(), yes, no, next);
            return;
        }
        loadKey(c, compare.left(), mixed, R1);
        loadKey(c, compare.right(), mixed, R3);
        if (compare.relation() == Relation.NE) {
            Label differ = yes;
            notNumber(c, R1, differ);
            notNumber(c, R3, differ);
        } else {
            notNumber(c, R1, no);
            notNumber(c, R3, no);
        }
        c.decide(condition(compare.relation(), true), R1, new Use(R3), yes, no, next);
    }

    /** NaN is equal to nothing and in no order with anything (IEEE 754 section 5.11). */
    private static void notNumber(Code c, Reg key, Label to) {
        Code nan = c.why("NaN is equal to nothing, and neither below nor above.");
        nan.constant(Reg.R4, OrderKey.NAN);
        nan.branch(Condition.EQ, key, Reg.R4, to);
    }

    private void loadKey(Code c, Expr side, boolean mixed, Reg into) {
        if (side instanceof Expr.Field field) {
            NumberForm form = mixed ? NumberForms.widened(field) : NumberForm.of(field.path().last());
            c.load(MemSize.U64, into, STATE, build.frame().slot(build.plan().number(field.path(), form)));
        } else {
            c.constant(into, OrderKey.of((Double) ((Expr.Literal) side).value()));
        }
    }

    private void compareDouble(Code c, Relation relation, Expr.Field field, double value, Label yes, Label no,
            Label next) {
        if (Double.isNaN(value)) {
            literal(c, new Expr.Literal(c.origin().span(), ExprType.BOOL, relation == Relation.NE), yes, no, next);
            return;
        }
        loadKey(c.why("The value that the message left."), field, false, R1);
        if (relation == Relation.LT || relation == Relation.LE) {
            notNumber(c, R1, no);
        }
        FloatBound bound = NumberForms.isFloat(field) ? FloatBound.of(relation, value)
                : new FloatBound(relation, OrderKey.of(value));
        decide(c, condition(bound.relation(), true), bound.key(), yes, no, next);
    }

    /** A number that is in a slot, or a constant. */
    void load(Code c, Expr expr, Reg into) {
        switch (expr) {
            case Expr.Field field -> c.load(MemSize.U64, into, STATE, build.frame().slot(
                    build.plan().number(field.path(), NumberForm.of(field.path().last()))));
            case Expr.Header header -> {
                if (c.origin().rule() == Origin.SHARED) {
                    HeaderCode.loadHeader(c, header.field(), into);
                } else {
                    c.load(MemSize.U64, into, STATE, build.frame().slot(build.plan().header(header.field())));
                }
            }
            case Expr.Literal literal -> c.constant(into, integer(literal));
            case Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _ ->
                throw new IllegalArgumentException(expr + " is a condition, not a value");
        }
    }

    static Condition condition(Relation relation, boolean signed) {
        return switch (relation) {
            case EQ -> Condition.EQ;
            case NE -> Condition.NE;
            case LT -> signed ? Condition.SLT : Condition.LT;
            case LE -> signed ? Condition.SLE : Condition.LE;
            case GT -> signed ? Condition.SGT : Condition.GT;
            case GE -> signed ? Condition.SGE : Condition.GE;
        };
    }
}
