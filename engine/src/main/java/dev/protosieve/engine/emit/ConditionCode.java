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
import dev.protosieve.engine.plan.ValueSlot.Tally;
import dev.protosieve.engine.typed.DistinctKeys;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.ExprType;
import java.util.List;

/** Conditions as jumps. Everything is read from slots, the bytes of strings from the packet. */
final class ConditionCode {

    private final Build build;
    private final TextCode texts;
    private final AddressCode addresses;
    private final ValueCode values;
    private final TimeCode times;
    private final RowCode rows;
    private final ListCode lists;

    ConditionCode(Build build) {
        this.build = build;
        this.addresses = new AddressCode(build);
        this.texts = new TextCode(build);
        this.values = new ValueCode(build, this, new SizeCode(build, new TextPlaces(build)));
        this.times = new TimeCode(build, values);
        this.rows = new RowCode(build, this);
        this.lists = new ListCode(build, values);
    }

    RowCode rows() {
        return rows;
    }

    ValueCode values() {
        return values;
    }

    /** Goes one of the ways; R0 to R5 and OFFSET may be overwritten. */
    void emit(Code c, Expr expr, Ways ways) {
        Code here = c.at(new Origin(c.origin().rule(), expr.span(), c.origin().step(), c.origin().why()));
        switch (expr) {
            case Expr.Literal literal -> constant(here, (Boolean) literal.value(), ways);
            case Expr.Failure _ -> here.why("This is an error whatever the message holds.").jump(ways.error());
            case Expr.Not not -> emit(here, not.operand(), ways.inverted());
            case Expr.And and -> chain(here, and.operands(), ways, true);
            case Expr.Or or -> lists.members(or).ifPresentOrElse(all -> lists.emit(here, all, ways),
                    () -> chain(here, or.operands(), ways, false));
            case Expr.Compare compare -> compare(here, compare, ways);
            case Expr.StringTest test ->
                texts.test(here.step("test " + test.predicate().function(), ""), test, ways);
            case Expr.Has has -> {
                here.why("Was it set?").load(MemSize.U64, R1, STATE,
                        build.frame().slot(build.plan().presence(has.path())));
                isNotZero(here, ways);
            }
            case Expr.Quantified all when DistinctKeys.matter(all) -> rows.ask(here, all, ways);
            case Expr.Quantified all -> quantified(here, all, ways);
            case Expr.Choice choice -> choice(here, choice, ways);
            case Expr.AddressIn in -> addresses.emit(here.step("address", ""), in, ways);
            case Expr.SameAddress same -> addresses.emit(here.step("address", ""), same, ways);
            case Expr.Field _, Expr.Header _, Expr.PacketRead _, Expr.Pick _, Expr.Size _, Expr.Count _,
                    Expr.Position _, Expr.Arithmetic _, Expr.Negate _, Expr.Time _, Expr.Decoded _ -> {
                values.value(here, expr, ways.error());
                isNotZero(here, ways);
            }
        }
    }

    private static void isNotZero(Code c, Ways ways) {
        c.decide(Condition.NE, R1, new Imm(0), ways.yes(), ways.no(), ways.next());
    }

    private static void constant(Code c, boolean holds, Ways ways) {
        if (ways.when(holds) != ways.next()) {
            c.jump(ways.when(holds));
        }
    }

    /**
     * {@code &&} ends at the first false, {@code ||} at the first true. An error waits in a place of the state, because a
     * later operand may absorb it.
     */
    private void chain(Code c, List<Expr> operands, Ways ways, boolean and) {
        int last = operands.size() - 1;
        boolean waits = operands.subList(0, last).stream().anyMatch(build::mayFail);
        int place = waits ? build.temps().take() : -1;
        if (waits) {
            c.why("No operand has been an error so far.").store(MemSize.U64, STATE, place, 0);
        }
        for (int i = 0; i < last; i++) {
            Label more = new Label("next operand");
            if (build.mayFail(operands.get(i))) {
                Label error = new Label("operand fails");
                emit(c, operands.get(i), operand(ways, and, more, error, error));
                c.bind(error);
                c.why("An error, unless another operand decides.").store(MemSize.U64, STATE, place, 1);
            } else {
                emit(c, operands.get(i), operand(ways, and, more, ways.error(), more));
            }
            c.bind(more);
        }
        if (!waits) {
            emit(c, operands.get(last), ways);
            return;
        }
        Label through = new Label("no operand decided");
        emit(c, operands.get(last), operand(ways, and, through, ways.error(), through));
        c.bind(through);
        Code waited = c.why("Was one of them an error?");
        waited.load(MemSize.U64, R1, STATE, place);
        waited.branch(Condition.NE, R1, 0, ways.error());
        build.temps().release();
        constant(c, and, ways);
    }

    private static Ways operand(Ways ways, boolean and, Label more, Label error, Label next) {
        return and ? new Ways(more, ways.no(), error, next) : new Ways(ways.yes(), more, error, next);
    }

    private void choice(Code c, Expr.Choice choice, Ways ways) {
        Label then = new Label("then");
        Label otherwise = new Label("otherwise");
        emit(c, choice.condition(), new Ways(then, otherwise, ways.error(), then));
        c.bind(then);
        emit(c, choice.then(), ways.before(otherwise));
        c.bind(otherwise);
        emit(c, choice.otherwise(), ways);
    }

    private void quantified(Code c, Expr.Quantified all, Ways ways) {
        Code outcome = c.why("The elements have been asked while they were read; what came out?");
        outcome.load(MemSize.U64, R1, STATE, build.frame().slot(build.plan().tally(all)));
        boolean one = all.quantifier() == Expr.Quantifier.EXISTS_ONE;
        if (build.mayFail(all.body())) {
            outcome.branch(Condition.EQ, R1, one ? Tally.ONE_ERROR : Tally.ERROR, ways.error());
        }
        outcome.decide(Condition.EQ, R1, new Imm(one ? 1 : Tally.TRUE), ways.yes(), ways.no(), ways.next());
    }

    private void compare(Code c, Expr.Compare compare, Ways ways) {
        if (compare.left() instanceof Expr.Header) {
            compareIntegers(c, compare, ways);
            return;
        }
        switch (compare.left().type()) {
            case STRING, BYTES -> texts.compare(c.step("compare", ""), compare, ways);
            case DOUBLE -> compareDoubles(c, compare, ways);
            case BOOL, INT, UINT -> compareIntegers(c, compare, ways);
            case TIMESTAMP, DURATION -> times.compare(c.step("compare times", ""), compare, ways);
        }
    }

    private void compareIntegers(Code c, Expr.Compare compare, Ways ways) {
        Condition condition = condition(compare.relation(), compare.left().type() == ExprType.INT);
        if (compare.right() instanceof Expr.Literal literal) {
            values.value(c, compare.left(), ways.error());
            decide(c, condition, ValueCode.number(literal), ways);
        } else {
            values.both(c, compare.left(), compare.right(), ways.error());
            c.decide(condition, R1, new Use(R3), ways.yes(), ways.no(), ways.next());
        }
    }

    private static void decide(Code c, Condition condition, long value, Ways ways) {
        if (value == (int) value) {
            c.decide(condition, R1, new Imm((int) value), ways.yes(), ways.no(), ways.next());
        } else {
            c.constant(R3, value);
            c.decide(condition, R1, new Use(R3), ways.yes(), ways.no(), ways.next());
        }
    }

    private void compareDoubles(Code c, Expr.Compare compare, Ways ways) {
        if (compare.right() instanceof Expr.Literal literal) {
            compareDouble(c, compare, (Double) literal.value(), ways);
            return;
        }
        if (compare.left() instanceof Expr.Field left && compare.right() instanceof Expr.Field right) {
            values.field(c, left, NumberForms.compared(left, compare), R1);
            values.field(c.why("The other side."), right, NumberForms.compared(right, compare), R3);
        } else {
            values.both(c, compare.left(), compare.right(), ways.error());
        }
        Label unordered = ways.when(compare.relation() == Relation.NE);
        notNumber(c, R1, unordered);
        notNumber(c, R3, unordered);
        c.decide(condition(compare.relation(), true), R1, new Use(R3), ways.yes(), ways.no(), ways.next());
    }

    /** NaN is equal to nothing and in no order with anything (IEEE 754 section 5.11). */
    private static void notNumber(Code c, Reg key, Label to) {
        Code nan = c.why("NaN is equal to nothing, and neither below nor above.");
        nan.constant(Reg.R4, OrderKey.NAN);
        nan.branch(Condition.EQ, key, Reg.R4, to);
    }

    private void compareDouble(Code c, Expr.Compare compare, double value, Ways ways) {
        Relation relation = compare.relation();
        NumberForm form = NumberForm.DOUBLE;
        if (compare.left() instanceof Expr.Field field) {
            form = NumberForms.compared(field, compare);
            values.field(c, field, form, R1);
        } else {
            values.value(c, compare.left(), ways.error());
        }
        if (Double.isNaN(value)) {
            constant(c, relation == Relation.NE, ways);
            return;
        }
        if (relation == Relation.LT || relation == Relation.LE) {
            notNumber(c, R1, ways.no());
        }
        FloatBound bound = form == NumberForm.FLOAT ? FloatBound.of(relation, value)
                : new FloatBound(relation, OrderKey.of(value));
        decide(c, condition(bound.relation(), true), bound.key(), ways);
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
