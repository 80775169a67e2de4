package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Order;

/** What instructions compute: RFC 9669 sections 4.1 to 4.3. */
final class Arithmetic {

    private Arithmetic() {
    }

    /** Section 4.1: division by zero gives 0, a remainder by zero leaves {@code a}; shifts are masked with 0x3f. */
    static long wide(AluOp op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
            case SDIV -> b == 0 ? 0 : a / b;
            case OR -> a | b;
            case AND -> a & b;
            case LSH -> a << b;
            case RSH -> a >>> b;
            case MOD -> b == 0 ? a : Long.remainderUnsigned(a, b);
            case SMOD -> b == 0 ? a : a % b;
            case XOR -> a ^ b;
            case MOV -> b;
            case ARSH -> a >> b;
        };
    }

    /** The same on the low 32 bits; the upper 32 of the result are zero. Shifts are masked with 0x1f. */
    static long narrow(AluOp op, int a, int b) {
        int result = switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : Integer.divideUnsigned(a, b);
            case SDIV -> b == 0 ? 0 : a / b;
            case OR -> a | b;
            case AND -> a & b;
            case LSH -> a << b;
            case RSH -> a >>> b;
            case MOD -> b == 0 ? a : Integer.remainderUnsigned(a, b);
            case SMOD -> b == 0 ? a : a % b;
            case XOR -> a ^ b;
            case MOV -> b;
            case ARSH -> a >> b;
        };
        return result & 0xffff_ffffL;
    }

    /** Section 5.3: what is in memory afterwards. {@code expected} is what a compare-and-exchange compares with. */
    static long atomic(AtomicOp op, long old, long operand, long expected) {
        return switch (op) {
            case ADD, FETCH_ADD -> old + operand;
            case OR, FETCH_OR -> old | operand;
            case AND, FETCH_AND -> old & operand;
            case XOR, FETCH_XOR -> old ^ operand;
            case XCHG -> operand;
            case CMPXCHG -> old == expected ? operand : old;
        };
    }

    /** Section 4.1, MOVSX: sign-extends from {@code bits}. */
    static long signed(int bits, long value) {
        return value << 64 - bits >> 64 - bits;
    }

    /** Section 4.2, on a little-endian machine: the result is {@code bits} wide, the rest is zero. */
    static long byteSwap(Order order, int bits, long value) {
        long swapped = switch (order) {
            case LE -> value << 64 - bits;
            case BE, SWAP -> Long.reverseBytes(value);
        };
        return swapped >>> 64 - bits;
    }

    /** Section 4.3. Operands of 32-bit jumps come sign-extended: that keeps unsigned order too. */
    static boolean holds(Condition op, long a, long b) {
        return switch (op) {
            case EQ -> a == b;
            case GT -> Long.compareUnsigned(a, b) > 0;
            case GE -> Long.compareUnsigned(a, b) >= 0;
            case SET -> (a & b) != 0;
            case NE -> a != b;
            case SGT -> a > b;
            case SGE -> a >= b;
            case LT -> Long.compareUnsigned(a, b) < 0;
            case LE -> Long.compareUnsigned(a, b) <= 0;
            case SLT -> a < b;
            case SLE -> a <= b;
        };
    }
}
