package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What may be written at the end of the beginning of a condition. */
final class ConditionWords {

    private static final Set<String> COMPARED = Set.of("==", "!=");

    private final List<Token> tokens;
    private final Scope scope;
    private final boolean message;
    private final Reading reading;

    /**
     * @param tokens from the word in front of the condition on, without the word that is being typed
     * @param message whether the message may be read
     */
    ConditionWords(String text, List<Token> tokens, Scope scope, boolean message) {
        this.tokens = tokens;
        this.scope = scope;
        this.message = message;
        this.reading = new Reading(text, tokens, scope, tokens.size());
    }

    List<Proposal> proposals() {
        int last = tokens.size() - 1;
        if (reading.is(last, ".")) {
            return members(last - 1);
        }
        if (isOperand(last)) {
            return StatementWords.plain(List.of("in")).stream().filter(_ -> message).toList();
        }
        List<Proposal> all = new ArrayList<>();
        compared(last).ifPresent(type -> type.getValues().forEach(v -> all.add(proposal(v, scope.written(v)))));
        if (compared(last).isPresent()) {
            return all;
        }
        beginnings(all);
        return all;
    }

    private boolean isOperand(int i) {
        return i > 0 && switch (tokens.get(i).type()) {
            case STRING, NUMBER -> true;
            case WORD -> !Set.of("in", "if", "by", "per").contains(reading.word(i));
            case SIGN -> reading.is(i, ")") || reading.is(i, "]") || reading.is(i, "}");
            case COMMENT -> false;
        };
    }

    /** The enum that the value here is compared with: behind {@code ==}, or in a list behind {@code in}. */
    private Optional<EnumDescriptor> compared(int last) {
        int operator = last;
        if (COMPARED.contains(reading.word(last))) {
            return enumAt(operator - 1);
        }
        while (operator > 0 && !reading.is(operator, "[")) {
            if (!reading.is(operator, ",") && !reading.is(operator, ".")
                    && tokens.get(operator).type() != Token.Type.WORD) {
                return Optional.empty();
            }
            operator--;
        }
        boolean next = reading.is(last, "[") || reading.is(last, ",");
        return next && reading.is(operator - 1, "in") ? enumAt(operator - 2) : Optional.empty();
    }

    private Optional<EnumDescriptor> enumAt(int last) {
        return reading.at(last).map(Meaning::shape)
                .flatMap(s -> s instanceof Shape.Values(var type) ? Optional.of(type) : Optional.empty());
    }

    private void beginnings(List<Proposal> all) {
        reading.variables().forEach((name, shape) -> all.add(Proposal.plain(Proposal.Kind.VARIABLE, name, name,
                shape.word(), "the element that is looked at")));
        if (message) {
            scope.message().ifPresent(m -> all.add(Proposal.template(Proposal.Kind.VARIABLE, "msg", "msg.|",
                    m.getFullName(), "the message in the packet")));
            Function.alone().stream().filter(f -> f != Function.HAS || scope.message().isPresent())
                    .forEach(f -> all.add(proposal(f)));
        } else {
            Function.alone().stream().filter(f -> f != Function.HAS && f != Function.LENGTH)
                    .filter(f -> f != Function.TIMESTAMP && f != Function.DURATION)
                    .forEach(f -> all.add(proposal(f)));
        }
        Stream.of(HeaderField.values()).forEach(h -> all.add(proposal(h, h.text())));
        if (message) {
            all.addAll(StatementWords.plain(List.of("true", "false")));
            scope.enumValues().limit(MOST_VALUES).forEach(v -> all.add(proposal(v, scope.written(v))));
        }
    }

    /** Of schemas with thousands of enums, those that are compared are offered all the same. */
    private static final int MOST_VALUES = 500;

    private List<Proposal> members(int holder) {
        Optional<Shape> shape = reading.at(holder).map(Meaning::shape);
        List<Proposal> all = new ArrayList<>();
        shape.ifPresent(s -> {
            if (s instanceof Shape.Fields(var type)) {
                type.getFields().forEach(f -> all.add(proposal(f)));
            }
            Function.of(s).forEach(f -> all.add(proposal(f)));
        });
        if (shape.isEmpty() && holder >= 0 && tokens.get(holder).type() == Token.Type.WORD) {
            names(reading.dotted(holder) + ".", all);
        }
        return all;
    }

    /** Packet variables and enum values are names with dots. */
    private void names(String before, List<Proposal> all) {
        Stream.of(HeaderField.values()).filter(h -> h.text().startsWith(before))
                .forEach(h -> all.add(proposal(h, h.text().substring(before.length()))));
        Function.alone().stream().filter(f -> f.text().startsWith(before)).forEach(f -> {
            String name = f.text().substring(before.length());
            all.add(Proposal.template(Proposal.Kind.FUNCTION, name, name + f.arguments(), f.signature(), f.meaning()));
        });
        scope.enumValues().forEach(v -> Stream.of(scope.written(v), v.getType().getFullName() + "." + v.getName())
                .distinct().filter(n -> n.startsWith(before))
                .forEach(n -> all.add(proposal(v, n.substring(before.length())))));
    }

    private Proposal proposal(FieldDescriptor field) {
        Meaning meaning = Meaning.of(field, scope.schema());
        return Proposal.plain(Proposal.Kind.FIELD, field.getName(), FieldPath.written(field), meaning.shape().word(),
                meaning.words());
    }

    private Proposal proposal(EnumValueDescriptor value, String written) {
        return Proposal.plain(Proposal.Kind.ENUM, written, written, "= " + value.getNumber(),
                Meaning.of(value, scope.schema()).words());
    }

    private static Proposal proposal(HeaderField field, String written) {
        Meaning meaning = Meaning.of(field);
        return Proposal.plain(Proposal.Kind.PACKET, written, written, meaning.shape().word(), meaning.words());
    }

    private static Proposal proposal(Function function) {
        return Proposal.template(Proposal.Kind.FUNCTION, function.text(), function.text() + function.arguments(),
                function.signature(), function.meaning());
    }
}
