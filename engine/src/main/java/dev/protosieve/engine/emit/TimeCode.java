package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import java.time.Duration;
import java.time.Instant;

/** Compares points in time and spans of time, as seconds and nanoseconds that need not be normalized on the wire. */
final class TimeCode {

    private static final int NANOS = 1_000_000_000;
    /** Added to nanoseconds of 32 bits, makes them positive; seconds then count as many too many. */
    private static final int POSITIVE = 3;

    private final Build build;
    private final ValueCode values;

    TimeCode(Build build, ValueCode values) {
        this.build = build;
        this.values = values;
    }

    void compare(Code c, Expr.Compare compare, Ways ways) {
        int left = normalized(c, compare.left(), ways.error());
        int right = normalized(c, compare.right(), ways.error());
        Label below = ways.when(TextCode.holds(compare.relation(), -1));
        Label above = ways.when(TextCode.holds(compare.relation(), 1));
        for (int part = 0; part <= 8; part += 8) {
            Code order = c.why(part == 0 ? "First the seconds." : "The seconds are equal: then the nanoseconds.");
            order.load(MemSize.U64, R1, STATE, left + part);
            order.load(MemSize.U64, R3, STATE, right + part);
            order.branch(Condition.SLT, R1, R3, below);
            order.branch(Condition.SGT, R1, R3, above);
        }
        Label equal = ways.when(TextCode.holds(compare.relation(), 0));
        if (equal != ways.next()) {
            c.jump(equal);
        }
        for (int i = 0; i < 4; i++) {
            build.temps().release();
        }
    }

    /** The first of two places that hold seconds and nanoseconds, the latter from 0 to 999,999,999. */
    private int normalized(Code c, Expr side, Label error) {
        int seconds = build.temps().take();
        int nanos = build.temps().take();
        switch (side) {
            case Expr.Time time -> time(c, time, seconds, nanos, error);
            case Expr.Literal(var _, var _, Instant instant) ->
                constant(c, instant.getEpochSecond(), instant.getNano(), seconds, nanos);
            case Expr.Literal(var _, var _, Duration duration) ->
                constant(c, duration.getSeconds(), duration.getNano(), seconds, nanos);
            case Expr.Failure _ -> c.jump(error);
            default -> throw new IllegalArgumentException(side + " is no time");
        }
        return seconds;
    }

    private static void constant(Code c, long second, int nano, int seconds, int nanos) {
        c.constant(R1, second);
        c.store(MemSize.U64, STATE, seconds, R1);
        c.store(MemSize.U64, STATE, nanos, nano);
    }

    private void time(Code c, Expr.Time time, int seconds, int nanos, Label error) {
        values.value(c, time.seconds(), error);
        c.store(MemSize.U64, STATE, seconds, R1);
        values.value(c, time.nanos(), error);
        Code carry = c.why("Whole seconds among the nanoseconds count as seconds.");
        carry.constant(R2, (long) POSITIVE * NANOS);
        carry.alu(AluOp.ADD, R1, R2);
        carry.alu(AluOp.DIV, R2, R1, NANOS);
        carry.alu(AluOp.MUL, R3, R2, NANOS);
        carry.alu(AluOp.SUB, R1, R3);
        carry.store(MemSize.U64, STATE, nanos, R1);
        carry.load(MemSize.U64, R1, STATE, seconds);
        carry.alu(AluOp.SUB, R3, R2, POSITIVE);
        ArithmeticCode.signed(carry, Expr.Operation.ADD, error);
        if (time.type() == ExprType.TIMESTAMP) {
            Code range = c.why("Points in time have a first and a last one (java.time.Instant).");
            range.constant(R3, Instant.MAX.getEpochSecond());
            range.branch(Condition.SGT, R1, R3, error);
            range.constant(R3, Instant.MIN.getEpochSecond());
            range.branch(Condition.SLT, R1, R3, error);
        }
        c.store(MemSize.U64, STATE, seconds, R1);
    }
}
