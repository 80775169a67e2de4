package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The body of an {@code expect}: which message is open, and which field a value is for (protobuf's text format). */
final class MessageText {

    private final String text;
    private final Scope scope;
    /** The open messages; an empty one is of a type that is not known. */
    private final Deque<Optional<Descriptor>> open = new ArrayDeque<>();
    private Optional<FieldDescriptor> field = Optional.empty();
    private boolean value;

    /** @param tokens from the first brace on, up to the place in question */
    MessageText(String text, List<Token> tokens, Scope scope) {
        this.text = text;
        this.scope = scope;
        tokens.forEach(this::read);
    }

    private void read(Token token) {
        String written = token.in(text);
        switch (token.type()) {
            case COMMENT -> {
            }
            case WORD -> {
                field = value ? field : named(written);
                value = false;
            }
            case STRING, NUMBER -> value = false;
            case SIGN -> sign(written);
        }
    }

    private void sign(String sign) {
        switch (sign) {
            case "{", "<" -> {
                open.push(open.isEmpty() ? scope.message() : field.filter(MessageText::isMessage)
                        .map(FieldDescriptor::getMessageType));
                value = false;
            }
            case "}", ">" -> {
                if (!open.isEmpty()) {
                    open.pop();
                }
                value = false;
            }
            case ":", "[" -> value = true;
            case "," -> value = value && field.isPresent();
            default -> {
            }
        }
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    private Optional<FieldDescriptor> named(String name) {
        return open.isEmpty() ? Optional.empty()
                : open.element().flatMap(m -> Optional.ofNullable(m.findFieldByName(name)));
    }

    /** The field that was named last. */
    Optional<FieldDescriptor> field() {
        return field;
    }

    /** What may stand here: a value of the field, or a field of the open message. */
    List<Proposal> proposals() {
        if (value) {
            return field.map(this::values).orElse(List.of());
        }
        List<Proposal> all = new ArrayList<>();
        if (!open.isEmpty()) {
            open.element().ifPresent(m -> m.getFields().forEach(f -> all.add(proposal(f))));
        }
        return all;
    }

    private Proposal proposal(FieldDescriptor field) {
        Meaning meaning = Meaning.of(field, scope.schema());
        String insert = isMessage(field) ? " { | }" : field.getType() == FieldDescriptor.Type.STRING
                || field.getType() == FieldDescriptor.Type.BYTES ? ": \"|\"" : ": |";
        return Proposal.template(Proposal.Kind.FIELD, field.getName(), field.getName() + insert, meaning.shape().word(),
                meaning.words());
    }

    private List<Proposal> values(FieldDescriptor of) {
        return switch (of.getJavaType()) {
            case ENUM -> of.getEnumType().getValues().stream().map(v -> {
                Meaning meaning = Meaning.of(v, scope.schema());
                return Proposal.plain(Proposal.Kind.ENUM, v.getName(), v.getName(), "= " + v.getNumber(),
                        meaning.words());
            }).toList();
            case BOOLEAN -> StatementWords.plain(List.of("true", "false"));
            case INT, LONG, FLOAT, DOUBLE, STRING, BYTE_STRING, MESSAGE -> List.of();
        };
    }
}
