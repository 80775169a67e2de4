package dev.protosieve.engine.constraint;

import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.MapRules;
import build.buf.validate.MessageOneofRule;
import build.buf.validate.MessageRules;
import build.buf.validate.RepeatedRules;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.WrappersProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The constraints on a message type and on all messages inside of it, as protovalidate evaluates them (buf/validate/validate.proto):
 * fields that track presence only when they are set, messages inside only when they are there.
 */
public final class MessageConstraints {

    /** More than anybody reads; types inside of types multiply. */
    private static final int MOST = 1_000;
    private static final int MOST_PLACES = 20_000;

    private final List<Constraint> found = new ArrayList<>();
    private final Deque<Descriptor> open = new ArrayDeque<>();
    private final Map<Descriptor, Boolean> demanding = new HashMap<>();
    private int places;
    private boolean ended;

    private MessageConstraints() {
    }

    /** In the order of the schema. */
    public static List<Constraint> of(Descriptor message) {
        MessageConstraints constraints = new MessageConstraints();
        constraints.message(message, Site.MESSAGE);
        return List.copyOf(constraints.found);
    }

    private void add(Site site, Demand demand) {
        if (found.size() < MOST) {
            found.add(site.constraint(demand));
        } else {
            endAt(site, "more than " + MOST + " constraints", "those behind the first " + MOST + " are left out");
        }
    }

    private void endAt(Site site, String words, String why) {
        if (!ended) {
            found.add(site.constraint(Demand.unknown("too-many", words, why)));
        }
        ended = true;
    }

    /** Then nothing but that is said. */
    private boolean isOfOtherVersion(Message rules, Site site) {
        Optional<Demand> other = OtherVersion.in(rules);
        other.ifPresent(demand -> add(site, demand));
        return other.isPresent();
    }

    private void message(Descriptor type, Site site) {
        if (ended || !demanding.computeIfAbsent(type, MessageConstraints::demandsAnything)) {
            return;
        }
        if (++places > MOST_PLACES) {
            endAt(site, "more than " + MOST_PLACES + " messages inside of messages", "those behind them are left out");
            return;
        }
        if (open.contains(type)) {
            add(site, Demand.unknown("recursion", "valid at any depth",
                    type.getName() + " inside of " + type.getName() + " is checked once, not at any depth"));
            return;
        }
        MessageRules rules = RuleOptions.of(type);
        if (isOfOtherVersion(rules, site)) {
            return;
        }
        open.push(type);
        OwnRules.of(rules.getCelList(), rules.getCelExpressionList(), site.cel()).forEach(d -> add(site, d));
        rules.getOneofList().forEach(oneof -> exclusive(oneof, type, site));
        type.getRealOneofs().stream().filter(o -> RuleOptions.of(o).getRequired()).forEach(o -> required(o, site));
        Set<String> exclusive = rules.getOneofList().stream().flatMap(o -> o.getFieldsList().stream())
                .collect(Collectors.toSet());
        type.getFields().forEach(f -> field(f, site.field(f), exclusive.contains(f.getName())));
        open.pop();
    }

    private void required(OneofDescriptor oneof, Site site) {
        Cel any = Cel.or(oneof.getFields().stream().map(f -> site.field(f).present()));
        add(site.named(oneof.getName()), Demand.met("required", "one of its fields set", any.not()));
    }

    /** At most one of the fields is there; just one, if that is required. */
    private void exclusive(MessageOneofRule rule, Descriptor type, Site site) {
        List<Cel> fields = rule.getFieldsList().stream().map(type::findFieldByName).filter(f -> f != null)
                .map(f -> site.field(f).present()).toList();
        List<Cel> faults = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            for (int j = i + 1; j < fields.size(); j++) {
                faults.add(Cel.and(fields.get(i), fields.get(j)));
            }
        }
        if (rule.getRequired()) {
            faults.add(Cel.or(fields.stream()).not());
        }
        String words = (rule.getRequired() ? "one of " : "at most one of ") + String.join(", ", rule.getFieldsList());
        if (!faults.isEmpty()) {
            add(site, Demand.met("message.oneof", words, Cel.or(faults.stream())));
        }
    }

    /** @param exclusive whether the message's rules name it in a oneof: then an empty value is none */
    private void field(FieldDescriptor field, Site site, boolean exclusive) {
        FieldRules rules = RuleOptions.of(field);
        if (rules.getIgnore() == Ignore.IGNORE_ALWAYS || isOfOtherVersion(rules, site)) {
            return;
        }
        if (rules.getRequired()) {
            add(site, Demand.met("required", "set", site.present().not()));
        }
        boolean zeroIgnored = rules.getIgnore() == Ignore.IGNORE_IF_ZERO_VALUE
                || exclusive && !rules.hasIgnore();
        Site there = field.hasPresence() || zeroIgnored ? site.when(site.present()) : site;
        if (field.isMapField()) {
            map(field, rules, there);
        } else if (field.isRepeated()) {
            list(field, rules, there);
        } else {
            value(field, rules, there);
        }
    }

    private void value(FieldDescriptor field, FieldRules rules, Site site) {
        ValueRules.of(rules, field, site.cel()).forEach(d -> add(site, d));
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            message(field.getMessageType(), site);
        }
    }

    private void list(FieldDescriptor field, FieldRules rules, Site site) {
        OwnRules.of(rules.getCelList(), rules.getCelExpressionList(), site.cel()).forEach(d -> add(site, d));
        RepeatedRules list = rules.getRepeated();
        Site whole = holdsWrappers(field) ? site.unknown("protovalidate-java does not check this of lists of wrappers")
                : site;
        if (list.hasMinItems()) {
            add(whole, size("repeated.min_items", "at least ", "<", list.getMinItems(), site));
        }
        if (list.hasMaxItems()) {
            add(whole, size("repeated.max_items", "at most ", ">", list.getMaxItems(), site));
        }
        if (list.getUnique()) {
            add(whole, Demand.unknown("repeated.unique", "no element twice",
                    "filters do not compare elements with each other"));
        }
        PredefinedRules.of(list, field, site.cel()).forEach(d -> add(whole, d));
        misplaced(rules, FieldRules.TypeCase.REPEATED, site);
        element(field, list.getItems(), site.any("[]"));
    }

    private void misplaced(FieldRules rules, FieldRules.TypeCase wanted, Site site) {
        if (rules.getTypeCase() != wanted && rules.getTypeCase() != FieldRules.TypeCase.TYPE_NOT_SET) {
            String name = rules.getTypeCase().name().toLowerCase(Locale.ROOT);
            add(site, Demand.unknown(name, "values of another type", "its rules are those of " + name
                    + " fields; for elements they belong into " + (wanted == FieldRules.TypeCase.MAP
                            ? "map.keys or map.values" : "repeated.items")));
        }
    }

    private static boolean holdsWrappers(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && field.getMessageType().getFile().getFullName()
                .equals(WrappersProto.getDescriptor().getFullName());
    }

    private static Demand size(String id, String words, String beyond, long bound, Site site) {
        return Demand.size(id, words, site.cel() + ".size()", beyond, bound, "element");
    }

    private void map(FieldDescriptor field, FieldRules rules, Site site) {
        OwnRules.of(rules.getCelList(), rules.getCelExpressionList(), site.cel()).forEach(d -> add(site, d));
        MapRules map = rules.getMap();
        if (map.hasMinPairs()) {
            add(site, size("map.min_pairs", "at least ", "<", map.getMinPairs(), site));
        }
        if (map.hasMaxPairs()) {
            add(site, size("map.max_pairs", "at most ", ">", map.getMaxPairs(), site));
        }
        PredefinedRules.of(map, field, site.cel()).forEach(d -> add(site, d));
        misplaced(rules, FieldRules.TypeCase.MAP, site);
        Site key = site.any("{key}");
        element(field.getMessageType().findFieldByNumber(1), map.getKeys(), key);
        element(field.getMessageType().findFieldByNumber(2), map.getValues(), key.valueIn(site));
    }

    private void element(FieldDescriptor field, FieldRules rules, Site site) {
        if (rules.getIgnore() == Ignore.IGNORE_ALWAYS || isOfOtherVersion(rules, site)) {
            return;
        }
        boolean zeroIgnored = rules.getIgnore() == Ignore.IGNORE_IF_ZERO_VALUE;
        value(field, rules, zeroIgnored ? ZeroElements.leftOut(field, site) : site);
    }

    /** Whether it or a type inside of it has a constraint. */
    private static boolean demandsAnything(Descriptor root) {
        Set<Descriptor> seen = new HashSet<>();
        Deque<Descriptor> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            Descriptor type = left.pop();
            if (seen.add(type)) {
                boolean any = !RuleOptions.of(type).equals(MessageRules.getDefaultInstance())
                        || type.getFields().stream()
                                .anyMatch(f -> !RuleOptions.of(f).equals(FieldRules.getDefaultInstance()))
                        || type.getOneofs().stream().anyMatch(o -> RuleOptions.of(o).getRequired());
                if (any) {
                    return true;
                }
                type.getFields().stream().filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                        .forEach(f -> left.push(f.getMessageType()));
            }
        }
        return false;
    }
}
