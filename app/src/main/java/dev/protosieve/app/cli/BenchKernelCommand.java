package dev.protosieve.app.cli;

import dev.protosieve.app.bench.BenchTable;
import dev.protosieve.app.bench.KernelBench;
import dev.protosieve.bpf.target.KernelTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What filters cost in this machine's kernel: each measurement is a command. */
final class BenchKernelCommand {

    /** A measurement. */
    interface Measurement {
        BenchTable take(KernelBench bench) throws IOException;
    }

    /** What all have in common. */
    @Command(mixinStandardHelpOptions = true, versionProvider = VersionText.class)
    abstract static class Measure implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = "--rounds", defaultValue = "40", description = "Rounds of each comparison.")
        private int rounds;

        @Option(names = "--clang", defaultValue = "clang", description = "The C compiler, by name or path.")
        private String clang;

        @Option(names = "--check", description = "Exit with 1 when a bar is not met.")
        private boolean check;

        @Option(names = "--json", description = "Print one JSON object for each measurement.")
        private boolean json;

        private final List<Measurement> measurements;

        Measure(Measurement... measurements) {
            this.measurements = List.of(measurements);
        }

        @Override
        public Integer call() throws CommandFailed, IOException {
            boolean met = true;
            try (KernelTarget kernel = Kernel.open(); KernelBench bench = new KernelBench(kernel, rounds, clang)) {
                for (Measurement measurement : measurements) {
                    BenchTable table = measurement.take(bench);
                    print(table, json, spec.commandLine().getOut());
                    met &= table.bars().stream().allMatch(BenchTable.Bar::met);
                }
            }
            return check && !met ? Commands.FINDINGS : Commands.OK;
        }
    }

    /** Against C. */
    @Command(name = "c", description = "Generated filters against C written by hand for the same rules.")
    static final class C extends Measure {
        C() {
            super(KernelBench::againstC);
        }
    }

    /** Many rules. */
    @Command(name = "rules", description = "1 to 1,000 rules over the same eight fields.")
    static final class Rules extends Measure {
        Rules() {
            super(KernelBench::rules);
        }
    }

    /** What each optimisation saves. */
    @Command(name = "passes", description = "What each optimisation saves: the same rules with it and without.")
    static final class Passes extends Measure {
        Passes() {
            super(KernelBench::passes);
        }
    }

    /** At each hook. */
    @Command(name = "hooks", description = "The same rules at each hook, beside the ancestor's way.")
    static final class Hooks extends Measure {
        Hooks() {
            super(KernelBench::hooks);
        }
    }

    /** Long messages. */
    @Command(name = "long", description = "Messages from two bytes to 60 KB.")
    static final class Lengths extends Measure {
        Lengths() {
            super(KernelBench::lengths);
        }
    }

    /** All of them. */
    @Command(name = "kernel", description = "All of: c, rules, passes, hooks, long.")
    static final class All extends Measure {
        All() {
            super(KernelBench::againstC, KernelBench::rules, KernelBench::passes, KernelBench::hooks,
                    KernelBench::lengths);
        }
    }

    private BenchKernelCommand() {
    }

    private static void print(BenchTable table, boolean json, PrintWriter out) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("name", table.name());
            all.put("rows", table.rows());
            all.put("bars", table.bars().stream().map(b -> Map.of("bar", b.text(), "met", b.met())).toList());
            out.println(Json.of(all));
            out.flush();
            return;
        }
        out.println(table.name() + ": " + table.about());
        List<String> columns = new ArrayList<>();
        table.rows().forEach(r -> r.keySet().stream().filter(c -> !columns.contains(c)).forEach(columns::add));
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        table.rows().forEach(r -> lines.add(columns.stream().map(c -> r.getOrDefault(c, "").toString()).toList()));
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            widths.add(lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0));
        }
        for (List<String> line : lines) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < line.size(); i++) {
                cells.add(" ".repeat(widths.get(i) - line.get(i).length()) + line.get(i));
            }
            out.println(cells.stream().collect(Collectors.joining("  ", "  ", "")));
        }
        table.bars().forEach(b -> out.println("  " + (b.met() ? "met      " : "NOT met  ") + b.text()));
        out.flush();
    }
}
