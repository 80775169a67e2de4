package dev.protosieve.engine.constraint;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the rules of numbers, times and enums have in common: const, lt, lte, gt, gte, in, not_in, finite. */
final class RangeRules {

    private final Message rules;
    private final String type;
    private final String value;
    private final boolean listed;
    private final List<Demand> found = new ArrayList<>();

    private RangeRules(Message rules, String type, String value, boolean listed) {
        this.rules = rules;
        this.type = type;
        this.value = value;
        this.listed = listed;
    }

    /**
     * @param type as protovalidate's names of rules begin: {@code int32}
     * @param listed whether it is an element of a list
     */
    static List<Demand> of(Message rules, String type, String value, boolean listed) {
        RangeRules ranges = new RangeRules(rules, type, value, listed);
        ranges.constant();
        ranges.bounds();
        ranges.lists();
        ranges.finite();
        return ranges.found;
    }

    private Optional<FieldDescriptor> given(String name) {
        FieldDescriptor field = rules.getDescriptorForType().findFieldByName(name);
        boolean there = field != null && (field.isRepeated() ? rules.getRepeatedFieldCount(field) > 0
                : rules.hasField(field));
        return there ? Optional.of(field) : Optional.empty();
    }

    /** For people: an unsigned number looks like any other. */
    private String shown(FieldDescriptor field) {
        String literal = literal(field).replace("1e999", "infinity");
        return rules.getField(field) instanceof Number && literal.endsWith("u")
                ? literal.substring(0, literal.length() - 1) : literal;
    }

    private String literal(FieldDescriptor field) {
        return Literals.of(field, rules.getField(field));
    }

    private static boolean isFloating(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.DOUBLE
                || field.getJavaType() == FieldDescriptor.JavaType.FLOAT;
    }

    /** Why no condition may have that constant; empty when one may. */
    private String problem(Object constant) {
        if (constant instanceof Number number && Double.isNaN(number.doubleValue())) {
            return "NaN has no literal";
        }
        if (constant instanceof Timestamp time && !Literals.isTime(time)
                || constant instanceof Duration span && !Literals.isSpan(span)) {
            return "CEL has no time as far away as that";
        }
        // as an int of CEL, below zero, which no uint equals
        return listed && isUnsigned() && ((Number) constant).longValue() < 0
                ? "protovalidate-java misreads numbers of this size in lists" : "";
    }

    private boolean isUnsigned() {
        return type.startsWith("u") || type.startsWith("fixed");
    }

    private void constant() {
        given("const").ifPresent(field -> {
            String words = "equal to " + shown(field);
            String problem = problem(rules.getField(field));
            found.add(problem.isEmpty()
                    ? Demand.met(type + ".const", words, Cel.compare(value, "!=", literal(field)))
                    : Demand.unknown(type + ".const", words, problem));
        });
    }

    private void bounds() {
        Optional<FieldDescriptor> low = given("gt").or(() -> given("gte"));
        Optional<FieldDescriptor> high = given("lt").or(() -> given("lte"));
        if (low.isEmpty() && high.isEmpty()) {
            return;
        }
        boolean outside = low.isPresent() && high.isPresent()
                && order().compare(rules.getField(high.get()), rules.getField(low.get())) < 0;
        String id = type + "." + low.map(FieldDescriptor::getName).orElse("")
                + (low.isPresent() && high.isPresent() ? "_" : "") + high.map(FieldDescriptor::getName).orElse("")
                + (outside ? "_exclusive" : "");
        String words = words(low, high, outside);
        String problem = Stream.concat(low.stream(), high.stream()).map(f -> problem(rules.getField(f)))
                .filter(p -> !p.isEmpty()).findFirst().orElse("");
        if (!problem.isEmpty()) {
            found.add(Demand.unknown(id, words, problem));
            return;
        }
        found.add(Demand.met(id, words, fault(low, high, outside)));
    }

    private static String words(FieldDescriptor bound) {
        return switch (bound.getName()) {
            case "gt" -> "greater than ";
            case "gte" -> "at least ";
            case "lt" -> "less than ";
            default -> "at most ";
        };
    }

    private String words(Optional<FieldDescriptor> low, Optional<FieldDescriptor> high, boolean outside) {
        return low.map(f -> words(f) + shown(f)).orElse("")
                + (low.isEmpty() || high.isEmpty() ? "" : outside ? " or " : " and ")
                + high.map(f -> words(f) + shown(f)).orElse("");
    }

    private Cel fault(Optional<FieldDescriptor> low, Optional<FieldDescriptor> high, boolean outside) {
        boolean floating = isFloating(low.or(() -> high).orElseThrow());
        if (low.isEmpty() || high.isEmpty()) {
            FieldDescriptor bound = low.or(() -> high).orElseThrow();
            return floating ? within(bound).not() : beyond(bound);
        }
        if (floating) {
            // NaN is on no side of anything, so that it always violates
            return (outside ? Cel.or(within(low.get()), within(high.get()))
                    : Cel.and(within(low.get()), within(high.get()))).not();
        }
        return outside ? Cel.and(beyond(high.get()), beyond(low.get())) : Cel.or(beyond(low.get()), beyond(high.get()));
    }

    private Cel within(FieldDescriptor bound) {
        return Cel.compare(value, switch (bound.getName()) {
            case "gt" -> ">";
            case "gte" -> ">=";
            case "lt" -> "<";
            default -> "<=";
        }, literal(bound));
    }

    private Cel beyond(FieldDescriptor bound) {
        return Cel.compare(value, switch (bound.getName()) {
            case "gt" -> "<=";
            case "gte" -> "<";
            case "lt" -> ">=";
            default -> ">";
        }, literal(bound));
    }

    private Comparator<Object> order() {
        return (a, b) -> switch (a) {
            case Timestamp time -> Comparator.comparingLong(Timestamp::getSeconds)
                    .thenComparingInt(Timestamp::getNanos).compare(time, (Timestamp) b);
            case Duration time -> Comparator.comparingLong(Duration::getSeconds).thenComparingInt(Duration::getNanos)
                    .compare(time, (Duration) b);
            case Integer number when isUnsigned() ->
                Integer.compareUnsigned(number, (Integer) b);
            case Long number when isUnsigned() ->
                Long.compareUnsigned(number, (Long) b);
            case Integer number -> Integer.compare(number, (Integer) b);
            case Long number -> Long.compare(number, (Long) b);
            case Number number -> {
                double low = number.doubleValue();
                double high = ((Number) b).doubleValue();
                yield low < high ? -1 : low > high ? 1 : 0; // -0.0 is 0.0
            }
            default -> throw new IllegalArgumentException("no bound: " + a.getClass());
        };
    }

    private void lists() {
        given("in").ifPresent(field -> listed(field, "one of "));
        given("not_in").ifPresent(field -> listed(field, "none of "));
    }

    private void listed(FieldDescriptor field, String words) {
        List<?> values = (List<?>) rules.getField(field);
        String id = type + "." + field.getName();
        String list = Literals.list(field, values);
        String problem = values.stream().map(this::problem).filter(p -> !p.isEmpty()).findFirst().orElse("");
        if (!problem.isEmpty()) {
            found.add(Demand.unknown(id, words + list, problem));
            return;
        }
        Cel member = values.getFirst() instanceof Message
                ? Cel.or(values.stream().map(v -> Cel.compare(value, "==", Literals.of(field, v))))
                : Cel.compare(value, "in", list);
        found.add(Demand.met(id, words + list, field.getName().equals("in") ? member.not() : member));
    }

    private void finite() {
        given("finite").filter(f -> (Boolean) rules.getField(f)).ifPresent(_ -> {
            String most = Double.toString(type.equals("float") ? Float.MAX_VALUE : Double.MAX_VALUE);
            found.add(Demand.met(type + ".finite", "finite", Cel.and(Cel.compare(value, ">=", "-" + most),
                    Cel.compare(value, "<=", most)).not()));
        });
    }
}
