package dev.protosieve.engine.pattern;

import dev.protosieve.engine.pattern.RegexProgram.Step;
import dev.protosieve.engine.pattern.StateKey.Between;
import dev.protosieve.engine.pattern.StateKey.Found;
import dev.protosieve.engine.pattern.StateKey.Inside;
import dev.protosieve.engine.pattern.Threads.Neighbour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Program to automaton by the subset construction, octet by octet. A state inside a character holds the sets that the missing
 * bits must fall into, not the ways to spell them, so that equal states meet at once. Octets that valid UTF-8 does not have in
 * a state do what a valid one does.
 */
final class DfaBuilder {

    /** Gives up behind these, which take tens of milliseconds. */
    private static final int MOST_STATES = 3_000;
    private static final int MOST_WORK = 2_000_000;

    private static final int ASCII = 0x80;
    private static final int CONTINUATIONS = 64;

    private final RegexProgram program;
    private final Threads threads;
    private final Alphabet alphabet;
    private final Map<StateKey, Integer> numbers = new HashMap<>();
    private final List<StateKey> keys = new ArrayList<>();
    private final Map<RuneSet, RuneSet> shared = new HashMap<>();
    /** What {@link Utf8Lead#open} gave, by lead octet. */
    private final Map<RuneSet, @Nullable RuneSet[]> opened = new HashMap<>();
    private int work;

    /** The construction would take too long. */
    static final class TooBig extends Exception {
    }

    private DfaBuilder(RegexProgram program) {
        this.program = program;
        this.threads = new Threads(program);
        this.alphabet = Alphabet.of(program);
    }

    /** The automaton before it is minimal. */
    static RawDfa build(RegexProgram program) throws TooBig {
        return new DfaBuilder(program).build();
    }

    private RawDfa build() throws TooBig {
        state(between(new BitSet(), Neighbour.NONE));
        List<int[]> rows = new ArrayList<>();
        BitSet accepting = new BitSet();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.size() > MOST_STATES || work > MOST_WORK) {
                throw new TooBig();
            }
            StateKey key = keys.get(i);
            rows.add(switch (key) {
                case Found _ -> uniform(i);
                case Inside inside -> inside(inside);
                case Between between -> between(between);
            });
            accepting.set(i, accepts(key));
        }
        return new RawDfa(alphabet, rows, accepting);
    }

    private int state(StateKey key) {
        Integer known = numbers.putIfAbsent(key, keys.size());
        if (known != null) {
            return known;
        }
        keys.add(key);
        return keys.size() - 1;
    }

    private StateKey between(BitSet arrived, Neighbour before) {
        Neighbour seen = threads.seen(before);
        BitSet waiting = threads.waiting(arrived, seen);
        work += waiting.cardinality();
        return threads.matches(waiting) ? new Found() : new Between(seen, waiting);
    }

    private boolean accepts(StateKey key) {
        return switch (key) {
            case Found _ -> true;
            case Inside _ -> false;
            case Between between ->
                threads.matches(threads.resolved(between.waiting(), between.before(), Neighbour.NONE));
        };
    }

    private int[] uniform(int state) {
        int[] row = new int[alphabet.size()];
        Arrays.fill(row, state);
        return row;
    }

    private int[] between(Between from) {
        EnumMap<Neighbour, BitSet> resolved = new EnumMap<>(Neighbour.class);
        boolean same = !threads.asserts(from.waiting());
        IntFunction<BitSet> behind = rune -> same ? from.waiting() : Objects.requireNonNull(resolved
                .computeIfAbsent(Neighbour.of(rune), n -> threads.resolved(from.waiting(), from.before(), n)));
        int[] row = new int[alphabet.size()];
        for (int letter = 0; letter < alphabet.letters(); letter++) {
            int rune = alphabet.rune(letter);
            BitSet steps = behind.apply(rune);
            row[letter] = threads.matches(steps) ? state(new Found()) : state(between(read(steps, rune),
                    Neighbour.of(rune)));
        }
        BitSet steps = behind.apply(ASCII);
        @Nullable StateKey found = threads.matches(steps) ? new Found() : null;
        for (int group = 0; group < alphabet.leads(); group++) {
            row[alphabet.lead(group)] = state(found != null ? found : open(steps, alphabet.leadOctet(group)));
        }
        for (int i = 0; i < CONTINUATIONS; i++) {
            row[alphabet.continuation(i)] = row[0];
        }
        return row;
    }

    private BitSet read(BitSet steps, int rune) {
        BitSet arrived = new BitSet();
        work += steps.cardinality();
        steps.stream().forEach(s -> {
            if (program.steps().get(s) instanceof Step.Read(RuneSet runes, int next) && runes.contains(rune)) {
                arrived.set(next);
            }
        });
        return arrived;
    }

    private StateKey open(BitSet steps, Utf8Lead lead) {
        SortedMap<Integer, RuneSet> open = new TreeMap<>();
        work += 2 * steps.cardinality();
        steps.stream().forEach(s -> {
            if (program.steps().get(s) instanceof Step.Read(RuneSet runes, int next)) {
                @Nullable RuneSet[] leads = opened.computeIfAbsent(runes, _ -> new RuneSet[Utf8Lead.LAST + 1]);
                if (leads[lead.octet()] == null) {
                    leads[lead.octet()] = lead.open(runes);
                }
                put(open, next, Objects.requireNonNull(leads[lead.octet()]));
            }
        });
        return new Inside(lead.missing(), open);
    }

    private void put(Map<Integer, RuneSet> open, int next, RuneSet set) {
        if (!set.isEmpty()) {
            RuneSet one = Objects.requireNonNull(shared.computeIfAbsent(set, s -> s));
            open.merge(next, one, RuneSet::union);
        }
    }

    private int[] inside(Inside from) {
        int[] row = new int[alphabet.size()];
        for (int i = 0; i < CONTINUATIONS; i++) {
            work += 1 + from.open().size();
            row[alphabet.continuation(i)] = state(from.missing() == 1 ? close(from, i) : narrow(from, i));
        }
        int valid = row[alphabet.continuation(CONTINUATIONS - 1)];
        for (int letter = 0; letter < alphabet.letters(); letter++) {
            row[letter] = valid;
        }
        for (int group = 0; group < alphabet.leads(); group++) {
            row[alphabet.lead(group)] = valid;
        }
        return row;
    }

    private StateKey close(Inside from, int bits) {
        BitSet arrived = new BitSet();
        from.open().forEach((next, set) -> arrived.set(next, set.contains(bits)));
        return between(arrived, Neighbour.OTHER);
    }

    private StateKey narrow(Inside from, int bits) {
        int size = 1 << Utf8Lead.BITS * (from.missing() - 1);
        SortedMap<Integer, RuneSet> open = new TreeMap<>();
        from.open().forEach((next, set) -> put(open, next, set.slice(bits * size, size)));
        return new Inside(from.missing() - 1, open);
    }
}
