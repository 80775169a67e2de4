package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RuleEdit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The edits that lead back, and those that lead forward again: for typing and for block gestures alike. */
final class History {

    private static final int DEPTH = 500;
    /** Typing without a pause of this length is one step. */
    private static final long TYPING_NANOS = 800_000_000L;

    /**
     * An edit that leads away from the present.
     *
     * @param name what the step is called
     * @param rule that was selected where it leads to; 0 for none
     */
    record Step(RuleEdit edit, String name, int rule) {
    }

    private final Deque<Step> past = new ArrayDeque<>();
    private final Deque<Step> future = new ArrayDeque<>();
    private long typedAt;
    private boolean typing;

    /** A whole step with the edit that takes it back. */
    void gesture(Step inverse) {
        push(inverse);
        typing = false;
    }

    /** A keystroke, the text and the selected rule before it: joins the step before when that was typing a moment ago. */
    void keystroke(String before, int rule, long now) {
        if (!typing || now - typedAt > TYPING_NANOS) {
            push(new Step(new RuleEdit.ReplaceText(before), "typing", rule));
        }
        future.clear();
        typing = true;
        typedAt = now;
    }

    private void push(Step inverse) {
        past.push(inverse);
        if (past.size() > DEPTH) {
            past.removeLast();
        }
        future.clear();
    }

    /** The edit that goes one step back; its inverse is handed to {@link #undone}. */
    Optional<Step> back() {
        typing = false;
        return Optional.ofNullable(past.poll());
    }

    void undone(Step inverse) {
        future.push(inverse);
    }

    /** The edit that goes one step forward again; its inverse is handed to {@link #redone}. */
    Optional<Step> forward() {
        typing = false;
        return Optional.ofNullable(future.poll());
    }

    void redone(Step inverse) {
        past.push(inverse);
    }

    void clear() {
        past.clear();
        future.clear();
        typing = false;
    }

    /** What the step is called that would be taken back; empty without one. */
    String undoName() {
        return past.isEmpty() ? "" : past.peek().name();
    }

    String redoName() {
        return future.isEmpty() ? "" : future.peek().name();
    }

    boolean canUndo() {
        return !past.isEmpty();
    }

    boolean canRedo() {
        return !future.isEmpty();
    }
}
