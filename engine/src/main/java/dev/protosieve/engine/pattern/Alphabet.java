package dev.protosieve.engine.pattern;

import dev.protosieve.engine.pattern.RegexProgram.Step;
import java.util.BitSet;

/** Kinds of octets that a program may tell apart: groups of ASCII characters, continuation octets, lead octets. */
final class Alphabet {

    private static final int ASCII = 0x80;
    private static final int CONTINUATIONS = 64;

    private final BitSet firsts;
    private final int[] runes;

    private Alphabet(BitSet firsts) {
        this.firsts = firsts;
        this.runes = firsts.stream().toArray();
    }

    static Alphabet of(RegexProgram program) {
        BitSet firsts = new BitSet();
        firsts.set(0);
        boolean asserts = false;
        for (Step step : program.steps()) {
            asserts |= step instanceof Step.Assert;
            if (step instanceof Step.Read(RuneSet runes, int _)) {
                split(runes, firsts);
            }
        }
        if (asserts) {
            split(RuneSet.of('\n', '\n', '0', '9', 'A', 'Z', '_', '_', 'a', 'z'), firsts);
        }
        firsts.clear(ASCII, Math.max(ASCII, firsts.length()));
        return new Alphabet(firsts);
    }

    private static void split(RuneSet runes, BitSet firsts) {
        int[] bounds = runes.bounds();
        for (int i = 0; i < bounds.length && bounds[i] < ASCII; i += 2) {
            firsts.set(bounds[i]);
            firsts.set(Math.min(ASCII, bounds[i + 1] + 1));
        }
    }

    /** How many groups ASCII has. */
    int letters() {
        return runes.length;
    }

    /** A character of the group. */
    int rune(int letter) {
        return runes[letter];
    }

    int continuation(int bits) {
        return runes.length + bits;
    }

    int lead(int octet) {
        return runes.length + CONTINUATIONS + octet - Utf8Lead.FIRST;
    }

    int size() {
        return lead(Utf8Lead.LAST) + 1;
    }

    /** Which kind an octet is; those that UTF-8 never has are of the first. */
    int kind(int octet) {
        if (octet < ASCII) {
            return firsts.get(0, octet + 1).cardinality() - 1;
        }
        if (octet < ASCII + CONTINUATIONS) {
            return continuation(octet - ASCII);
        }
        return octet >= Utf8Lead.FIRST && octet <= Utf8Lead.LAST ? lead(octet) : 0;
    }
}
