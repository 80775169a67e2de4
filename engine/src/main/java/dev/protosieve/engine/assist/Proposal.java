package dev.protosieve.engine.assist;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that may be written at a place.
 *
 * @param name what the list shows and typing filters by
 * @param written what takes the place of the letters that are there
 * @param caret where the caret belongs in that
 * @param detail its type or signature, in a few words
 * @param words what it means; empty when there is nothing to say
 */
public record Proposal(Kind kind, String name, String written, int caret, String detail, String words) {

    private static final Pattern TOKEN = Pattern.compile("[ \\t]*(\\w+|\\S)");

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

    static Proposal plain(Kind kind, String name, String written, String detail, String words) {
        return new Proposal(kind, name, written, written.length(), detail, words);
    }

    /** @param template what is written; {@code |} in it is where the caret belongs, at its end without one */
    static Proposal template(Kind kind, String name, String template, String detail, String words) {
        int caret = template.indexOf('|');
        return caret < 0 ? plain(kind, name, template, detail, words)
                : new Proposal(kind, name, template.substring(0, caret) + template.substring(caret + 1), caret, detail,
                        words);
    }

    /** The name alone where what would be written behind it begins like what stands there already: a bracket, an {@code if}. */
    Proposal before(String following) {
        String behind = written.startsWith(name) ? token(written.substring(name.length())) : "";
        return behind.isEmpty() || !behind.equals(token(following)) ? this : plain(kind, name, name, detail, words);
    }

    private static String token(String text) {
        Matcher first = TOKEN.matcher(text);
        return first.lookingAt() ? first.group(1) : "";
    }
}
