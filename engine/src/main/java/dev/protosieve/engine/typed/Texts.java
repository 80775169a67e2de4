package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * STRING or BYTES values.
 *
 * @param only the values that it may have, when they are known (String or ByteString)
 * @param never values that it has not
 * @param start what it begins with
 * @param end what it ends with
 */
record Texts(Optional<Set<Object>> only, Set<Object> never, String start, String end) implements Domain {

    private static final int MOST = 64;

    static final Texts ALL = new Texts(Optional.empty(), Set.of(), "", "");

    static Texts only(Object value) {
        return ALL.kept(Set.of(value));
    }

    private Texts kept(Set<Object> values) {
        return new Texts(Optional.of(values), Set.of(), "", "");
    }

    private Texts filtered(Predicate<Object> test) {
        return kept(only.orElseThrow().stream().filter(test).collect(Collectors.toSet()));
    }

    @Override
    public boolean isEmpty() {
        return only.isPresent() && only.get().isEmpty();
    }

    /** Whether it may be that value. */
    boolean permits(Object value) {
        return only.map(o -> o.contains(value)).orElse(true) && !never.contains(value)
                && (!(value instanceof String text) || text.startsWith(start) && text.endsWith(end));
    }

    /** Whether it is that value for sure. */
    boolean isOnly(Object value) {
        return only.isPresent() && only.get().equals(Set.of(value));
    }

    Texts being(Object value) {
        return permits(value) ? only(value) : kept(Set.of());
    }

    Texts without(Object value) {
        if (only.isPresent()) {
            return filtered(v -> !v.equals(value));
        }
        if (never.size() == MOST) {
            return this;
        }
        Set<Object> more = new HashSet<>(never);
        more.add(value);
        return new Texts(only, more, start, end);
    }

    /** Those for which the test has that answer, as far as this can tell. */
    Texts tested(StringPredicate predicate, String argument, boolean holds) {
        if (only.isPresent()) {
            return filtered(v -> ConstantFold.test(predicate, (String) v, argument) == holds);
        }
        if (holds ? excludes(predicate, argument) : implies(predicate, argument)) {
            return kept(Set.of());
        }
        if (!holds) {
            return this;
        }
        return switch (predicate) {
            case CONTAINS, MATCHES -> this;
            case STARTS_WITH -> new Texts(only, never, longer(start, argument), end);
            case ENDS_WITH -> new Texts(only, never, start, longer(end, argument));
        };
    }

    private static String longer(String a, String b) {
        return a.length() >= b.length() ? a : b;
    }

    /** Whether the test holds for all of them. */
    private boolean implies(StringPredicate predicate, String argument) {
        return switch (predicate) {
            case MATCHES -> false;
            case CONTAINS -> start.contains(argument) || end.contains(argument);
            case STARTS_WITH -> start.startsWith(argument);
            case ENDS_WITH -> end.endsWith(argument);
        };
    }

    /** Whether the test holds for none of them. */
    private boolean excludes(StringPredicate predicate, String argument) {
        return switch (predicate) {
            case CONTAINS, MATCHES -> false;
            case STARTS_WITH -> !start.startsWith(argument) && !argument.startsWith(start);
            case ENDS_WITH -> !end.endsWith(argument) && !argument.endsWith(end);
        };
    }

    /** Numbers of code points or of octets. */
    Numbers sizes() {
        if (only.isPresent()) {
            return only.get().stream().map(v -> Numbers.only(size(v))).reduce(Numbers.NONE, Numbers::or);
        }
        return Numbers.between(Math.max(size(start), size(end)), Integer.MAX_VALUE);
    }

    private static long size(Object value) {
        return value instanceof ByteString bytes ? bytes.size() : ((String) value).codePoints().count();
    }

    Texts or(Texts other) {
        if (only.isPresent() && other.only.isPresent()) {
            Set<Object> all = new HashSet<>(only.get());
            all.addAll(other.only.get());
            return all.size() > MOST ? ALL : kept(all);
        }
        if (only.isPresent() || other.only.isPresent()) {
            return only.isPresent() ? other.or(this) : joined(other.only.orElseThrow());
        }
        Set<Object> both = new HashSet<>(never);
        both.retainAll(other.never);
        return new Texts(Optional.empty(), both, start.equals(other.start) ? start : "",
                end.equals(other.end) ? end : "");
    }

    private Texts joined(Set<Object> values) {
        return values.stream().allMatch(this::permits) ? this
                : new Texts(Optional.empty(), without(values), "", "");
    }

    private Set<Object> without(Set<Object> values) {
        Set<Object> left = new HashSet<>(never);
        left.removeAll(values);
        return left;
    }
}
