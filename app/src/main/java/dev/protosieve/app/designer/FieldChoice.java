package dev.protosieve.app.designer;

/**
 * Something that a block can test.
 *
 * @param text as a rule writes it: {@code msg.filter.max_price}
 * @param detail type and number, or what a header field means
 * @param optional whether a message may be without it, and says so
 */
record FieldChoice(String text, ValueType type, String detail, boolean optional) {

    /** What people read: without {@code msg.} in front. */
    @Override
    public String toString() {
        return text.startsWith("msg.") ? text.substring(4) : text;
    }
}
