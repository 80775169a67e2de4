package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.Statements;
import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.text.Span;
import java.util.List;
import java.util.Optional;

/** What the word at a place of a rule file is. */
public final class Explainer {

    private Explainer() {
    }

    /** A word and its meaning. */
    public record Explained(Span span, Meaning meaning) {
    }

    /** Empty where there is no word, or one whose meaning is not known. */
    public static Optional<Explained> at(String text, int offset, Scope scope) {
        List<Token> tokens = tokens(text, offset);
        int at = word(tokens, offset);
        return at < 0 ? Optional.empty() : meaning(text, tokens, at, scope)
                .map(m -> new Explained(new Span(tokens.get(at).start(), tokens.get(at).end()), m));
    }

    /** The field whose name in a condition stands there; empty for everything else, a field in a text too. */
    public static Optional<FieldDescriptor> field(String text, int offset, Scope scope) {
        List<Token> tokens = tokens(text, offset);
        int at = word(tokens, offset);
        Reading reading = new Reading(text, tokens, scope, at);
        return at < 2 || !reading.is(at - 1, ".") || reading.is(at + 1, "(") ? Optional.empty()
                : reading.at(at - 2).flatMap(m -> Reading.field(m.shape(), reading.word(at)));
    }

    private static List<Token> tokens(String text, int offset) {
        Span statement = Statements.at(text, offset + 1);
        return Token.in(text, statement.start(), Math.min(statement.end(), text.length())).stream()
                .filter(t -> t.type() != Token.Type.COMMENT).toList();
    }

    /** The index of the word there; -1 where there is none. */
    private static int word(List<Token> tokens, int offset) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.start() <= offset && offset < token.end() && token.type() == Token.Type.WORD) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Meaning> meaning(String text, List<Token> tokens, int at, Scope scope) {
        int brace = 0;
        while (tokens.getFirst().is(text, "expect") && brace < at && !tokens.get(brace).is(text, "{")) {
            brace++;
        }
        if (brace > 0 && brace < at) {
            return new MessageText(text, tokens.subList(brace, at + 1), scope).field()
                    .map(f -> Meaning.of(f, scope.schema()));
        }
        String word = tokens.get(at).in(text);
        if (tokens.getFirst().is(text, "message")) {
            return Optional.of(word).filter(_ -> at > 0).flatMap(_ -> scope.message())
                    .map(m -> new Meaning("message " + m.getFullName(),
                            scope.schema().comments().getOrDefault(m.getFullName(), ""), new Shape.Fields(m)))
                    .or(() -> statementWord(word));
        }
        Reading reading = new Reading(text, tokens, scope, at);
        int end = at;
        while (reading.at(end).isEmpty() && reading.is(end + 1, ".") && !reading.is(at - 1, ".")) {
            end += 2;
        }
        return reading.is(at - 1, ".") ? reading.at(at).or(() -> reading.at(at + 2))
                : reading.at(end).or(() -> statementWord(word));
    }

    private static Optional<Meaning> statementWord(String word) {
        return StatementWords.meaning(word).map(m -> new Meaning(word, m, new Shape.Plain("")));
    }
}
