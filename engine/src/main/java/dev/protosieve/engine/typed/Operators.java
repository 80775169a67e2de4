package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr.Relation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which operator is for which field; the checker and the designer ask the same table. */
public final class Operators {

    private static final List<Operator> NUMBER = List.of(Operator.IS, Operator.IS_NOT, Operator.LESS, Operator.AT_MOST,
            Operator.GREATER, Operator.AT_LEAST);
    private static final List<Operator> EQUALITY = List.of(Operator.IS, Operator.IS_NOT);
    private static final List<Operator> TEXT = List.of(Operator.CONTAINS, Operator.CONTAINS_NOT, Operator.IS,
            Operator.IS_NOT, Operator.STARTS_WITH, Operator.STARTS_NOT_WITH, Operator.ENDS_WITH,
            Operator.ENDS_NOT_WITH);
    private static final List<Operator> FLAG = List.of(Operator.IS_TRUE, Operator.IS_FALSE);

    private Operators() {
    }

    /** In the order in which a menu shows them; empty for messages, and for repeated and map fields. */
    public static List<Operator> forField(FieldDescriptor field) {
        if (field.isRepeated()) {
            return List.of();
        }
        return switch (field.getJavaType()) {
            case BOOLEAN -> FLAG;
            case INT, LONG, FLOAT, DOUBLE, BYTE_STRING -> NUMBER;
            case ENUM -> EQUALITY;
            case STRING -> TEXT;
            case MESSAGE -> List.of();
        };
    }

    /** The relations that compile for values of the field; a string that need not be UTF-8 has no order. */
    static Set<Relation> relations(FieldDescriptor field) {
        return isUnverified(field) ? Set.of(Relation.EQ, Relation.NE) : Set.of(Relation.values());
    }

    /** Whether the field is a string whose octets may be anything, as in proto2. */
    static boolean isUnverified(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.STRING && !field.needsUtf8Check();
    }

    /**
     * A condition of one field, one operator and one value.
     *
     * @param value as people type it: a number, text without quotes, octets in hexadecimal, an enum value's name; not looked
     *     at when the operator takes none
     * @return empty when the value is not of the field's type
     */
    public static Optional<String> render(FieldPath path, Operator operator, String value) {
        String field = CelEnvironments.MESSAGE + "." + path.text();
        return operator.takesValue() ? literal(path, value).map(l -> operator.render(field, l))
                : Optional.of(operator.render(field, ""));
    }

    private static Optional<String> literal(FieldPath path, String value) {
        FieldDescriptor field = path.last();
        if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            Descriptor root = path.fields().getFirst().getContainingType();
            EnumValueDescriptor named = field.getEnumType().findValueByName(value.strip());
            return named == null ? ValueText.literal(ExprType.INT, value)
                    : Optional.of(EnumNames.shortest(named, root));
        }
        return FieldTypes.of(field).flatMap(t -> ValueText.literal(t, value));
    }
}
