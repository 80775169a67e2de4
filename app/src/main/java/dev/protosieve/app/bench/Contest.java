package dev.protosieve.app.bench;

import dev.protosieve.bpf.prog.RunStatistics;
import dev.protosieve.bpf.target.Stopwatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Lets filters take turns over the same packets, round after round, so that what disturbs one disturbs all, and takes from
 * each what an empty program takes in the same round.
 */
final class Contest {

    /** Steady runs: an XDP run over and over costs milliseconds to set up, so there are few of them, each of many turns. */
    private static final int STEADY_ROUNDS = 3;
    private static final int STEADY_PACKETS = 24;
    private static final int STEADY_TURNS = 20_000;

    private final List<Stopwatch> watches;
    private final List<byte[]> packets;

    /** @param watches that of the empty program comes first */
    Contest(List<Stopwatch> watches, List<byte[]> packets) {
        this.watches = List.copyOf(watches);
        this.packets = List.copyOf(packets);
    }

    /**
     * Net nanoseconds of one filter, or ratios.
     *
     * @param rounds in the order of the rounds
     */
    record Times(List<Double> rounds) {

        double median() {
            return quantile(0.5);
        }

        private double quantile(double part) {
            List<Double> sorted = rounds.stream().sorted().toList();
            return sorted.get((int) Math.round(part * (sorted.size() - 1)));
        }

        /** This filter's time in units of the other's, round by round. */
        Times over(Times other) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < rounds.size(); i++) {
                ratios.add(rounds.get(i) / other.rounds.get(i));
            }
            return new Times(ratios);
        }

        /** Half the distance of the quartiles, in percent of the median. */
        double spread() {
            return 50 * (quantile(0.75) - quantile(0.25)) / median();
        }
    }

    /**
     * What was measured.
     *
     * @param empty what the empty program takes, with all that is around it
     * @param net what each of the others takes beyond that, in their order
     */
    record Played(Times empty, List<Times> net) {

        Times net(int filter) {
            return net.get(filter);
        }
    }

    /** All packets once each in every round, taken by the kernel's run statistics; a round before them is thrown away. */
    Played varied(int rounds) {
        try (RunStatistics _ = RunStatistics.open()) {
            return play(rounds + 1, w -> w.varied(packets));
        }
    }

    /** Some of the packets, each many times in a row. */
    Played steady() {
        List<byte[]> some = packets.subList(0, Math.min(STEADY_PACKETS, packets.size()));
        return play(STEADY_ROUNDS + 1,
                w -> some.stream().mapToInt(p -> w.steady(p, STEADY_TURNS)).average().orElseThrow());
    }

    private Played play(int rounds, ToDoubleFunction<Stopwatch> turn) {
        double[][] times = new double[watches.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < watches.size(); i++) {
                times[i][round] = turn.applyAsDouble(watches.get(i)) - (i == 0 ? 0 : times[0][round]);
            }
        }
        List<Times> all = Arrays.stream(times).map(t -> new Times(Arrays.stream(t).skip(1).boxed().toList())).toList();
        return new Played(all.getFirst(), all.subList(1, all.size()));
    }
}
