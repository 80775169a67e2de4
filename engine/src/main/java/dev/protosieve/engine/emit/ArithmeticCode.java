package dev.protosieve.engine.emit;

import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.typed.Expr.Operation;

/**
 * Whole numbers of 64 bits whose results must fit (CEL language definition, "Overflow"): R1 = R1 op R3, or an error.
 * Overwrites R2 to R5.
 */
final class ArithmeticCode {

    private ArithmeticCode() {
    }

    static void signed(Code c, Operation operation, Label error) {
        switch (operation) {
            case ADD -> {
                Code add = c.why("The sum overflows when both sides have a sign that it has not.");
                add.mov(R2, R1);
                add.alu(AluOp.ADD, R1, R3);
                add.alu(AluOp.XOR, R2, R1);
                add.alu(AluOp.XOR, R3, R1);
                add.alu(AluOp.AND, R2, R3);
                add.branch(Condition.SLT, R2, 0, error);
            }
            case SUBTRACT -> {
                Code sub = c
                        .why("The difference overflows when the sides differ in sign and it has not the left one's.");
                sub.mov(R2, R1);
                sub.alu(AluOp.SUB, R1, R3);
                sub.alu(AluOp.XOR, R3, R2);
                sub.alu(AluOp.XOR, R2, R1);
                sub.alu(AluOp.AND, R2, R3);
                sub.branch(Condition.SLT, R2, 0, error);
            }
            case MULTIPLY -> {
                c.mov(R5, R1);
                c.alu(AluOp.XOR, R5, R3);
                magnitude(c, R1);
                magnitude(c, R3);
                unsignedProduct(c, error);
                withSign(c, error);
            }
            case DIVIDE -> {
                c.why("Division by zero is an error.").branch(Condition.EQ, R3, 0, error);
                c.mov(R5, R1);
                c.alu(AluOp.XOR, R5, R3);
                magnitude(c, R1);
                magnitude(c, R3);
                c.alu(AluOp.DIV, R1, R3);
                withSign(c, error);
            }
            case MODULO -> {
                c.why("Division by zero is an error.").branch(Condition.EQ, R3, 0, error);
                Code sign = c.why("The remainder has the sign of the left side.");
                sign.mov(R5, R1);
                magnitude(sign, R1);
                magnitude(sign, R3);
                sign.alu(AluOp.MOD, R1, R3);
                Label done = new Label("remainder");
                sign.branch(Condition.SGE, R5, 0, done);
                sign.neg(R1);
                sign.bind(done);
            }
        }
    }

    static void unsigned(Code c, Operation operation, Label error) {
        switch (operation) {
            case ADD -> {
                c.alu(AluOp.ADD, R1, R3);
                c.why("A sum below one of its sides has overflowed.").branch(Condition.LT, R1, R3, error);
            }
            case SUBTRACT -> {
                c.why("No unsigned number is below zero.").branch(Condition.LT, R1, R3, error);
                c.alu(AluOp.SUB, R1, R3);
            }
            case MULTIPLY -> unsignedProduct(c, error);
            case DIVIDE -> {
                c.why("Division by zero is an error.").branch(Condition.EQ, R3, 0, error);
                c.alu(AluOp.DIV, R1, R3);
            }
            case MODULO -> {
                c.why("Division by zero is an error.").branch(Condition.EQ, R3, 0, error);
                c.alu(AluOp.MOD, R1, R3);
            }
        }
    }

    /** For operands of which it is known that the result is no error. */
    static void unchecked(Code c, Operation operation, boolean signed) {
        switch (operation) {
            case ADD -> c.alu(AluOp.ADD, R1, R3);
            case SUBTRACT -> c.alu(AluOp.SUB, R1, R3);
            case MULTIPLY -> c.alu(AluOp.MUL, R1, R3);
            case DIVIDE -> divided(c, AluOp.DIV, signed);
            case MODULO -> divided(c, AluOp.MOD, signed);
        }
    }

    /** The quotient has the sign of both sides together, the remainder that of the left one. */
    private static void divided(Code c, AluOp operation, boolean signed) {
        if (!signed) {
            c.alu(operation, R1, R3);
            return;
        }
        c.mov(R5, R1);
        if (operation == AluOp.DIV) {
            c.alu(AluOp.XOR, R5, R3);
        }
        magnitude(c, R1);
        magnitude(c, R3);
        c.alu(operation, R1, R3);
        Label done = new Label("signed");
        c.branch(Condition.SGE, R5, 0, done);
        c.neg(R1);
        c.bind(done);
    }

    /** {@code reg = |reg|} as an unsigned number. */
    private static void magnitude(Code c, Reg reg) {
        Label positive = new Label("magnitude");
        c.branch(Condition.SGE, reg, 0, positive);
        c.neg(reg);
        c.bind(positive);
    }

    private static void unsignedProduct(Code c, Label error) {
        Label zero = new Label("product");
        Code product = c.why("The product fits when the right side is at most the largest number divided by the left.");
        product.branch(Condition.EQ, R1, 0, zero);
        product.constant(R4, -1);
        product.alu(AluOp.DIV, R4, R1);
        product.branch(Condition.GT, R3, R4, error);
        product.alu(AluOp.MUL, R1, R3);
        product.bind(zero);
    }

    /** Gives the magnitude R1 the sign of R5; the least number has no positive counterpart. */
    private static void withSign(Code c, Label error) {
        Label negative = new Label("negative");
        Label done = new Label("signed");
        c.branch(Condition.SLT, R5, 0, negative);
        c.why("Over the largest number.").branch(Condition.SLT, R1, 0, error);
        c.jump(done);
        c.bind(negative);
        c.constant(R2, Long.MIN_VALUE);
        c.why("Under the least number.").branch(Condition.GT, R1, R2, error);
        c.neg(R1);
        c.bind(done);
    }
}
