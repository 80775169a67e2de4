package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.NumberForm;
import dev.protosieve.engine.plan.NumberForms;
import dev.protosieve.engine.plan.OrderKey;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.DistinctKeys;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import java.math.BigInteger;

/** Values of expressions in registers: whole numbers as they are, bools as 0 and 1, doubles as {@link OrderKey}. */
final class ValueCode {

    private final Build build;
    private final ConditionCode conditions;
    private final SizeCode sizes;

    ValueCode(Build build, ConditionCode conditions, SizeCode sizes) {
        this.build = build;
        this.conditions = conditions;
        this.sizes = sizes;
    }

    /** Whether computing it overwrites no register but the one it goes to. */
    private static boolean isSimple(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Field _, Expr.Header _, Expr.Count _, Expr.Position _, Expr.Pick _, Expr.Failure _ ->
                true;
            case Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Time _, Expr.Decoded _,
                    Expr.PacketRead _, Expr.Predicate _ ->
                false;
        };
    }

    /** R1 = left and R3 = right; everything up to R5 may be overwritten. */
    void both(Code c, Expr left, Expr right, Label error) {
        value(c, left, error);
        if (isSimple(right)) {
            simple(c.why("The other side."), right, R3, error);
            return;
        }
        int place = build.temps().take();
        c.store(MemSize.U64, STATE, place, R1);
        value(c, right, error);
        c.mov(R3, R1);
        c.load(MemSize.U64, R1, STATE, place);
        build.temps().release();
    }

    /** R1 = the value; everything up to R5, and OFFSET, may be overwritten. */
    void value(Code c, Expr expr, Label error) {
        switch (expr) {
            case Expr.Size size -> sizes.emit(c.step("size", "How long is it?"), size.subject(), error);
            case Expr.Arithmetic arithmetic -> {
                boolean fails = build.failsItself(arithmetic);
                Code step = c.step("compute", fails ? "The result must fit into 64 bits."
                        : "The operands' types leave no result that would not fit into 64 bits.");
                both(step, arithmetic.left(), arithmetic.right(), error);
                boolean signed = arithmetic.type() == ExprType.INT;
                if (!fails) {
                    ArithmeticCode.unchecked(step, arithmetic.operation(), signed);
                } else if (signed) {
                    ArithmeticCode.signed(step, arithmetic.operation(), error);
                } else {
                    ArithmeticCode.unsigned(step, arithmetic.operation(), error);
                }
            }
            case Expr.Negate negate -> {
                value(c, negate.operand(), error);
                if (build.failsItself(negate)) {
                    Code least = c.why("The least number has no positive counterpart.");
                    least.constant(R2, Long.MIN_VALUE);
                    least.branch(Condition.EQ, R1, R2, error);
                }
                c.neg(R1);
            }
            case Expr.Choice choice -> choice(c, choice, error);
            case Expr.PacketRead read -> {
                value(c, read.offset(), error);
                VariableCode.read(build, c.step("packet bytes", ""), read.bytes(), error);
            }
            case Expr.Predicate predicate -> truth(c, predicate, error);
            case Expr.Time _, Expr.Decoded _ -> throw new IllegalArgumentException(expr + " fits no register");
            case Expr.Literal _, Expr.Field _, Expr.Header _, Expr.Count _, Expr.Position _, Expr.Pick _, Expr.Failure _ ->
                simple(c, expr, R1, error);
        }
    }

    private void simple(Code c, Expr expr, Reg into, Label error) {
        switch (expr) {
            case Expr.Literal literal -> c.constant(into, number(literal));
            case Expr.Field field -> field(c, field, NumberForms.value(field), into);
            case Expr.Header header -> header(c, header, into, error);
            case Expr.Count count when DistinctKeys.matter(count) -> load(c, build.plan().rows(count.list()), into);
            case Expr.Count count -> load(c, build.plan().count(count.list()), into);
            case Expr.Position position -> load(c, build.plan().position(position), into);
            case Expr.Pick pick -> {
                met(c, pick, into, error);
                load(c, build.plan().picked(pick), into);
            }
            case Expr.Failure _ -> c.why("This is an error whatever the message holds.").jump(error);
            case Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Time _, Expr.Decoded _,
                    Expr.PacketRead _, Expr.Predicate _ ->
                throw new IllegalArgumentException(expr + " needs several registers");
        }
    }

    /** Goes to {@code error} when there was no such element; overwrites {@code scratch}. */
    void met(Code c, Expr.Pick pick, Reg scratch, Label error) {
        Code met = c.why("Was there such an element, and could its value be computed?");
        load(met, build.plan().status(pick), scratch);
        met.branch(Condition.NE, scratch, ValueSlot.Status.MET, error);
    }

    /** A field's number in that form. */
    void field(Code c, Expr.Field field, NumberForm form, Reg into) {
        load(c.why("The value that the message left."), build.plan().number(field.path(), form), into);
    }

    private void header(Code c, Expr.Header header, Reg into, Label error) {
        if (build.inMatch(header)) {
            VariableCode.load(build, c, header.field(), into, error);
            return;
        }
        Code kept = c.why("The value that the packet's headers left.");
        load(kept, build.plan().header(header.field()), into);
        if (build.mayFail(header)) {
            kept.branch(Condition.SLT, into, 0, error);
        }
    }

    private void load(Code c, ValueSlot slot, Reg into) {
        c.load(MemSize.U64, into, STATE, build.frame().slot(slot));
    }

    private void choice(Code c, Expr.Choice choice, Label error) {
        Label then = new Label("then");
        Label otherwise = new Label("otherwise");
        Label done = new Label("chosen");
        conditions.emit(c, choice.condition(), new Ways(then, otherwise, error, then));
        c.bind(then);
        value(c, choice.then(), error);
        c.jump(done);
        c.bind(otherwise);
        value(c, choice.otherwise(), error);
        c.bind(done);
    }

    private void truth(Code c, Expr.Predicate predicate, Label error) {
        Label yes = new Label("true");
        Label no = new Label("false");
        Label done = new Label("truth");
        conditions.emit(c, predicate, new Ways(yes, no, error, yes));
        c.bind(yes);
        c.constant(R1, 1);
        c.jump(done);
        c.bind(no);
        c.constant(R1, 0);
        c.bind(done);
    }

    /** A constant as a register holds it; octets as one number, the first one highest. */
    static long number(Expr.Literal literal) {
        return switch (literal.value()) {
            case Boolean bool -> bool ? 1 : 0;
            case Long whole -> whole;
            case Double real -> OrderKey.of(real);
            case ByteString octets -> new BigInteger(1, octets.toByteArray()).longValueExact();
            default -> throw new IllegalArgumentException(literal + " is no number");
        };
    }
}
