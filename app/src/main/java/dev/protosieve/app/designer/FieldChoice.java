package dev.protosieve.app.designer;

import dev.protosieve.app.designer.ValueType.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a block can test.
 *
 * @param text as a rule writes it: {@code msg.filter.max_price}; with {@link #KEY} where the key of a map belongs
 * @param detail type and number, or what a header field means
 * @param optional whether a message may be without it, and says so
 * @param map that it is a value of, or in a value of, and that is asked for by a key
 */
record FieldChoice(String text, ValueType type, String detail, boolean optional, Optional<FieldChoice> map) {

    private static final String KEY = "[\u2026]";

    FieldChoice(String text, ValueType type, String detail, boolean optional) {
        this(text, type, detail, optional, Optional.empty());
    }

    /** What can be asked of the value that a map has for a key; nothing for what is no map. */
    List<FieldChoice> values() {
        if (type.kind() != Kind.MAP) {
            return List.of();
        }
        ValueType value = type.inner().getLast();
        if (value.kind() != Kind.MESSAGE) {
            return List.of(new FieldChoice(text + KEY, value, "value of a key, " + value.name(), false,
                    Optional.of(this)));
        }
        return new Scope(Optional.empty(), Map.of("v", value)).fields().stream()
                .filter(f -> f.text().startsWith("v.") && f.type().kind() != Kind.MAP)
                .map(f -> new FieldChoice(text + KEY + f.text().substring(1), f.type(), f.detail(), f.optional(),
                        Optional.of(this)))
                .toList();
    }

    /** The key in a text that asks for a value like this one, as CEL: {@code "k"} of {@code msg.m["k"]}. */
    Optional<String> keyIn(String subject) {
        int at = text.indexOf(KEY);
        String head = text.substring(0, Math.max(0, at)) + "[";
        String tail = "]" + text.substring(at + KEY.length());
        String bare = subject.strip();
        boolean like = at >= 0 && bare.length() > head.length() + tail.length() && bare.startsWith(head)
                && bare.endsWith(tail);
        return like ? Optional.of(bare.substring(head.length(), bare.length() - tail.length())) : Optional.empty();
    }

    /** The same with a key, which is CEL text. */
    FieldChoice at(String key) {
        return new FieldChoice(text.replace(KEY, "[" + key + "]"), type, detail, optional);
    }

    /** What people read: without {@code msg.} in front. */
    @Override
    public String toString() {
        return text.startsWith("msg.") ? text.substring(4) : text;
    }
}
