package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Relation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Tests of strings and bytes where they lie in the packet. In UTF-8 the order of octets is that of code points. */
final class TextCode {

    private final Build build;
    private final ContainsCode contains;
    private final JointSearchCode searches;
    private final OrderCode order;
    private final TextPlaces places;

    TextCode(Build build) {
        this.build = build;
        this.places = new TextPlaces(build);
        this.contains = new ContainsCode(build);
        this.searches = new JointSearchCode(build);
        this.order = new OrderCode(build);
    }

    void test(Code c, Expr.StringTest test, Ways ways) {
        byte[] argument = bytes(test.argument());
        TextPlaces.Source source = places.of(test.subject());
        boolean absent = switch (test.predicate()) {
            case CONTAINS -> indexOf(source.whenAbsent(), argument) >= 0;
            case STARTS_WITH -> ByteString.copyFrom(source.whenAbsent()).startsWith(ByteString.copyFrom(argument));
            case ENDS_WITH -> ByteString.copyFrom(source.whenAbsent()).endsWith(ByteString.copyFrom(argument));
            case MATCHES -> test.automaton().orElseThrow().matches(source.whenAbsent());
        };
        searches.rule(c, test, ways.no());
        places.length(c, source, ways.when(absent), ways.error());
        if (test.predicate() != Expr.StringPredicate.MATCHES && argument.length > 0) {
            c.why("Long enough?").branch(Condition.LT, R2, argument.length, ways.no());
        }
        places.begin(c, source);
        switch (test.predicate()) {
            case CONTAINS -> contains.emit(c, argument, ways.yes(), ways.no());
            case STARTS_WITH -> same(c, argument, ways);
            case ENDS_WITH -> {
                c.why("Begin where the ending has to begin.").alu(AluOp.SUB, R2, argument.length);
                c.alu(AluOp.ADD, R1, R2);
                same(c, argument, ways);
            }
            case MATCHES -> new PatternCode(build).emit(c, test.automaton().orElseThrow(), ways.yes(), ways.no());
        }
    }

    void compare(Code c, Expr.Compare compare, Ways ways) {
        if (compare.left() instanceof Expr.Failure || compare.right() instanceof Expr.Failure) {
            c.why("One side is an error whatever the message holds.").jump(ways.error());
            return;
        }
        TextPlaces.Source left = places.of(compare.left());
        if (!(compare.right() instanceof Expr.Literal literal)) {
            fields(c, left, places.of(compare.right()), compare.relation(), ways);
            return;
        }
        byte[] value = bytes(literal);
        boolean absent = holds(compare.relation(), Arrays.compareUnsigned(left.whenAbsent(), value));
        places.length(c, left, ways.when(absent), ways.error());
        switch (compare.relation()) {
            case EQ -> equal(c, left, value, ways);
            case NE -> equal(c, left, value, ways.inverted());
            case LT, LE, GT, GE -> {
                places.begin(c, left);
                order.constant(c, value, compare.relation(), ways.yes(), ways.no());
            }
        }
    }

    /** Two fields, each of which may be absent and then have a default that is not in the packet. */
    private void fields(Code c, TextPlaces.Source left, TextPlaces.Source right, Relation relation, Ways ways) {
        places.check(c, left, R1, ways.error());
        places.check(c, right, R1, ways.error());
        Label leftAbsent = new Label("left absent");
        Label rightAbsent = new Label("right absent");
        absent(c, left, leftAbsent);
        absent(c, right, rightAbsent);
        for (TextPlaces.Source side : List.of(left, right)) {
            if (side.decoded()) {
                places.verify(c, side, ways.error());
            }
        }
        order.fields(c, left, right, relation, ways.yes(), ways.no());
        c.bind(leftAbsent);
        Label both = ways.when(holds(relation, Arrays.compareUnsigned(left.whenAbsent(), right.whenAbsent())));
        places.locate(c, right, both, ways.error());
        order.constant(c, left.whenAbsent(), relation.mirrored(), ways.yes(), ways.no());
        c.bind(rightAbsent);
        places.locate(c, left, both, ways.error());
        order.constant(c, right.whenAbsent(), relation, ways.yes(), ways.no());
    }

    private static void absent(Code c, TextPlaces.Source source, Label absent) {
        if (source.whenAbsent().length > 0) {
            c.load(MemSize.U64, R1, STATE, source.place());
            c.branch(Condition.EQ, R1, 0, absent);
        }
    }

    static boolean holds(Relation relation, int order) {
        return switch (relation) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    static byte[] bytes(Expr.Literal literal) {
        return literal.value() instanceof ByteString bytes ? bytes.toByteArray()
                : ((String) literal.value()).getBytes(StandardCharsets.UTF_8);
    }

    private void equal(Code c, TextPlaces.Source source, byte[] value, Ways ways) {
        c.why("Only a value of the same length is equal.").branch(Condition.NE, R2, value.length, ways.no());
        if (value.length > 0) {
            places.begin(c, source);
        }
        same(c, value, ways);
    }

    /** Compares the bytes at offset R1 with a constant. */
    private void same(Code c, byte[] value, Ways ways) {
        if (value.length > 0) {
            pointer(c, build, R1, value.length, ways.no());
            words(c, R2, value, 0, ways.no());
        }
        if (ways.yes() != ways.next()) {
            c.jump(ways.yes());
        }
    }

    /** R2 = pointer to the packet at {@code offset}, good for that many bytes; overwrites R3. */
    static void pointer(Code c, Build build, Reg offset, int bytes, Label never) {
        Code p = c.why("The verifier wants to know that these bytes are in the packet.");
        p.branch(Condition.GT, offset, Math.min(Frame.MAX_OFFSET, Frame.MAX_OFFSET + Frame.SLACK - bytes), never);
        build.access().pointer(p, R2, offset);
        build.access().prove(p, R2, bytes, R3, never);
    }

    /** Compares from byte {@code from} on, eight bytes at a time; overwrites R3 and R4. */
    static void words(Code c, Reg pointer, byte[] value, int from, Label differ) {
        Code w = c.why("Compare word by word.");
        int at = from;
        for (; at + 8 <= value.length; at += 8) {
            word(w, pointer, value, at, differ);
        }
        if (at < value.length && value.length >= 8) {
            word(w, pointer, value, value.length - 8, differ);
            return;
        }
        for (MemSize size : new MemSize[]{MemSize.U32, MemSize.U16, MemSize.U8}) {
            if (at + size.bytes() <= value.length) {
                w.load(size, R3, pointer, at);
                w.branch32(Condition.NE, R3, (int) little(value, at, size.bytes()), differ);
                at += size.bytes();
            }
        }
    }

    private static void word(Code c, Reg pointer, byte[] value, int at, Label differ) {
        c.load(MemSize.U64, R3, pointer, at);
        c.constant(R4, little(value, at, 8));
        c.branch(Condition.NE, R3, R4, differ);
    }

    /** Up to 8 bytes as a little-endian load gives them, zeros behind the end. */
    static long little(byte[] value, int at, int size) {
        byte[] padded = Arrays.copyOf(Arrays.copyOfRange(value, at, Math.min(value.length, at + size)), 8);
        return ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static int indexOf(byte[] text, byte[] part) {
        for (int i = 0; i + part.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
