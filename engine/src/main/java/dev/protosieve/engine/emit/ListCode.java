package dev.protosieve.engine.emit;

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
import dev.protosieve.engine.typed.ExprType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** {@code x in [a, b, ...]} by halves: of the constants, of the lengths of texts, of the first octets of texts of one length. */
final class ListCode {

    /** Fewer constants are compared one by one. */
    private static final int SHORTEST = 4;
    /** So few that are left are compared one by one: branches that are not taken cost less than one that surprises. */
    private static final int ROW = 4;

    private final Build build;
    private final ValueCode values;
    private final TextPlaces places;

    ListCode(Build build, ValueCode values) {
        this.build = build;
        this.values = values;
        this.places = new TextPlaces(build);
    }

    /**
     * What is compared with which constants.
     *
     * @param signed whether numbers are ordered as signed ones
     */
    record Members(Expr subject, List<Expr.Literal> constants, boolean signed) {

        boolean isText() {
            return subject.type() == ExprType.STRING || subject.type() == ExprType.BYTES;
        }
    }

    /** Empty when it is something else, or too short to be worth it. */
    Optional<Members> members(Expr.Or or) {
        if (!build.options().does(Optimisation.LIST_SEARCH) || or.operands().size() < SHORTEST
                || !(or.operands().getFirst() instanceof Expr.Compare first) || !isSearched(first.left())) {
            return Optional.empty();
        }
        boolean all = or.operands().stream().allMatch(o -> o instanceof Expr.Compare compare
                && compare.relation() == Expr.Relation.EQ && isSame(compare.left(), first.left())
                && compare.right() instanceof Expr.Literal);
        return all ? Optional.of(new Members(first.left(),
                or.operands().stream().map(o -> (Expr.Literal) ((Expr.Compare) o).right()).toList(),
                first.left().type() == ExprType.INT)) : Optional.empty();
    }

    /** Doubles have two forms and numbers that are not equal to themselves; errors of lists have their own rules. */
    private boolean isSearched(Expr subject) {
        return switch (subject) {
            case Expr.Field field -> switch (field.type()) {
                case INT, UINT, STRING, BYTES -> true;
                case BOOL, DOUBLE, TIMESTAMP, DURATION -> false;
            };
            case Expr.Header header -> header.type() == ExprType.INT && !build.mayFail(header);
            default -> false;
        };
    }

    private static boolean isSame(Expr one, Expr other) {
        return switch (one) {
            case Expr.Field field -> other instanceof Expr.Field second && second.path().equals(field.path());
            case Expr.Header header -> other instanceof Expr.Header second && second.field() == header.field();
            default -> false;
        };
    }

    /** Goes one of the ways; R0 to R5 may be overwritten. */
    void emit(Code origin, Members members, Ways ways) {
        Code c = origin.step("list", "Is it one of " + members.constants().size() + " constants?");
        if (members.isText()) {
            texts(c, members, ways);
            return;
        }
        values.value(c, members.subject(), ways.error());
        Comparator<Long> order = members.signed() ? Comparator.naturalOrder() : Long::compareUnsigned;
        SortedMap<Long, Long> numbers = new TreeMap<>(order);
        members.constants().forEach(l -> numbers.put(ValueCode.number(l), 0L));
        new Halves<Long>(c, R1, members.signed(), ways.no(), (_, here) -> here.jump(ways.yes())).search(numbers);
    }

    private void texts(Code c, Members members, Ways ways) {
        TextPlaces.Source source = places.of(members.subject());
        List<ByteString> all = members.constants().stream().map(TextCode::bytes).map(ByteString::copyFrom).distinct()
                .toList();
        places.locate(c, source, ways.when(all.contains(ByteString.copyFrom(source.whenAbsent()))), ways.error());
        SortedMap<Long, List<ByteString>> lengths = new TreeMap<>(
                all.stream().collect(Collectors.groupingBy(t -> (long) t.size())));
        new Halves<List<ByteString>>(c.why("Texts of other lengths are not equal."), R2, false, ways.no(),
                (group, here) -> sameLength(here, group, ways)).search(lengths);
    }

    /** R1 = where the text is; all of the group are as long as it. */
    private void sameLength(Code c, List<ByteString> group, Ways ways) {
        int length = group.getFirst().size();
        if (length == 0) {
            c.jump(ways.yes());
            return;
        }
        TextCode.pointer(c, build, R1, length, ways.no());
        int head = Math.min(length, Long.BYTES);
        key(c.why("The first octets as one number."), head);
        SortedMap<Long, List<ByteString>> heads = new TreeMap<>(Long::compareUnsigned);
        heads.putAll(group.stream()
                .collect(Collectors.groupingBy(t -> TextCode.little(t.substring(0, head).toByteArray(), 0, head))));
        new Halves<List<ByteString>>(c, R3, false, ways.no(), (same, here) -> rest(here, same, head, ways))
                .search(heads);
    }

    /** R3 = so many octets at R2, from 1 to 8; overwrites R4. */
    private static void key(Code c, int octets) {
        int at = 0;
        for (MemSize size : List.of(MemSize.U64, MemSize.U32, MemSize.U16, MemSize.U8)) {
            if (at + size.bytes() > octets) {
                continue;
            }
            c.load(size, at == 0 ? R3 : R4, R2, at);
            if (at > 0) {
                c.alu(AluOp.LSH, R4, Byte.SIZE * at);
                c.alu(AluOp.OR, R3, R4);
            }
            at += size.bytes();
        }
    }

    /** R2 = a pointer to the text, whose first octets are those of all that are left. */
    private static void rest(Code c, List<ByteString> same, int from, Ways ways) {
        for (ByteString text : same) {
            Label other = new Label("another text");
            if (from < text.size()) {
                TextCode.words(c, R2, text.toByteArray(), from, other);
            }
            c.jump(ways.yes());
            c.bind(other);
        }
        c.jump(ways.no());
    }

    /**
     * A search by halves.
     *
     * @param key is compared; stays
     * @param found what to do for a key that is there
     */
    private record Halves<T>(Code c, Reg key, boolean signed, Label no, BiConsumer<T, Code> found) {

        void search(SortedMap<Long, T> entries) {
            search(List.copyOf(entries.entrySet()));
        }

        private void search(List<Map.Entry<Long, T>> entries) {
            if (entries.size() <= ROW) {
                row(entries);
                return;
            }
            int half = entries.size() / 2;
            Label above = new Label("upper half");
            branch(signed ? Condition.SGT : Condition.GT, entries.get(half - 1).getKey(), above);
            search(entries.subList(0, half));
            c.bind(above);
            search(entries.subList(half, entries.size()));
        }

        private void row(List<Map.Entry<Long, T>> entries) {
            Label[] hits = new Label[entries.size()];
            for (int i = 0; i < hits.length; i++) {
                hits[i] = new Label("hit");
                branch(Condition.EQ, entries.get(i).getKey(), hits[i]);
            }
            c.jump(no);
            for (int i = 0; i < hits.length; i++) {
                c.bind(hits[i]);
                found.accept(entries.get(i).getValue(), c);
            }
        }

        private void branch(Condition condition, long value, Label to) {
            if (value == (int) value) {
                c.branch(condition, key, (int) value, to);
            } else {
                c.constant(R4, value);
                c.branch(condition, key, R4, to);
            }
        }
    }
}
