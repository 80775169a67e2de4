package dev.protosieve.engine.assist;

/**
 * One thing that may be written at a place.
 *
 * @param name what the list shows and typing filters by
 * @param insert what is written; {@code |} in it is where the caret belongs, at its end without one
 * @param detail its type or signature, in a few words
 * @param words what it means; empty when there is nothing to say
 */
public record Proposal(Kind kind, String name, String insert, String detail, String words) {

    /** What it is. */
    public enum Kind {
        FIELD,
        ENUM,
        FUNCTION,
        VARIABLE,
        PACKET,
        WORD,
        TYPE,
        FILE
    }

    /** The text to write. */
    public String written() {
        int caret = insert.indexOf('|');
        return caret < 0 ? insert : insert.substring(0, caret) + insert.substring(caret + 1);
    }

    /** Where the caret is in it afterwards. */
    public int caret() {
        int caret = insert.indexOf('|');
        return caret < 0 ? insert.length() : caret;
    }
}
