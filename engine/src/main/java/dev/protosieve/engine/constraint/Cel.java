package dev.protosieve.engine.constraint;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition as text, with what holds it together (CEL language definition, "Syntax").
 *
 * @param binding how strongly its outermost operator binds
 */
record Cel(String text, Binding binding) {

    /** From loose to tight. */
    enum Binding {
        OR,
        AND,
        RELATION,
        TIGHT
    }

    /** A name, a call, or something in brackets. */
    static Cel tight(String text) {
        return new Cel(text, Binding.TIGHT);
    }

    static Cel compare(String left, String operator, String right) {
        return new Cel(left + " " + operator + " " + right, Binding.RELATION);
    }

    static Cel and(Cel... all) {
        return join(List.of(all), " && ", Binding.AND);
    }

    static Cel or(Cel... all) {
        return join(List.of(all), " || ", Binding.OR);
    }

    /** Whether one of them holds; at least one. */
    static Cel or(Stream<Cel> all) {
        return join(all.toList(), " || ", Binding.OR);
    }

    private static Cel join(List<Cel> all, String operator, Binding binding) {
        return all.size() == 1 ? all.getFirst()
                : new Cel(all.stream().map(c -> c.within(binding)).collect(Collectors.joining(operator)), binding);
    }

    Cel not() {
        return tight("!" + within(Binding.TIGHT));
    }

    private String within(Binding outer) {
        return binding.compareTo(outer) < 0 ? "(" + text + ")" : text;
    }
}
