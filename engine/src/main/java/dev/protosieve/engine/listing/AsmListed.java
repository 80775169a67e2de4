package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Order;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.AsmCursor.Named;
import dev.protosieve.engine.listing.AsmCursor.Place;
import dev.protosieve.engine.listing.AsmToken.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Instructions as the kernel's log writes them: what {@link InsnFormatter} prints, and LLVM's small differences from it. */
final class AsmListed {

    private static final Pattern TYPE = Pattern.compile("(?<sign>[us])(?<bits>8|16|32|64)");
    private static final Pattern ORDER = Pattern.compile("(?<order>le|be|bswap)(?<bits>16|32|64)");
    private static final Pattern ATOMIC = Pattern.compile("atomic(?:64|32)?_(?<op>\\w+)");

    private final AsmCalls calls;

    AsmListed(AsmCalls calls) {
        this.calls = calls;
    }

    /** Whether a line that begins so is written in this way. */
    static boolean begins(AsmCursor in) {
        return in.atRegister() || in.peek().is("*") || in.peek().is("if")
                || in.peek().is("lock") && in.peek(1).is("*");
    }

    AsmLine read(AsmCursor in) throws AsmMistake {
        if (in.accept("if")) {
            return branch(in);
        }
        if (in.accept("lock")) {
            return AsmLine.of(locked(in));
        }
        return AsmLine.of(in.peek().is("*") ? store(in) : assignment(in));
    }

    private static AsmLine branch(AsmCursor in) throws AsmMistake {
        Named left = in.named();
        AsmToken sign = in.next();
        Condition op = Stream.of(Condition.values()).filter(c -> sign.is(c.symbol())).findFirst()
                .orElseThrow(() -> AsmMistake.of("sign", sign.span(), sign.phrase() + " is no comparison",
                        "there are == != > >= < <= s> s>= s< s<= &"));
        Insn.Operand right = in.operand(left);
        in.expect("goto");
        return AsmLine.of(new Insn.Branch(left.wide(), op, left.reg(), right, 0), in.target());
    }

    private static Insn locked(AsmCursor in) throws AsmMistake {
        MemSize size = pointer(in).size();
        Place place = in.place("(", ")");
        AsmToken sign = in.next();
        AtomicOp op = switch (sign.text()) {
            case "+=" -> AtomicOp.ADD;
            case "|=" -> AtomicOp.OR;
            case "&=" -> AtomicOp.AND;
            case "^=" -> AtomicOp.XOR;
            default -> throw AsmMistake.of("sign", sign.span(), sign.phrase() + " is no atomic operation",
                    "there are += |= &= ^=");
        };
        return new Insn.Atomic(wide(size, sign), op, place.base(), place.offset(), in.register());
    }

    private static boolean wide(MemSize size, AsmToken at) throws AsmMistake {
        if (size != MemSize.U32 && size != MemSize.U64) {
            throw AsmMistake.of("size", at.span(), "atomic operations have 32 or 64 bits", "");
        }
        return size == MemSize.U64;
    }

    private static Insn store(AsmCursor in) throws AsmMistake {
        MemSize size = pointer(in).size();
        Place place = in.place("(", ")");
        in.expect("=");
        return new Insn.Store(size, place.base(), place.offset(), in.operand());
    }

    private record Pointer(boolean signed, MemSize size) {
    }

    /** {@code *(u32 *)}, or without the first star. */
    private static Pointer pointer(AsmCursor in) throws AsmMistake {
        in.accept("*");
        in.expect("(");
        AsmToken word = in.next();
        Matcher type = TYPE.matcher(word.text());
        if (!type.matches()) {
            throw AsmMistake.of("type", word.span(), word.phrase() + " is no type",
                    "there are u8 to u64 and s8 to s32");
        }
        int bytes = Integer.parseInt(type.group("bits")) / Byte.SIZE;
        boolean signed = type.group("sign").equals("s");
        if (signed && bytes == Long.BYTES) {
            throw AsmMistake.of("type", word.span(), "64 bits have no sign to extend", "write u64");
        }
        in.expect("*");
        in.expect(")");
        MemSize size = Stream.of(MemSize.values()).filter(s -> s.bytes() == bytes).findFirst().orElseThrow();
        return new Pointer(signed, size);
    }

    private Insn assignment(AsmCursor in) throws AsmMistake {
        Named dst = in.named();
        AsmToken sign = in.next();
        if (!sign.is("=")) {
            AluOp op = Stream.of(AluOp.values()).filter(o -> sign.is(o.symbol())).findFirst()
                    .orElseThrow(() -> AsmMistake.of("sign", sign.span(), sign.phrase() + " is no operation",
                            "there are = += -= *= /= s/= %= s%= |= &= ^= <<= >>= s>>="));
            return new Insn.Alu(dst.wide(), op, dst.reg(), in.operand(dst));
        }
        if (in.peek().is("-") && !in.atNumber()) {
            in.next();
            requireSame(dst, in);
            return new Insn.Neg(dst.wide(), dst.reg());
        }
        if (in.peek().is("*")) {
            Pointer pointer = pointer(in);
            Place place = in.place("(", ")");
            return new Insn.Load(pointer.size(), pointer.signed(), dst.reg(), place.base(), place.offset());
        }
        return in.peek().is("(") ? moveSigned(dst, in) : in.peek().kind() == Kind.WORD && !in.atRegister()
                ? function(dst.reg(), in) : move(dst, in);
    }

    private static void requireSame(Named dst, AsmCursor in) throws AsmMistake {
        AsmToken at = in.peek();
        requireSame(dst.reg(), in.register(dst), at);
    }

    private static void requireSame(Reg dst, AsmCursor in) throws AsmMistake {
        AsmToken at = in.peek();
        requireSame(dst, in.register(), at);
    }

    private static void requireSame(Reg dst, Reg there, AsmToken at) throws AsmMistake {
        if (there != dst) {
            throw AsmMistake.of("register", at.span(), "this instruction works in one register, here " + dst, "");
        }
    }

    /** {@code r1 = (s8)r2}. */
    private static Insn moveSigned(Named dst, AsmCursor in) throws AsmMistake {
        in.expect("(");
        AsmToken word = in.next();
        int bits = switch (word.text()) {
            case "s8" -> 8;
            case "s16" -> 16;
            case "s32" -> 32;
            default -> 0;
        };
        if (bits == 0 || bits == 32 && !dst.wide()) {
            throw AsmMistake.of("type", word.span(), word.phrase() + " cannot be extended to this register",
                    "there are s8, s16 and, for 64 bits, s32");
        }
        in.expect(")");
        return new Insn.MoveSigned(dst.wide(), bits, dst.reg(), in.register(dst));
    }

    /** A number in hexadecimal is a wide load, as the kernel prints those; in decimal it is the immediate of a move. */
    private static Insn move(Named dst, AsmCursor in) throws AsmMistake {
        if (in.atRegister()) {
            return new Insn.Alu(dst.wide(), AluOp.MOV, dst.reg(), new Use(in.register(dst)));
        }
        if (!dst.wide() || !in.atHex() && !isLong(in)) {
            return new Insn.Alu(dst.wide(), AluOp.MOV, dst.reg(), new Imm(in.imm()));
        }
        long value = in.number();
        in.accept("ll");
        return new Insn.LoadImm64(dst.reg(), value);
    }

    private static boolean isLong(AsmCursor in) {
        return in.peek(in.peek().kind() == Kind.SIGN ? 2 : 1).is("ll");
    }

    private Insn function(Reg dst, AsmCursor in) throws AsmMistake {
        AsmToken word = in.peek();
        Matcher order = ORDER.matcher(word.text());
        if (order.matches()) {
            in.next();
            requireSame(dst, in);
            Order to = switch (order.group("order")) {
                case "le" -> Order.LE;
                case "be" -> Order.BE;
                default -> Order.SWAP;
            };
            return new Insn.ByteSwap(to, Integer.parseInt(order.group("bits")), dst);
        }
        Matcher atomic = ATOMIC.matcher(word.text());
        return atomic.matches() ? fetch(dst, atomic.group("op"), in) : calls.listed(in, dst);
    }

    /** {@code r1 = atomic64_fetch_add((u64 *)(r2 +0), r1)}, {@code r0 = atomic64_cmpxchg((u64 *)(r2 +0), r0, r1)}. */
    private static Insn fetch(Reg dst, String name, AsmCursor in) throws AsmMistake {
        AsmToken word = in.next();
        Optional<AtomicOp> op = Stream.of(AtomicOp.values()).filter(o -> o.fetches() && o.word().equals(name))
                .findFirst();
        if (op.isEmpty()) {
            throw AsmMistake.of("word", word.span(), word.phrase() + " is no atomic operation",
                    "there are atomic_fetch_add, fetch_or, fetch_and, fetch_xor, xchg and cmpxchg");
        }
        in.expect("(");
        MemSize size = pointer(in).size();
        Place place = in.place("(", ")");
        in.expect(",");
        if (op.get() == AtomicOp.CMPXCHG) {
            requireSame(Reg.R0, in);
            in.expect(",");
        }
        AsmToken at = in.peek();
        Reg src = in.register();
        in.expect(")");
        if (dst != (op.get() == AtomicOp.CMPXCHG ? Reg.R0 : src)) {
            throw AsmMistake.of("register", at.span(), "the result does not come into " + dst, "");
        }
        return new Insn.Atomic(wide(size, word), op.get(), place.base(), place.offset(), src);
    }
}
