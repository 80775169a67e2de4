package dev.protosieve.app.designer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.designer.ValueType.Kind;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.HeaderField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a condition may use at one place, with their types.
 *
 * @param message of {@code msg}; absent where only packet variables may be used, and before the first compile
 * @param variables of the {@code exists}, {@code all} and {@code exists_one} around the place
 */
record Scope(Optional<Descriptor> message, Map<String, ValueType> variables) {

    private static final int DEEPEST = 6;
    private static final int MOST = 2_000;
    private static final Pattern SIZE = Pattern.compile("(?s)size\\s*\\((.*)\\)|(.*)\\.\\s*size\\s*\\(\\s*\\)");
    private static final Pattern STEP = Pattern
            .compile(
                    "\\s*\\.\\s*`?([A-Za-z_]\\w*)`?|\\s*\\[(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[^\\[\\]]*)]");
    private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z_]\\w*)");

    static final Scope PACKET = new Scope(Optional.empty(), Map.of());

    Scope {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    static Scope of(Optional<Descriptor> message) {
        return new Scope(message, Map.of());
    }

    /** Inside of a condition on each element. */
    Scope with(String variable, ValueType type) {
        Map<String, ValueType> more = new LinkedHashMap<>(variables);
        more.put(variable, type);
        return new Scope(message, more);
    }

    /** The type of a path, a variable or a size; empty for anything else. */
    Optional<ValueType> typeOf(String operand) {
        Matcher size = SIZE.matcher(operand.strip());
        if (size.matches()) {
            return typeOf(size.group(1) == null ? size.group(2) : size.group(1)).map(_ -> ValueType.count());
        }
        Optional<HeaderField> header = HeaderField.named(operand.replaceAll("\\s", ""));
        if (header.isPresent()) {
            return header.map(ValueType::of);
        }
        Matcher name = NAME.matcher(operand);
        if (!name.lookingAt()) {
            return Optional.empty();
        }
        Optional<ValueType> at = name.group(1).equals("msg") && !variables.containsKey("msg")
                ? message.map(ValueType::of)
                : Optional.ofNullable(variables.get(name.group(1)));
        Matcher step = STEP.matcher(operand);
        int from = name.end();
        while (at.isPresent() && from < operand.stripTrailing().length()) {
            if (!step.region(from, operand.length()).lookingAt()) {
                return Optional.empty();
            }
            String field = step.group(1);
            at = at.flatMap(t -> field == null ? element(t) : field(t, field));
            from = step.end();
        }
        return at;
    }

    private static Optional<ValueType> field(ValueType holder, String name) {
        return holder.message().map(m -> m.findFieldByName(name)).map(ValueType::of);
    }

    private static Optional<ValueType> element(ValueType holder) {
        return holder.kind() == Kind.LIST || holder.kind() == Kind.MAP ? Optional.of(holder.inner().getLast())
                : Optional.empty();
    }

    /** What a person may choose from: variables, then fields below the message, then packet variables. */
    List<FieldChoice> fields() {
        List<FieldChoice> found = new ArrayList<>();
        variables.forEach((name, type) -> {
            if (type.message().isPresent()) {
                collect(type.message().get(), name, 1, found);
            } else {
                found.add(new FieldChoice(name, type, type.name(), false));
            }
        });
        message.ifPresent(m -> collect(m, "msg", 0, found));
        for (HeaderField header : HeaderField.values()) {
            found.add(new FieldChoice(header.text(), ValueType.of(header), header.meaning(), false));
        }
        return found;
    }

    private static void collect(Descriptor message, String above, int depth, List<FieldChoice> into) {
        for (FieldDescriptor field : message.getFields()) {
            if (into.size() >= MOST) {
                return;
            }
            ValueType type = ValueType.of(field);
            String text = above + "." + FieldPath.written(field);
            into.add(new FieldChoice(text, type, type.name(), field.hasPresence()));
            if (type.kind() == Kind.MESSAGE && depth + 1 < DEEPEST) {
                collect(type.message().orElseThrow(), text, depth + 1, into);
            }
        }
    }
}
