package dev.protosieve.bpf.differential;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Fields of a message type by the expressions that read them. */
final class Paths {

    private static final int MAX_DEPTH = 3;
    private static final int TRIES = 12;

    private final Random random;
    private final Descriptor root;

    Paths(Random random, Descriptor root) {
        this.random = random;
        this.root = root;
    }

    /** @param text {@code msg.a.b} */
    record Path(String text, FieldDescriptor field) {
    }

    /** A field behind singular messages that is of the kind asked for, if some tries find one. */
    Optional<Path> any(Predicate<FieldDescriptor> kind) {
        return any("msg", root, kind);
    }

    Optional<Path> any(String start, Descriptor type, Predicate<FieldDescriptor> kind) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Path> path = walk(start, type, kind);
            if (path.isPresent()) {
                return path;
            }
        }
        return Optional.empty();
    }

    private Optional<Path> walk(String start, Descriptor type, Predicate<FieldDescriptor> kind) {
        String text = start;
        Descriptor at = type;
        for (int depth = 0; depth < MAX_DEPTH && !at.getFields().isEmpty(); depth++) {
            List<FieldDescriptor> fields = at.getFields();
            FieldDescriptor field = fields.get(random.nextInt(fields.size()));
            text += "." + field.getName();
            if (kind.test(field) && (!isPlainMessage(field) || random.nextBoolean())) {
                return Optional.of(new Path(text, field));
            }
            if (!isPlainMessage(field)) {
                return Optional.empty();
            }
            at = field.getMessageType();
        }
        return Optional.empty();
    }

    static boolean isScalar(FieldDescriptor field) {
        return !field.isRepeated() && field.getJavaType() != JavaType.MESSAGE;
    }

    /** A message that has no meaning of its own in CEL. */
    static boolean isPlainMessage(FieldDescriptor field) {
        return !field.isRepeated() && field.getJavaType() == JavaType.MESSAGE && !isWellKnown(field);
    }

    static boolean isWellKnown(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && field.getMessageType().getFullName().startsWith("google.protobuf.");
    }
}
