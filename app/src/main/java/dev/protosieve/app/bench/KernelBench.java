package dev.protosieve.app.bench;

import dev.protosieve.app.bench.BenchTable.Bar;
import dev.protosieve.app.bench.Contest.Times;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.bpf.target.Stopwatch;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.Optimisation;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.wire.UdpPacket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The measurements of filters in the kernel. Times are nanoseconds a packet, less those of an empty program. */
public final class KernelBench implements AutoCloseable {

    /** The bars of the design: against C on the whole and in each case, and of 100 rules against one. */
    private static final double MEAN_BAR = 1.0;
    private static final double CASE_BAR = 1.2;
    private static final double RULES_BAR = 3.0;
    private static final int MESSAGES = 1024;
    private static final long SEED = 20;
    private static final int SOURCE_PORT = 40_000;
    private static final int PORT = 9000;
    private static final String WIDELY_READ = "ten";

    private final Bench bench;
    private final int rounds;
    private final String clang;

    /**
     * @param kernel stays open
     * @param rounds of each comparison
     * @param clang name or path
     */
    public KernelBench(KernelTarget kernel, int rounds, String clang) throws IOException {
        this.bench = new Bench(kernel);
        this.rounds = rounds;
        this.clang = clang;
    }

    /** Generated filters against C for the same rules, over {@value #MESSAGES} different messages. */
    public BenchTable againstC() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        double logs = 0;
        int measured = 0;
        for (String name : Bench.CASES) {
            CompiledFilter generated = bench.generated(name, Hook.XDP);
            switch (bench.expert(name, generated, clang)) {
                case ExpertC.Missing(String why) -> rows.add(row("case", name, "missing", why));
                case ExpertC.Compiled(CompiledFilter c) when bench.refusal(c).isPresent() ->
                    rows.add(row("case", name, "missing", bench.refusal(c).get()));
                case ExpertC.Compiled(CompiledFilter c) -> {
                    Map<String, Object> row = againstC(name, c, generated);
                    double ratio = ((Number) row.get("ratio")).doubleValue();
                    logs += Math.log(ratio);
                    measured++;
                    bars.add(new Bar(String.format(Locale.ROOT, "%s: %.2f of C, at most %.1f", name, ratio, CASE_BAR),
                            ratio <= CASE_BAR));
                    rows.add(row);
                }
            }
        }
        if (measured > 0) {
            double mean = Math.exp(logs / measured);
            bars.add(new Bar(String.format(Locale.ROOT, "geometric mean %.2f of C, at most %.1f", mean, MEAN_BAR),
                    mean <= MEAN_BAR));
        }
        return new BenchTable("c", "XDP, ns a packet: C by clang -O2 and the generated filter; varied is " + MESSAGES
                + " messages in turn, steady the same message again and again", rows, bars);
    }

    private Map<String, Object> againstC(String name, CompiledFilter c, CompiledFilter generated) {
        try (LoadedFilter empty = bench.load(ExpertC.empty(generated));
                LoadedFilter first = bench.load(c);
                LoadedFilter second = bench.load(generated)) {
            Contest contest = new Contest(watches(empty, first, second), packets(generated, MESSAGES));
            List<Times> varied = contest.varied(rounds).net();
            List<Times> steady = contest.steady().net();
            Times ratio = varied.get(1).over(varied.get(0));
            return row("case", name, "c", rounded(varied.get(0)), "generated", rounded(varied.get(1)), "ratio",
                    Math.round(ratio.median() * 100) / 100.0, "spreadPercent", Math.round(ratio.spread()), "steadyC",
                    rounded(steady.get(0)), "steadyGenerated", rounded(steady.get(1)), "steadyRatio",
                    Math.round(steady.get(1).over(steady.get(0)).median() * 100) / 100.0, "instructionsC", c.slots(),
                    "instructions", generated.slots());
        }
    }

    /** 1 to 1,000 rules over eight fields. */
    public BenchTable rules() throws IOException {
        List<Integer> counts = List.of(1, 10, 100, 1000);
        List<CompiledFilter> filters = counts.stream()
                .map(n -> bench.compile("rules", ManyRules.file(n), Hook.XDP)).toList();
        List<LoadedFilter> loaded = new ArrayList<>();
        try {
            loaded.add(bench.load(ExpertC.empty(filters.getFirst())));
            filters.forEach(f -> loaded.add(bench.load(f)));
            List<Times> times = new Contest(loaded.stream().map(Stopwatch::of).toList(),
                    packets(filters.getFirst(), MESSAGES)).varied(rounds).net();
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < counts.size(); i++) {
                rows.add(row("rules", counts.get(i), "ns", rounded(times.get(i)), "ofOneRule",
                        Math.round(times.get(i).over(times.getFirst()).median() * 100) / 100.0, "instructions",
                        filters.get(i).slots()));
            }
            double hundred = times.get(2).over(times.getFirst()).median();
            return new BenchTable("rules", "XDP, rules over the same eight fields, ns a packet", rows,
                    List.of(new Bar(
                            String.format(Locale.ROOT, "100 rules: %.2f of one rule, at most %.1f", hundred, RULES_BAR),
                            hundred <= RULES_BAR)));
        } finally {
            loaded.forEach(LoadedFilter::close);
        }
    }

    /** What each optimisation saves: the same rules with all of them and without that one. */
    public BenchTable passes() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Optimisation pass : Optimisation.values()) {
            String rules = switch (pass) {
                case JOINT_SEARCH -> ManyRules.searches(20);
                case LIST_SEARCH -> ManyRules.list(100);
                case RARE_LAST -> Bench.resource(WIDELY_READ + ".sieve");
            };
            CompiledFilter with = bench.compile(pass.word(), rules, Hook.XDP);
            CompiledFilter without = bench.compile(pass.word(), rules, Hook.XDP, Set.of(pass));
            try (LoadedFilter empty = bench.load(ExpertC.empty(with));
                    LoadedFilter first = bench.load(with);
                    LoadedFilter second = bench.load(without)) {
                Contest contest = new Contest(watches(empty, first, second), packets(with, MESSAGES));
                List<Times> varied = contest.varied(rounds).net();
                List<Times> steady = contest.steady().net();
                rows.add(row("pass", pass.word(), "with", rounded(varied.get(0)), "without", rounded(varied.get(1)),
                        "ratio", Math.round(varied.get(0).over(varied.get(1)).median() * 100) / 100.0, "steadyWith",
                        rounded(steady.get(0)), "steadyWithout", rounded(steady.get(1)), "instructionsWith",
                        with.slots(), "instructionsWithout", without.slots()));
            }
        }
        return new BenchTable("passes",
                "XDP, ns a packet with all optimisations and without one: 20 searches, a list of 100, and the ten rules",
                rows, List.of());
    }

    /** The same rules at each hook, and the ancestor's socket filter. */
    public BenchTable hooks() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Hook hook : Hook.values()) {
            CompiledFilter one = bench.generated("contains", hook);
            CompiledFilter ten = bench.generated(WIDELY_READ, hook);
            try (LoadedFilter empty = bench.load(ExpertC.empty(one));
                    LoadedFilter first = bench.load(one);
                    LoadedFilter second = bench.load(ten);
                    Program ancestor = Ancestor.load()) {
                List<Stopwatch> watches = new ArrayList<>(watches(empty, first, second));
                if (hook == Hook.SOCKET) {
                    watches.add(new Stopwatch(ancestor));
                }
                Contest.Played times = new Contest(watches, packets(one, MESSAGES)).varied(rounds);
                rows.add(row("hook", hook.id(), "rules", "empty program", "ns", rounded(times.empty())));
                rows.add(row("hook", hook.id(), "rules", "contains", "ns", rounded(times.net(0))));
                rows.add(row("hook", hook.id(), "rules", WIDELY_READ, "ns", rounded(times.net(1))));
                if (hook == Hook.SOCKET) {
                    rows.add(row("hook", hook.id(), "rules", "ancestor, 20 bytes only", "ns", rounded(times.net(2))));
                }
            }
        }
        return new BenchTable("hooks",
                "ns a packet at each hook: the empty program as it is, what the others take beyond it", rows,
                List.of());
    }

    /** Messages from two bytes to 60 KB, each behind an earlier field of several lengths; at hooks that such packets reach. */
    public BenchTable lengths() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        lengths(Hook.XDP, List.of(2, 100, 1000, 3000), rows);
        lengths(Hook.XDP_FRAGS, List.of(2, 3000, 16_000, 60_000), rows);
        return new BenchTable("long",
                "contains over one long string, ns a packet; the offset is how far behind an "
                        + "earlier field the string begins",
                rows, List.of());
    }

    private void lengths(Hook hook, List<Integer> lengths, List<Map<String, Object>> rows) throws IOException {
        CompiledFilter filter = bench.generated("contains", hook);
        try (LoadedFilter empty = bench.load(ExpertC.empty(filter)); LoadedFilter loaded = bench.load(filter)) {
            for (int length : lengths) {
                for (int padding : List.of(0, 1, 4)) {
                    List<byte[]> packets = Stream.generate(() -> LongMessages.packet(length, padding)).limit(64)
                            .toList();
                    List<Times> times = new Contest(watches(empty, loaded), packets).varied(rounds).net();
                    rows.add(row("hook", hook.id(), "bytes", length, "stringAtOffset", padding, "ns",
                            rounded(times.getFirst())));
                }
            }
        }
    }

    private static List<Stopwatch> watches(LoadedFilter... filters) {
        return Stream.of(filters).map(Stopwatch::of).toList();
    }

    private static List<byte[]> packets(CompiledFilter filter, int count) {
        Traffic traffic = new Traffic(filter.rules().message(), SEED);
        return Stream.generate(() -> UdpPacket.ipv4(SOURCE_PORT, PORT, traffic.next())).limit(count).toList();
    }

    private static double rounded(Times times) {
        return Math.round(times.median() * 10) / 10.0;
    }

    /** @param cells column and value in turn */
    private static Map<String, Object> row(Object... cells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i].toString(), cells[i + 1]);
        }
        return row;
    }

    @Override
    public void close() throws IOException {
        bench.close();
    }
}
