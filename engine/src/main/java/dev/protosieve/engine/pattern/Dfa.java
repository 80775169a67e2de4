package dev.protosieve.engine.pattern;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A minimal automaton over the octets of UTF-8 text that finds a pattern anywhere in it. States are numbered: first those in
 * which the text may not end, then from {@link #firstAccepting} those in which it may, then {@link #found} and
 * {@link #hopeless}, which no octet leaves.
 */
public final class Dfa {

    private final byte[] classes;
    private final int classCount;
    private final int[] next;
    private final int states;
    private final int start;
    private final int firstAccepting;

    /**
     * @param classes the class of each octet
     * @param next of state and class, row by row; without rows for the last two states
     */
    Dfa(byte[] classes, int classCount, int[] next, int start, int firstAccepting) {
        this.classes = classes.clone();
        this.classCount = classCount;
        this.next = next.clone();
        this.states = next.length / classCount;
        this.start = start;
        this.firstAccepting = firstAccepting;
    }

    /** How many states read further octets. */
    public int states() {
        return states;
    }

    /** How many kinds of octets are told apart. */
    public int classCount() {
        return classCount;
    }

    public int start() {
        return start;
    }

    /** In this state and those behind it the text matches when it ends. */
    public int firstAccepting() {
        return firstAccepting;
    }

    /** The state in which the pattern was found, whatever follows. */
    public int found() {
        return states;
    }

    /** The state in which the pattern cannot be found any more. */
    public int hopeless() {
        return states + 1;
    }

    /** The class of an octet, 0 to 255. */
    public int classOf(int octet) {
        return classes[octet] & 0xff;
    }

    public int next(int state, int octetClass) {
        return next[state * classCount + octetClass];
    }

    /** Whether the pattern is found in valid UTF-8. */
    public boolean matches(byte[] text) {
        int state = start;
        for (int i = 0; i < text.length && state < states; i++) {
            state = next(state, classOf(text[i] & 0xff));
        }
        return state >= firstAccepting && state <= found();
    }

    /** Whether the pattern is found in a text without lone surrogates. */
    public boolean matches(String text) {
        return matches(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dfa dfa && start == dfa.start && firstAccepting == dfa.firstAccepting
                && Arrays.equals(classes, dfa.classes) && Arrays.equals(next, dfa.next);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(next) + Arrays.hashCode(classes);
    }

    @Override
    public String toString() {
        return "automaton of " + states + " states, " + classCount + " classes";
    }
}
