package dev.protosieve.engine.constraint;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules that schemas define once, as extensions of protovalidate's, and use by name: {@code (field).int32.(my.positive) = true}. */
final class PredefinedRules {

    private PredefinedRules() {
    }

    /**
     * @param rules of one type, with extensions among their unknown fields
     * @param field that has them; what its file imports defines them
     * @param value how a condition names the value
     */
    static List<Demand> of(Message rules, FieldDescriptor field, String value) {
        List<Demand> found = new ArrayList<>();
        for (int number : rules.getUnknownFields().asMap().keySet()) {
            Optional<FieldDescriptor> extension = definition(field.getFile(), rules.getDescriptorForType(), number);
            if (extension.isPresent()) {
                found.addAll(used(extension.get(), rules, value));
            } else {
                found.add(Demand.unknown("predefined", "rule " + number + " of another file",
                        "the file that defines it is not imported here"));
            }
        }
        return found;
    }

    private static Optional<FieldDescriptor> definition(FileDescriptor from, Descriptor rules, int number) {
        Set<String> seen = new HashSet<>();
        Deque<FileDescriptor> files = new ArrayDeque<>(List.of(from));
        while (!files.isEmpty()) {
            FileDescriptor file = files.pop();
            if (seen.add(file.getFullName())) {
                Optional<FieldDescriptor> here = Stream.concat(file.getExtensions().stream(),
                        file.getMessageTypes().stream().flatMap(PredefinedRules::inside))
                        .filter(e -> e.getNumber() == number
                                && e.getContainingType().getFullName().equals(rules.getFullName()))
                        .findFirst();
                if (here.isPresent()) {
                    return here;
                }
                files.addAll(file.getDependencies());
            }
        }
        return Optional.empty();
    }

    private static Stream<FieldDescriptor> inside(Descriptor type) {
        return Stream.concat(type.getExtensions().stream(), type.getNestedTypes().stream()
                .flatMap(PredefinedRules::inside));
    }

    private static List<Demand> used(FieldDescriptor extension, Message rules, String value) {
        Optional<String> constant = constant(extension, rules);
        return RuleOptions.predefined(extension).getCelList().stream()
                .map(cel -> constant.isPresent() ? OwnRules.of(cel, value, constant)
                        : Demand.unknown(cel.getId(), cel.getMessage(), "its value has no literal"))
                .toList();
    }

    // a schema may write -rule
    private static String bracketed(String literal) {
        return literal.startsWith("-") ? "(" + literal + ")" : literal;
    }

    /** What its CEL calls "rule", as CEL writes it. */
    private static Optional<String> constant(FieldDescriptor extension, Message rules) {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        if (extension.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            return Optional.empty();
        }
        registry.add(extension);
        try {
            Object given = DynamicMessage
                    .parseFrom(extension.getContainingType(), rules.toByteString(), registry).getField(extension);
            List<?> all = extension.isRepeated() ? (List<?>) given : List.of(given);
            if (all.stream().anyMatch(v -> v instanceof Number n && Double.isNaN(n.doubleValue()))) {
                return Optional.empty();
            }
            return Optional.of(extension.isRepeated() ? Literals.list(extension, all)
                    : bracketed(Literals.of(extension, given)));
        } catch (InvalidProtocolBufferException _) {
            return Optional.empty();
        }
    }
}
