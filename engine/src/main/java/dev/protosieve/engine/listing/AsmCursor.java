package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.Operand;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.AsmToken.Kind;
import dev.protosieve.engine.text.Span;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tokens of one line in order: registers, numbers, places in memory, targets of jumps. */
final class AsmCursor {

    private static final Pattern REGISTER = Pattern.compile("(?<width>[rw])(?<number>[0-9]{1,9})");
    private static final String FRAME_POINTER = "fp";
    private static final int HEX = 16;
    /** Of a 64-bit number that an instruction with 32 bits can hold: the bits that must be those of the sign. */
    private static final long UPPER = 0xffff_ffff_8000_0000L;

    private final List<AsmToken> tokens;
    private int at;

    AsmCursor(List<AsmToken> tokens) {
        this.tokens = tokens;
    }

    /** A register with the width that its name says. */
    record Named(Reg reg, boolean wide) {
    }

    /** {@code [base + offset]}. */
    record Place(Reg base, int offset) {
    }

    /**
     * Where a jump goes.
     *
     * @param label empty when {@code offset} says it
     */
    record Target(String label, int offset, Span span) {
    }

    AsmToken peek() {
        return tokens.get(at);
    }

    AsmToken peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    AsmToken next() {
        AsmToken token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    /** Whether the next token is that, which is passed then. */
    boolean accept(String text) {
        boolean there = peek().is(text);
        if (there) {
            next();
        }
        return there;
    }

    void expect(String text) throws AsmMistake {
        if (!accept(text)) {
            throw expected("\"" + text + "\"");
        }
    }

    /** The line must be over. */
    void end() throws AsmMistake {
        if (!atEnd()) {
            throw AsmMistake.of("more", peek().span(), "nothing may follow here, but there is " + peek().phrase(),
                    "a line holds one instruction");
        }
    }

    AsmMistake expected(String what) {
        return AsmMistake.of("expected", peek().span(), what + " is expected, not " + peek().phrase(), "");
    }

    boolean atRegister() {
        String text = (peek().is("%") ? peek(1) : peek()).text();
        return REGISTER.matcher(text).matches() || text.equals(FRAME_POINTER);
    }

    Reg register() throws AsmMistake {
        return named().reg();
    }

    /** {@code %r1}, {@code r1}, {@code w1} or {@code fp}. */
    Named named() throws AsmMistake {
        if (!atRegister()) {
            throw expected("a register");
        }
        accept("%");
        AsmToken token = next();
        if (token.is(FRAME_POINTER)) {
            return new Named(Reg.R10, true);
        }
        Matcher name = REGISTER.matcher(token.text());
        name.matches();
        int number = Integer.parseInt(name.group("number"));
        if (number > Reg.R10.ordinal()) {
            throw AsmMistake.of("register", token.span(), "register " + token.text() + " does not exist",
                    "there are r0 to r10");
        }
        return new Named(Reg.of(number), name.group("width").equals("r"));
    }

    boolean atNumber() {
        AsmToken first = peek();
        return first.kind() == Kind.NUMBER
                || (first.is("-") || first.is("+")) && peek(1).kind() == Kind.NUMBER;
    }

    boolean atHex() {
        return peek().kind() == Kind.NUMBER && peek().text().length() > 1
                && Character.toLowerCase(peek().text().charAt(1)) == 'x';
    }

    /** A number of 64 bits, signed or not. */
    long number() throws AsmMistake {
        if (!atNumber()) {
            throw expected("a number");
        }
        boolean negative = peek().is("-");
        Span sign = peek().span();
        if (peek().kind() == Kind.SIGN) {
            next();
        }
        boolean hex = atHex();
        AsmToken token = next();
        BigInteger value = hex ? new BigInteger(token.text().substring(2), HEX) : new BigInteger(token.text());
        if (value.bitLength() > Long.SIZE || negative && value.negate().bitLength() > Long.SIZE - 1) {
            throw AsmMistake.of("number", sign.union(token.span()), "the number does not fit in 64 bits", "");
        }
        return negative ? -value.longValue() : value.longValue();
    }

    /** The immediate of an instruction: signed or unsigned 32 bits, or 64 bits that a sign fills. */
    int imm() throws AsmMistake {
        Span start = peek().span();
        boolean negative = peek().is("-");
        long value = number();
        boolean fits = (value & UPPER) == UPPER || value >>> Integer.SIZE == 0 && !negative || value == 0;
        if (!fits) {
            throw AsmMistake.of("number", start.union(tokens.get(at - 1).span()), "the number does not fit in 32 bits",
                    "lddw takes 64 bits");
        }
        return (int) value;
    }

    Operand operand() throws AsmMistake {
        return atRegister() ? new Use(register()) : new Imm(imm());
    }

    /** The same for an instruction that looks at 32 bits or fewer: of a longer number those count. */
    Operand operand(boolean wide) throws AsmMistake {
        return wide || atRegister() ? operand() : new Imm((int) number());
    }

    /** What works together with a register: a number, or a register of the same width. */
    Operand operand(Named left) throws AsmMistake {
        return atRegister() ? new Use(register(left)) : new Imm(imm());
    }

    /** A register of the same width. */
    Reg register(Named left) throws AsmMistake {
        AsmToken name = peek().is("%") ? peek(1) : peek();
        Named right = named();
        if (right.wide() != left.wide()) {
            throw AsmMistake.of("width", name.span(), name.text() + " has " + bits(right)
                    + " bits, but the register on the left " + bits(left), "both are r for 64 bits, or w for 32");
        }
        return right.reg();
    }

    private static int bits(Named register) {
        return register.wide() ? Long.SIZE : Integer.SIZE;
    }

    /** 16 bits, signed. */
    int offset() throws AsmMistake {
        Span start = peek().span();
        long value = number();
        if (value != (short) value) {
            throw AsmMistake.of("number", start.union(tokens.get(at - 1).span()),
                    "the offset does not fit in 16 bits", "offsets go from -32768 to 32767");
        }
        return (int) value;
    }

    /** {@code [%r1+8]}, or {@code (r1 +8)} behind the type of a kernel listing. */
    Place place(String open, String close) throws AsmMistake {
        expect(open);
        Reg base = register();
        int offset = atNumber() ? offset() : 0;
        expect(close);
        return new Place(base, offset);
    }

    /** {@code +3}, {@code pc+3} or a label. */
    Target target() throws AsmMistake {
        AsmToken first = peek();
        if (first.is("pc") && (peek(1).is("+") || peek(1).is("-"))) {
            next();
        }
        if (atNumber()) {
            long offset = number();
            Span span = first.span().union(tokens.get(at - 1).span());
            if (offset != (int) offset) {
                throw AsmMistake.of("number", span, "the jump does not fit in 32 bits", "");
            }
            skipSymbol();
            return new Target("", (int) offset, span);
        }
        if (first.kind() != Kind.WORD) {
            throw expected("a label or a distance like +3");
        }
        next();
        return new Target(first.text(), 0, first.span());
    }

    /** llvm-objdump writes the label behind the distance: {@code goto +0x3 <exit>}. */
    private void skipSymbol() {
        if (peek().is("<")) {
            while (!atEnd() && !accept(">")) {
                next();
            }
        }
    }
}
