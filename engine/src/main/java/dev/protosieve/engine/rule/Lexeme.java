package dev.protosieve.engine.rule;

import java.util.Locale;

/** A piece of a rule file with the part that it plays; {@code [start, end)} in the text. */
public record Lexeme(Kind kind, int start, int end) {

    /** The parts that a colour of its own makes easier to see. */
    public enum Kind {
        COMMENT,
        /** A word of the rule language: {@code schema}, {@code if}. */
        KEYWORD,
        PASS,
        DROP,
        /** The actions that decide nothing. */
        REPORT,
        LABEL,
        STRING,
        BYTES,
        ESCAPE,
        NUMBER,
        /** {@code true}, {@code false}, {@code null}. */
        CONSTANT,
        /** {@code msg}. */
        ROOT,
        FIELD,
        /** {@code udp.dst_port}. */
        PACKET,
        FUNCTION,
        /** {@code exists}, {@code all}, {@code has}. */
        MACRO,
        VARIABLE,
        /** A value of an enum, with its type's name. */
        ENUM,
        /** The name of a message type. */
        TYPE,
        OPERATOR,
        BRACKET;

        /** The style class in the window. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
