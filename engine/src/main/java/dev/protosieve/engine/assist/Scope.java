package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.typed.EnumNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The names that a rule file may use: those of its schema, with its message as {@code msg}. */
public record Scope(Schema schema, Optional<Descriptor> message) {

    /** Nothing is known yet. */
    public static final Scope NONE = new Scope(new Schema(List.of(), List.of(), Map.of(),
            Map.of()), Optional.empty());

    /** @param message full name; one that the schema does not have leaves {@code msg} unknown */
    public static Scope of(Schema schema, String message) {
        return new Scope(schema, schema.message(message));
    }

    /** Every value of every enum, as rules may write it. */
    Stream<EnumValueDescriptor> enumValues() {
        return schema.enums().stream().flatMap(e -> e.getValues().stream());
    }

    /** As short as the message allows. */
    String written(EnumValueDescriptor value) {
        return message.map(m -> EnumNames.shortest(value, m))
                .orElse(value.getType().getFullName() + "." + value.getName());
    }

    Optional<EnumValueDescriptor> enumValue(String written) {
        return enumValues().filter(v -> written(v).equals(written)
                || (v.getType().getFullName() + "." + v.getName()).equals(written)).findFirst();
    }
}
