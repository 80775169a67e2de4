package dev.protosieve.app.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Undo and redo of one text, for typing and for block gestures alike. */
final class History {

    private static final int DEPTH = 500;
    /** Typing without a pause of this length is one step. */
    private static final long TYPING_NANOS = 800_000_000L;

    private final Deque<String> past = new ArrayDeque<>();
    private final Deque<String> future = new ArrayDeque<>();
    private long typedAt;
    private boolean typing;

    /** A whole step: the text before a gesture. */
    void gesture(String before) {
        push(before);
        typing = false;
    }

    /** A keystroke: joins the step before it when that was typing a moment ago. */
    void keystroke(String before, long now) {
        if (!typing || now - typedAt > TYPING_NANOS) {
            push(before);
        }
        future.clear();
        typing = true;
        typedAt = now;
    }

    private void push(String before) {
        past.push(before);
        if (past.size() > DEPTH) {
            past.removeLast();
        }
        future.clear();
    }

    Optional<String> undo(String now) {
        return move(past, future, now);
    }

    Optional<String> redo(String now) {
        return move(future, past, now);
    }

    private Optional<String> move(Deque<String> from, Deque<String> to, String now) {
        typing = false;
        if (from.isEmpty()) {
            return Optional.empty();
        }
        to.push(now);
        return Optional.of(from.pop());
    }

    void clear() {
        past.clear();
        future.clear();
        typing = false;
    }

    boolean canUndo() {
        return !past.isEmpty();
    }

    boolean canRedo() {
        return !future.isEmpty();
    }
}
