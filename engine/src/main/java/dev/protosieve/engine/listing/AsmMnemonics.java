package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Order;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.AsmCursor.Place;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instructions as a word and operands: {@code ldxw %r0, [%r1+4]}. The words are those that eBPF implementations share in
 * their conformance tests, and the ones that the GNU assembler has for the same.
 */
final class AsmMnemonics {

    private static final Map<String, AluOp> ALU = Map.ofEntries(Map.entry("add", AluOp.ADD),
            Map.entry("sub", AluOp.SUB), Map.entry("mul", AluOp.MUL), Map.entry("div", AluOp.DIV),
            Map.entry("sdiv", AluOp.SDIV), Map.entry("or", AluOp.OR), Map.entry("and", AluOp.AND),
            Map.entry("lsh", AluOp.LSH), Map.entry("shl", AluOp.LSH), Map.entry("rsh", AluOp.RSH),
            Map.entry("shr", AluOp.RSH), Map.entry("mod", AluOp.MOD), Map.entry("smod", AluOp.SMOD),
            Map.entry("xor", AluOp.XOR), Map.entry("mov", AluOp.MOV), Map.entry("arsh", AluOp.ARSH),
            Map.entry("ashr", AluOp.ARSH), Map.entry("sar", AluOp.ARSH));
    private static final Map<String, Condition> JUMPS = Map.ofEntries(Map.entry("jeq", Condition.EQ),
            Map.entry("jgt", Condition.GT), Map.entry("jge", Condition.GE), Map.entry("jset", Condition.SET),
            Map.entry("jne", Condition.NE), Map.entry("jsgt", Condition.SGT), Map.entry("jsge", Condition.SGE),
            Map.entry("jlt", Condition.LT), Map.entry("jle", Condition.LE), Map.entry("jslt", Condition.SLT),
            Map.entry("jsle", Condition.SLE));
    private static final Map<String, AtomicOp> ATOMIC = Map.of("add", AtomicOp.ADD, "or", AtomicOp.OR, "and",
            AtomicOp.AND, "xor", AtomicOp.XOR, "xchg", AtomicOp.XCHG, "cmpxchg", AtomicOp.CMPXCHG, "cmp",
            AtomicOp.CMPXCHG);
    private static final Map<String, MemSize> SIZES = Map.of("b", MemSize.U8, "h", MemSize.U16, "w", MemSize.U32, "dw",
            MemSize.U64);

    private static final Pattern WIDTH = Pattern.compile("(?<op>[a-z]+?)(?<width>32|64)?");
    private static final Pattern SIGNED_MOVE = Pattern.compile("movsx?(?<from>8|16|32)(?<to>32|64)");
    private static final Pattern SWAP = Pattern.compile("(?<order>le|be|bswap|swap|endle|endbe)(?<bits>16|32|64)?");
    private static final Pattern LOAD = Pattern.compile("ldx(?:s(?<s1>b|h|w)|(?<s2>b|h|w)sx|(?<plain>b|h|w|dw))"
            + "|lds(?:x)?(?<s3>b|h|w)");
    private static final Pattern STORE = Pattern.compile("st(?<x>x?)(?<size>b|h|w|dw)");
    private static final Pattern LEGACY = Pattern.compile("ld(?:abs|ind)(?:b|h|w|dw)?");
    /** The words of the GNU assembler, and of older ones for the only atomic operation there was. */
    private static final Pattern ATOMIC_WORD = Pattern
            .compile("a(?<fetch>f?)(?<op>add|or|and|xor|xchg|cmp)(?<width>32)?"
                    + "|(?:st)?x(?:x)?add(?<old>dw|w)");
    private static final Pattern ATOMIC_NAME = Pattern.compile(
            "(?:atomic(?<wide>32|64)?_)?(?<fetch>fetch_)?(?<op>add|or|and|xor|xchg|cmpxchg)(?<width>_?(?:32|64))?");

    private final AsmCalls calls;

    AsmMnemonics(AsmCalls calls) {
        this.calls = calls;
    }

    AsmLine read(AsmCursor in) throws AsmMistake {
        AsmToken word = in.next();
        return switch (word.text()) {
            case "exit", "ret" -> AsmLine.of(new Insn.Exit());
            case "call", "callx" -> calls.call(in);
            case "ja", "jmp", "goto" -> AsmLine.of(new Insn.Goto(0), in.target());
            case "ja32", "jal", "gotol" -> AsmLine.of(new Insn.Goto(0, true), in.target());
            case "may_goto", "jcond" -> AsmLine.of(new Insn.MayGoto(0), in.target());
            case "lddw" -> AsmLine.of(wide(in));
            case "lock", "atomic" -> AsmLine.of(locked(in));
            case "movs", "movs32" -> AsmLine.of(gnuMove(word, in));
            default -> JUMPS.containsKey(stem(word)) ? branch(word, in) : AsmLine.of(plain(word, in));
        };
    }

    private static String stem(AsmToken word) {
        Matcher width = WIDTH.matcher(word.text());
        return width.matches() ? width.group("op") : word.text();
    }

    /** Whether a word does not say that it means 32 bits. */
    private static boolean isWide(AsmToken word) {
        return !word.text().endsWith("32");
    }

    private static AsmLine branch(AsmToken word, AsmCursor in) throws AsmMistake {
        Condition op = Objects.requireNonNull(JUMPS.get(stem(word)));
        Reg left = in.register();
        in.accept(",");
        Insn.Operand right = in.operand(isWide(word));
        in.accept(",");
        return AsmLine.of(new Insn.Branch(isWide(word), op, left, right, 0), in.target());
    }

    private Insn wide(AsmCursor in) throws AsmMistake {
        Reg dst = in.register();
        in.expect(",");
        if (!in.atNumber()) {
            return in.peek(1).is("[") ? calls.listed(in, dst) : calls.address(in, dst);
        }
        long value = in.number();
        in.accept("ll");
        return new Insn.LoadImm64(dst, value);
    }

    private static Insn plain(AsmToken word, AsmCursor in) throws AsmMistake {
        String text = word.text();
        AluOp op = ALU.get(stem(word));
        if (op != null) {
            Reg dst = in.register();
            in.expect(",");
            return new Insn.Alu(isWide(word), op, dst, in.operand(isWide(word)));
        }
        if (stem(word).equals("neg")) {
            return negate(word, in);
        }
        Matcher move = SIGNED_MOVE.matcher(text);
        if (move.matches()) {
            return signedMove(word, Integer.parseInt(move.group("from")), move.group("to").equals("64"), in);
        }
        Matcher swap = SWAP.matcher(text);
        if (swap.matches()) {
            return swap(swap, in);
        }
        Matcher load = LOAD.matcher(text);
        if (load.matches()) {
            return load(load, in);
        }
        Matcher store = STORE.matcher(text);
        return store.matches() ? store(!store.group("x").isEmpty(), store.group("size"), in) : atomicWord(word, in);
    }

    private static Insn negate(AsmToken word, AsmCursor in) throws AsmMistake {
        Reg dst = in.register();
        if (in.accept(",")) {
            Reg again = in.register();
            if (again != dst) {
                throw AsmMistake.of("register", word.span(), "neg works in one register", "write neg " + dst);
            }
        }
        return new Insn.Neg(isWide(word), dst);
    }

    /** {@code movs %r1, %r2, 8}. */
    private static Insn gnuMove(AsmToken word, AsmCursor in) throws AsmMistake {
        Reg dst = in.register();
        in.expect(",");
        Reg src = in.register();
        in.expect(",");
        long bits = in.number();
        requireBits(word, bits, isWide(word));
        return new Insn.MoveSigned(isWide(word), (int) bits, dst, src);
    }

    private static Insn signedMove(AsmToken word, int bits, boolean wide, AsmCursor in) throws AsmMistake {
        requireBits(word, bits, wide);
        Reg dst = in.register();
        in.expect(",");
        return new Insn.MoveSigned(wide, bits, dst, in.register());
    }

    private static void requireBits(AsmToken word, long bits, boolean wide) throws AsmMistake {
        if (bits != 8 && bits != 16 && (bits != 32 || !wide)) {
            throw AsmMistake.of("size", word.span(), "there is no sign extension from " + bits + " bits here",
                    "there are 8, 16 and, to 64 bits, 32");
        }
    }

    private static Insn swap(Matcher word, AsmCursor in) throws AsmMistake {
        Order order = switch (word.group("order")) {
            case "le", "endle" -> Order.LE;
            case "be", "endbe" -> Order.BE;
            default -> Order.SWAP;
        };
        Reg dst = in.register();
        long bits;
        if (word.group("bits") != null) {
            bits = Long.parseLong(word.group("bits"));
        } else {
            in.expect(",");
            AsmToken at = in.peek();
            bits = in.number();
            if (bits != 16 && bits != 32 && bits != 64) {
                throw AsmMistake.of("size", at.span(), "byte order has 16, 32 or 64 bits", "");
            }
        }
        return new Insn.ByteSwap(order, (int) bits, dst);
    }

    private static Insn load(Matcher word, AsmCursor in) throws AsmMistake {
        String plain = word.group("plain");
        String signed = word.group("s1") != null ? word.group("s1") : word.group("s2") != null ? word.group("s2")
                : word.group("s3");
        Reg dst = in.register();
        in.expect(",");
        Place place = in.place("[", "]");
        MemSize size = Objects.requireNonNull(SIZES.get(plain != null ? plain : signed));
        return new Insn.Load(size, plain == null, dst, place.base(), place.offset());
    }

    private static Insn store(boolean register, String size, AsmCursor in) throws AsmMistake {
        Place place = in.place("[", "]");
        in.expect(",");
        Insn.Operand value = register ? new Insn.Use(in.register()) : in.operand(size.equals("dw"));
        return new Insn.Store(Objects.requireNonNull(SIZES.get(size)), place.base(), place.offset(), value);
    }

    /** {@code lock fetch add32 [%r10-4], %r1}, {@code lock fetch_add ...}, {@code atomic xchg ...}. */
    private static Insn locked(AsmCursor in) throws AsmMistake {
        boolean fetch = in.accept("fetch");
        AsmToken word = in.next();
        Matcher name = ATOMIC_NAME.matcher(word.text());
        if (!name.matches()) {
            throw AsmMistake.of("word", word.span(), word.phrase() + " is no atomic operation",
                    "there are add, or, and, xor, fetch_add and its like, xchg, cmpxchg, each also with 32");
        }
        return named(name, fetch, in);
    }

    private static Insn named(Matcher name, boolean fetch, AsmCursor in) throws AsmMistake {
        boolean wide = (name.group("width") == null || !name.group("width").endsWith("32"))
                && !"32".equals(name.group("wide"));
        return atomic(wide, name.group("op"), fetch || name.group("fetch") != null, in);
    }

    private static Insn atomicWord(AsmToken word, AsmCursor in) throws AsmMistake {
        Matcher name = ATOMIC_NAME.matcher(word.text());
        if (name.matches()) {
            return named(name, false, in);
        }
        Matcher gnu = ATOMIC_WORD.matcher(word.text());
        if (gnu.matches()) {
            return gnu.group("old") != null ? atomic(gnu.group("old").equals("dw"), "add", false, in)
                    : atomic(gnu.group("width") == null, gnu.group("op"), !gnu.group("fetch").isEmpty(), in);
        }
        if (LEGACY.matcher(word.text()).matches()) {
            throw AsmMistake.of("legacy", word.span(), "packet access as in classic BPF is not part of this machine",
                    "read the packet through a pointer");
        }
        throw AsmMistake.of("word", word.span(), "there is no instruction " + word.phrase(),
                "instructions look like mov %r0, 1 or r0 = 1");
    }

    private static Insn atomic(boolean wide, String word, boolean fetch, AsmCursor in) throws AsmMistake {
        AtomicOp plain = Objects.requireNonNull(ATOMIC.get(word));
        AtomicOp op = !fetch ? plain : switch (plain) {
            case ADD -> AtomicOp.FETCH_ADD;
            case OR -> AtomicOp.FETCH_OR;
            case AND -> AtomicOp.FETCH_AND;
            case XOR -> AtomicOp.FETCH_XOR;
            case FETCH_ADD, FETCH_OR, FETCH_AND, FETCH_XOR, XCHG, CMPXCHG -> plain;
        };
        Place place = in.place("[", "]");
        in.expect(",");
        return new Insn.Atomic(wide, op, place.base(), place.offset(), in.register());
    }
}
