package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The first condition on a field: something of the right type to start from. */
final class Starter {

    /** Of the entries that a map is made of (protobuf encoding page, "Maps"). */
    private static final int KEY = 1;

    private Starter() {
    }

    /** A field below lists and maps is asked of each of their elements. */
    static String condition(List<FieldDescriptor> path) {
        return below("msg", path, Set.of());
    }

    /** @param variables those of the macros around it */
    private static String below(String holder, List<FieldDescriptor> path, Set<String> variables) {
        FieldDescriptor first = path.getFirst();
        String field = holder + "." + FieldPath.written(first);
        List<FieldDescriptor> rest = path.subList(1, path.size());
        if (first.isMapField()) {
            return rest.isEmpty() ? "size(" + field + ") > 0" : ofEntries(field, rest, variables);
        }
        if (!first.isRepeated()) {
            return rest.isEmpty() ? single(field, first) : inside(field, first, rest, variables, false);
        }
        String variable = free(variable(first), variables);
        return each(field, variable, rest.isEmpty() ? single(variable, first)
                : inside(variable, first, rest, with(variables, variable), true));
    }

    /** CEL has times and wrappers as values: what is in them has no name there. */
    private static String inside(String holder, FieldDescriptor message, List<FieldDescriptor> rest,
            Set<String> variables, boolean element) {
        return switch (WellKnown.of(message.getMessageType())) {
            case TIMESTAMP, DURATION -> message(holder, message, element);
            case WRAPPER -> (element ? "" : "has(" + holder + ") && ") + wrapped(holder, message);
            case NONE, DYNAMIC -> below(holder, rest, variables);
        };
    }

    /** @param path from the key or the value of an entry on */
    private static String ofEntries(String map, List<FieldDescriptor> path, Set<String> variables) {
        String key = free("k", variables);
        FieldDescriptor part = path.getFirst();
        String own = part.getNumber() == KEY ? key : map + "[" + key + "]";
        boolean message = part.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        String asked = path.size() > 1
                ? inside(own, part, path.subList(1, path.size()), with(variables, key), true)
                : message ? message(own, part, true) : single(own, part);
        return each(map, key, asked);
    }

    private static String each(String list, String variable, String condition) {
        return list + ".exists(" + variable + ", " + condition + ")";
    }

    private static String free(String letter, Set<String> taken) {
        return Stream.concat(Stream.of(letter), IntStream.iterate(2, i -> i + 1).mapToObj(i -> letter + i))
                .filter(name -> !taken.contains(name)).findFirst().orElseThrow();
    }

    private static Set<String> with(Set<String> variables, String one) {
        return Stream.concat(variables.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
    }

    /** A first condition on a header field. */
    static String condition(HeaderField field) {
        return switch (field.kind()) {
            case NUMBER -> field.text() + " == 0";
            case OCTETS -> field.text() + " == b\"\\x00\\x00\\x00\\x00\\x00\\x00\"";
            case ADDRESS -> "cidr(\"10.0.0.0/8\").containsIP(" + field.text() + ")";
        };
    }

    private static String variable(FieldDescriptor list) {
        String letter = list.getName().substring(0, 1).toLowerCase(Locale.ROOT);
        return letter.equals("_") ? "x" : letter;
    }

    private static String single(String field, FieldDescriptor last) {
        return switch (last.getJavaType()) {
            case STRING -> field + ".contains(\"A\")";
            case INT, LONG -> field + (unsigned(last) ? " > 0u" : " > 0");
            case FLOAT, DOUBLE -> field + " > 0.0";
            case BOOLEAN -> field;
            case BYTE_STRING -> field + " == b\"\"";
            case ENUM -> field + " == " + last.getEnumType().getFullName() + "."
                    + last.getEnumType().getValues().getLast().getName();
            case MESSAGE -> message(field, last, last.isRepeated());
        };
    }

    /** @param element whether it is one of a list or a map */
    private static String message(String field, FieldDescriptor last, boolean element) {
        return switch (WellKnown.of(last.getMessageType())) {
            case TIMESTAMP -> field + " > timestamp(\"2026-01-01T00:00:00Z\")";
            case DURATION -> field + " > duration(\"1s\")";
            case WRAPPER -> element ? wrapped(field, last) : "has(" + field + ")";
            case NONE, DYNAMIC -> element ? elements(field, last) : "has(" + field + ")";
        };
    }

    // null is neither true nor false
    private static String wrapped(String field, FieldDescriptor wrapper) {
        FieldDescriptor value = wrapper.getMessageType().getFields().getFirst();
        return value.getJavaType() == FieldDescriptor.JavaType.BOOLEAN ? field + " == true" : single(field, value);
    }

    // an element of a list is always there: its first plain field is asked
    private static String elements(String variable, FieldDescriptor list) {
        return list.getMessageType().getFields().stream()
                .filter(f -> !f.isRepeated() && f.getJavaType() != FieldDescriptor.JavaType.MESSAGE).findFirst()
                .map(f -> single(variable + "." + FieldPath.written(f), f)).orElse("true");
    }

    private static boolean unsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            case DOUBLE, FLOAT, INT64, INT32, BOOL, STRING, GROUP, MESSAGE, BYTES, ENUM, SFIXED32, SFIXED64, SINT32,
                    SINT64 ->
                false;
        };
    }

    /** The fields that {@code msg.a.b} names, from that message on. */
    static Optional<List<FieldDescriptor>> path(Descriptor message, String text) {
        List<FieldDescriptor> path = new ArrayList<>();
        Descriptor at = message;
        for (String name : text.replaceFirst("^msg\\.", "").replace("`", "").split("\\.")) {
            FieldDescriptor field = at == null ? null : at.findFieldByName(name);
            if (field == null) {
                return Optional.empty();
            }
            path.add(field);
            at = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
        }
        return Optional.of(path);
    }
}
