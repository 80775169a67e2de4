package dev.protosieve.engine.typed;

import dev.protosieve.engine.pattern.Dfa;
import dev.protosieve.engine.typed.Expr.Literal;

/** What a pattern asks of a string. */
sealed interface PatternTest {

    /** That it has a text in it, at the beginning or at the end when so said; at both it is the text. */
    record Text(boolean atStart, boolean atEnd, Literal text) implements PatternTest {
    }

    record Automaton(Dfa dfa) implements PatternTest {
    }
}
