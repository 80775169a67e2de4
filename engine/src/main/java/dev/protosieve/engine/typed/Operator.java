package dev.protosieve.engine.typed;

import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.util.Optional;

/** What a block of the designer can ask of a field, and the CEL that asks it. */
public enum Operator {
    IS("is", Relation.EQ),
    IS_NOT("is not", Relation.NE),
    LESS("is less than", Relation.LT),
    AT_MOST("is at most", Relation.LE),
    GREATER("is greater than", Relation.GT),
    AT_LEAST("is at least", Relation.GE),
    CONTAINS("contains", StringPredicate.CONTAINS, false),
    CONTAINS_NOT("does not contain", StringPredicate.CONTAINS, true),
    STARTS_WITH("starts with", StringPredicate.STARTS_WITH, false),
    STARTS_NOT_WITH("does not start with", StringPredicate.STARTS_WITH, true),
    ENDS_WITH("ends with", StringPredicate.ENDS_WITH, false),
    ENDS_NOT_WITH("does not end with", StringPredicate.ENDS_WITH, true),
    IS_TRUE("is true"),
    IS_FALSE("is false");

    private final String words;
    private final Optional<Relation> relation;
    private final Optional<StringPredicate> predicate;
    private final boolean negated;

    Operator(String words, Relation relation) {
        this(words, Optional.of(relation), Optional.empty(), false);
    }

    Operator(String words, StringPredicate predicate, boolean negated) {
        this(words, Optional.empty(), Optional.of(predicate), negated);
    }

    Operator(String words) {
        this(words, Optional.empty(), Optional.empty(), words.endsWith("false"));
    }

    Operator(String words, Optional<Relation> relation, Optional<StringPredicate> predicate, boolean negated) {
        this.words = words;
        this.relation = relation;
        this.predicate = predicate;
        this.negated = negated;
    }

    /** For people: {@code does not contain}. */
    public String words() {
        return words;
    }

    /** Whether a value stands behind it. */
    public boolean takesValue() {
        return relation.isPresent() || predicate.isPresent();
    }

    Optional<Relation> relation() {
        return relation;
    }

    Optional<StringPredicate> predicate() {
        return predicate;
    }

    boolean negated() {
        return negated;
    }

    /**
     * CEL text.
     *
     * @param field {@code msg.a.b}
     * @param literal a constant of the field's type in CEL's form; not looked at when the operator takes none
     */
    public String render(String field, String literal) {
        String sign = negated ? "!" : "";
        return relation.map(r -> field + " " + r.symbol() + " " + literal)
                .or(() -> predicate.map(p -> sign + field + "." + p.function() + "(" + literal + ")"))
                .orElse(sign + field);
    }
}
