package dev.protosieve.engine.pattern;

import dev.protosieve.engine.pattern.RegexProgram.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kinds of octets that a program may tell apart: groups of ASCII characters, continuation octets, groups of lead octets. */
final class Alphabet {

    private static final int ASCII = 0x80;
    private static final int CONTINUATIONS = 64;

    private final BitSet firsts;
    private final int[] runes;
    private final int[] leadGroups = new int[Utf8Lead.LAST + 1];
    private final List<Utf8Lead> leads = new ArrayList<>();

    private Alphabet(BitSet firsts, Set<RuneSet> sets) {
        this.firsts = firsts;
        this.runes = firsts.stream().toArray();
        Map<List<Object>, Integer> known = new HashMap<>();
        for (int octet = Utf8Lead.FIRST; octet <= Utf8Lead.LAST; octet++) {
            Utf8Lead lead = new Utf8Lead(octet);
            List<Object> open = new ArrayList<>(List.of(lead.missing()));
            sets.forEach(s -> open.add(lead.open(s)));
            Integer group = known.putIfAbsent(open, leads.size());
            leadGroups[octet] = group == null ? leads.size() : group;
            if (group == null) {
                leads.add(lead);
            }
        }
    }

    static Alphabet of(RegexProgram program) {
        BitSet firsts = new BitSet();
        firsts.set(0);
        Set<RuneSet> sets = new LinkedHashSet<>();
        boolean asserts = false;
        for (Step step : program.steps()) {
            asserts |= step instanceof Step.Assert;
            if (step instanceof Step.Read(RuneSet runes, int _)) {
                sets.add(runes);
            }
        }
        sets.forEach(s -> split(s, firsts));
        if (asserts) {
            split(RuneSet.of('\n', '\n', '0', '9', 'A', 'Z', '_', '_', 'a', 'z'), firsts);
        }
        firsts.clear(ASCII, Math.max(ASCII, firsts.length()));
        return new Alphabet(firsts, sets);
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

    /** How many groups lead octets have. */
    int leads() {
        return leads.size();
    }

    /** An octet of the group. */
    Utf8Lead leadOctet(int group) {
        return leads.get(group);
    }

    int lead(int group) {
        return runes.length + CONTINUATIONS + group;
    }

    int size() {
        return lead(leads.size());
    }

    /** Which kind an octet is; those that UTF-8 never has are of the first. */
    int kind(int octet) {
        if (octet < ASCII) {
            return firsts.get(0, octet + 1).cardinality() - 1;
        }
        if (octet < ASCII + CONTINUATIONS) {
            return continuation(octet - ASCII);
        }
        return octet >= Utf8Lead.FIRST && octet <= Utf8Lead.LAST ? lead(leadGroups[octet]) : 0;
    }
}
