package dev.protosieve.engine.constraint;

import build.buf.validate.AnyRules;
import build.buf.validate.EnumRules;
import build.buf.validate.FieldMaskRules;
import build.buf.validate.FieldRules;
import build.buf.validate.TimestampRules;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for one value: of a field, or an element of a list or a map. */
final class ValueRules {

    private static final String NO_CLOCK = "filters know no date";
    private static final String NOT_INTO_ANY = "filters do not look into Any";

    private ValueRules() {
    }

    /**
     * @param field whose value it is; repeated when it is an element
     * @param value how a condition names it
     */
    static List<Demand> of(FieldRules rules, FieldDescriptor field, String value) {
        List<Demand> found = new ArrayList<>(OwnRules.of(rules.getCelList(), rules.getCelExpressionList(), value));
        Optional<Message> typed = typed(rules);
        if (typed.isPresent() && !Fitting.fits(rules, field)) {
            found.add(Demand.unknown(name(rules), "values of another type",
                    "its rules are those of " + name(rules) + " fields, which this is not"));
        } else if (typed.isPresent()) {
            found.addAll(standard(rules, typed.get(), field, value));
            found.addAll(PredefinedRules.of(typed.get(), field, value));
        }
        return found;
    }

    private static String name(FieldRules rules) {
        return rules.getTypeCase().name().toLowerCase(Locale.ROOT);
    }

    /** The rules of the value's type, which are one member of a oneof. */
    private static Optional<Message> typed(FieldRules rules) {
        FieldDescriptor set = rules.getOneofFieldDescriptor(
                FieldRules.getDescriptor().getOneofs().stream().filter(o -> o.getName().equals("type")).findFirst()
                        .orElseThrow());
        return set == null ? Optional.empty() : Optional.of((Message) rules.getField(set));
    }

    private static List<Demand> standard(FieldRules rules, Message typed, FieldDescriptor field, String value) {
        return switch (rules.getTypeCase()) {
            case FLOAT, DOUBLE, INT32, INT64, UINT32, UINT64, SINT32, SINT64, FIXED32, FIXED64, SFIXED32, SFIXED64,
                    BOOL,
                    DURATION ->
                RangeRules.of(typed, name(rules), value,
                        field.isRepeated());
            case STRING -> TextRules.of(rules.getString(), value, field.isRepeated());
            case BYTES -> TextRules.of(rules.getBytes(), value, field.isRepeated());
            case ENUM -> enumeration(rules.getEnum(), field, value);
            case TIMESTAMP -> times(rules.getTimestamp(), value);
            case FIELD_MASK -> masks(rules.getFieldMask(), value);
            case ANY -> anys(rules.getAny());
            case REPEATED, MAP, TYPE_NOT_SET -> List.of();
        };
    }

    private static List<Demand> enumeration(EnumRules rules, FieldDescriptor field, String value) {
        List<Demand> found = new ArrayList<>(RangeRules.of(rules, "enum", value, field.isRepeated()));
        if (rules.getDefinedOnly()) {
            found.add(Demand.met("enum.defined_only", "a value of " + field.getEnumType().getName(), Cel.compare(value,
                    "in", field.getEnumType().getValues().stream().map(EnumValueDescriptor::getNumber).distinct()
                            .map(String::valueOf).collect(Collectors.joining(", ", "[", "]")))
                    .not()));
        }
        return found;
    }

    private static List<Demand> times(TimestampRules rules, String value) {
        List<Demand> found = new ArrayList<>(RangeRules.of(rules, "timestamp", value, false));
        if (rules.getLtNow()) {
            found.add(Demand.unknown("timestamp.lt_now", "in the past", NO_CLOCK));
        }
        if (rules.getGtNow()) {
            found.add(Demand.unknown("timestamp.gt_now", "in the future", NO_CLOCK));
        }
        if (rules.hasWithin()) {
            found.add(Demand.unknown("timestamp.within", "near the present", NO_CLOCK));
        }
        return found;
    }

    private static List<Demand> masks(FieldMaskRules rules, String value) {
        List<Demand> found = new ArrayList<>();
        if (rules.hasConst()) {
            found.add(Demand.unknown("field_mask.const", "just certain paths", "lists cannot be compared as a whole"));
        }
        if (rules.getInCount() > 0) {
            found.add(Demand.met("field_mask.in", "only paths in " + rules.getInList(),
                    masked(value, ".all", rules.getInList()).not()));
        }
        if (rules.getNotInCount() > 0) {
            found.add(Demand.met("field_mask.not_in", "no paths in " + rules.getNotInList(),
                    masked(value, ".exists", rules.getNotInList())));
        }
        return found;
    }

    private static List<Demand> anys(AnyRules rules) {
        List<Demand> found = new ArrayList<>();
        if (rules.getInCount() > 0) {
            found.add(Demand.unknown("any.in", "a message of one of " + rules.getInList(), NOT_INTO_ANY));
        }
        if (rules.getNotInCount() > 0) {
            found.add(Demand.unknown("any.not_in", "a message of none of " + rules.getNotInList(), NOT_INTO_ANY));
        }
        return found;
    }

    private static Cel masked(String value, String macro, List<String> paths) {
        Cel covered = Cel.or(paths.stream().flatMap(p -> Stream.of(
                Cel.compare("p", "==", Literals.text(p)),
                Cel.tight("p.startsWith(" + Literals.text(p + ".") + ")"))));
        return Cel.tight(value + ".paths" + macro + "(p, " + covered.text() + ")");
    }
}
