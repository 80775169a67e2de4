package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.Lexer;
import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.typed.HeaderField;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what an expression is by reading it backwards from its last token, so that text behind it may be missing or wrong. */
final class Reading {

    /** More brackets than these are no condition that anybody reads. */
    private static final int DEEPEST = 200;

    private final String text;
    private final List<Token> tokens;
    private final Scope scope;
    private final Map<String, Shape> variables = new HashMap<>();
    private int deep;

    /**
     * @param tokens of one statement, comments left out
     * @param until variables of macros are known as they are at that token
     */
    Reading(String text, List<Token> tokens, Scope scope, int until) {
        this.text = text;
        this.tokens = tokens;
        this.scope = scope;
        bindVariables(until);
    }

    private void bindVariables(int until) {
        Deque<Map<String, Shape>> outer = new ArrayDeque<>();
        for (int i = 0; i < until; i++) {
            if (is(i, "(")) {
                outer.push(Map.copyOf(variables));
                bind(i, until);
            } else if (is(i, ")") && !outer.isEmpty()) {
                variables.clear();
                variables.putAll(outer.pop());
            }
        }
    }

    private void bind(int open, int until) {
        boolean macro = open + 2 < until && is(open + 2, ",") && is(open - 2, ".")
                && Lexer.MACROS.contains(word(open - 1));
        if (macro) {
            at(open - 3).map(Meaning::shape).flatMap(Reading::element)
                    .ifPresent(e -> variables.put(word(open + 1), e));
        }
    }

    /** What a macro's variable stands for. */
    private static Optional<Shape> element(Shape range) {
        return switch (range) {
            case Shape.Repeated(Shape element) -> Optional.of(element);
            case Shape.Mapping(Shape key, Shape _) -> Optional.of(key);
            case Shape.Fields _, Shape.Values _, Shape.Plain _ -> Optional.empty();
        };
    }

    /** The variables of the macros around the place that this was made for. */
    Map<String, Shape> variables() {
        return variables;
    }

    /** What the expression is whose last token has that index; empty when that cannot be told. */
    Optional<Meaning> at(int last) {
        if (last < 0 || last >= tokens.size() || deep > DEEPEST) {
            return Optional.empty();
        }
        deep++;
        Token token = tokens.get(last);
        Optional<Meaning> found = switch (token.type()) {
            case WORD -> name(last);
            case STRING -> plain(token.in(text).matches("(?s)[rR]?[bB].*") ? "bytes" : "string");
            case NUMBER -> plain(number(token.in(text)));
            case SIGN -> is(last, ")") ? call(last) : is(last, "]") ? element(last) : Optional.empty();
            case COMMENT -> Optional.empty();
        };
        deep--;
        return found;
    }

    private static String number(String written) {
        return written.endsWith("u") ? "uint" : written.contains(".") ? "double" : "int";
    }

    private static Optional<Meaning> plain(String word) {
        return Optional.of(new Meaning(word, "", new Shape.Plain(word)));
    }

    private Optional<Meaning> name(int last) {
        String word = word(last);
        if (is(last + 1, "(")) {
            return function(last).map(Meaning::of);
        }
        if (!is(last - 1, ".")) {
            return alone(word);
        }
        String dotted = dotted(last);
        Optional<Meaning> known = HeaderField.named(dotted).map(Meaning::of)
                .or(() -> scope.enumValue(dotted).map(v -> Meaning.of(v, scope.schema())));
        return known.or(() -> at(last - 2).flatMap(m -> field(m.shape(), word))
                .map(f -> Meaning.of(f, scope.schema())));
    }

    private Optional<Meaning> alone(String word) {
        Shape variable = variables.get(word);
        if (variable != null) {
            return Optional.of(new Meaning(variable.word() + " " + word, "the element that is looked at", variable));
        }
        return switch (word) {
            case "msg" -> scope.message().map(m -> new Meaning(m.getFullName() + " msg",
                    scope.schema().comments().getOrDefault(m.getFullName(), ""), new Shape.Fields(m)));
            case "true", "false" -> plain("bool");
            default -> Optional.empty();
        };
    }

    static Optional<FieldDescriptor> field(Shape holder, String name) {
        return holder instanceof Shape.Fields(var type) ? Optional.ofNullable(type.findFieldByName(name))
                : Optional.empty();
    }

    /** The function whose name ends with that token. */
    Optional<Function> function(int last) {
        return Function.named(dotted(last), false).or(() -> Function.named(word(last), is(last - 1, ".")));
    }

    private Optional<Meaning> call(int close) {
        int open = opening(close);
        if (open > 0 && tokens.get(open - 1).type() == Token.Type.WORD) {
            return function(open - 1).map(Meaning::of);
        }
        return close - open > 1 && open >= 0 ? at(close - 1) : Optional.empty();
    }

    private Optional<Meaning> element(int close) {
        int open = opening(close);
        return at(open - 1).flatMap(holder -> switch (holder.shape()) {
            case Shape.Repeated(Shape element) -> Optional.of(new Meaning(element.word(), "", element));
            case Shape.Mapping(Shape _, Shape value) -> Optional.of(new Meaning(value.word(), "", value));
            case Shape.Fields _, Shape.Values _, Shape.Plain _ -> Optional.empty();
        });
    }

    /** Where the bracket opens that closes there; -1 when it does not. */
    private int opening(int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            if (is(i, ")") || is(i, "]")) {
                depth++;
            } else if ((is(i, "(") || is(i, "[")) && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** {@code a.b.c} for a token that ends it. */
    String dotted(int last) {
        int first = last;
        while (is(first - 1, ".") && first >= 2 && tokens.get(first - 2).type() == Token.Type.WORD) {
            first -= 2;
        }
        StringBuilder all = new StringBuilder();
        tokens.subList(Math.max(0, first), Math.max(0, last + 1)).forEach(t -> all.append(t.in(text)));
        return all.toString();
    }

    String word(int i) {
        return i < 0 || i >= tokens.size() ? "" : tokens.get(i).in(text);
    }

    boolean is(int i, String wanted) {
        return i >= 0 && i < tokens.size() && tokens.get(i).is(text, wanted);
    }
}
