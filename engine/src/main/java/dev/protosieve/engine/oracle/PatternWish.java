package dev.protosieve.engine.oracle;

import dev.protosieve.engine.pattern.Dfa;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Walks an automaton at random, to make texts that match or nearly do. */
final class PatternWish {

    private static final int LONGEST = 80;
    /** Most texts meet ASCII rules: letters, digits, signs, and now and then anything. */
    private static final String USUAL = "aZ09-_.@ foobarKdroptable:/\n";

    private PatternWish() {
    }

    /** A text for which the pattern is found, or not; either may fail. */
    static String text(Dfa dfa, RandomGenerator random, boolean outcome) {
        String best = "";
        for (int tries = 0; tries < 20; tries++) {
            best = walk(dfa, random);
            if (dfa.matches(best) == outcome) {
                return best;
            }
        }
        return best;
    }

    private static String walk(Dfa dfa, RandomGenerator random) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int state = dfa.start();
        int length = random.nextInt(LONGEST);
        while (octets.size() < length && state < dfa.states()) {
            int octet = octet(random);
            // Progress more often than not: an octet that changes the state and does not end all hope.
            for (int i = 0; i < 30 && isIdle(dfa, state, octet); i++) {
                octet = octet(random);
            }
            octets.write(octet);
            state = dfa.next(state, dfa.classOf(octet));
            if (state >= dfa.firstAccepting() && random.nextBoolean()) {
                break;
            }
        }
        return new String(octets.toByteArray(), StandardCharsets.US_ASCII);
    }

    private static boolean isIdle(Dfa dfa, int state, int octet) {
        int next = dfa.next(state, dfa.classOf(octet));
        return next == state || next == dfa.hopeless();
    }

    private static int octet(RandomGenerator random) {
        return random.nextInt(3) == 0 ? random.nextInt(0x80) : USUAL.charAt(random.nextInt(USUAL.length()));
    }
}
