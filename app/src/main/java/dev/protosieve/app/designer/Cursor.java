package dev.protosieve.app.designer;

import java.util.List;

/**
 * Where the keyboard is.
 *
 * @param rule from 1; 0 for the file's {@code match}
 * @param block whether on a block of its condition, and not on the rule as a whole
 * @param path of that block
 */
record Cursor(int rule, boolean block, List<Integer> path) {

    static final Cursor NOWHERE = new Cursor(-1, false, List.of());

    Cursor {
        path = List.copyOf(path);
    }

    static Cursor onRule(int rule) {
        return new Cursor(rule, false, List.of());
    }

    static Cursor on(int rule, List<Integer> path) {
        return new Cursor(rule, true, path);
    }

    /** Whether it is that block or in it. */
    boolean isAtOrBelow(Cursor other) {
        return rule == other.rule && path.size() >= other.path.size()
                && path.subList(0, other.path.size()).equals(other.path);
    }

    /** The path of the block that holds it; its own for the whole condition. */
    List<Integer> above() {
        return path.isEmpty() ? path : path.subList(0, path.size() - 1);
    }
}
