package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.text.Span;
import java.util.Optional;

/** Where the parts of a text stand in a newer one: all that differs is taken for one change. */
public final class TextChange {

    private final int head;
    private final int tail;
    private final int grown;
    private final String now;

    public TextChange(String old, String now) {
        int shorter = Math.min(old.length(), now.length());
        int same = 0;
        while (same < shorter && old.charAt(same) == now.charAt(same)) {
            same++;
        }
        int end = old.length();
        grown = now.length() - old.length();
        while (end > same && end + grown > same && old.charAt(end - 1) == now.charAt(end + grown - 1)) {
            end--;
        }
        head = same;
        tail = end;
        this.now = now;
    }

    /** The replacement that makes the newer text from the older one. */
    public RuleEdit.ReplaceSpan edit() {
        return new RuleEdit.ReplaceSpan(new Span(head, tail), now.substring(head, tail + grown));
    }

    /** The same characters in the newer text; empty when some of them were changed. */
    public Optional<Span> moved(Span old) {
        if (old.end() <= head) {
            return Optional.of(old);
        }
        return old.start() >= tail ? Optional.of(old.shifted(grown)) : Optional.empty();
    }

    /** The same characters with what some of them were changed into; empty when all of them were. */
    Optional<Span> kept(Span old) {
        return old.start() < head || old.end() > tail ? Optional.of(stretched(old)) : moved(old);
    }

    /** The same characters with what they were changed into. */
    Span stretched(Span old) {
        return moved(old).orElseGet(() -> new Span(Math.min(old.start(), head), Math.max(old.end(), tail) + grown));
    }
}
