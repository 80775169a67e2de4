package dev.protosieve.app.cli;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.TypedRules;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what the rules decide about messages. */
@Command(name = "eval", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = {
        "Prints one line a message: verdict, cause (rule default malformed error limit unseen), line of the "
                + "rule or -, with tabs between them.",
        "With several engines it compares their answers; a difference is a finding."})
final class EvalCommand implements Callable<Integer> {

    static final List<String> ENGINES = List.of("oracle", "sim", "kernel", "all");
    private static final int SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RuleFile rules;

    @Mixin
    private MessageInput messages;

    @Option(names = "--engine", required = true, split = ",", description = "oracle, sim, kernel or all; several compare. kernel uses test runs around the message.")
    private List<String> engines;

    @Option(names = "--hook", defaultValue = "xdp", description = HookWords.OF_ENGINES)
    private Hook hook;

    @Option(names = "--quiet", description = "Print no line a message, only what differs and the sum.")
    private boolean quiet;

    @Option(names = "--json", description = "Print one JSON object a message.")
    private boolean json;

    private long count;
    private long different;

    @Override
    public Integer call() throws CommandFailed {
        engines.stream().filter(e -> !ENGINES.contains(e)).findFirst().ifPresent(e -> {
            throw new ParameterException(spec.commandLine(), "'" + e + "' is no engine; known are " + ENGINES);
        });
        CompileReport report = rules.compile(EmitOptions.of(hook, KernelFeatures.ALL));
        if (report.hasErrors()) {
            Diagnostics.print(report.diagnostics(), json,
                    json ? spec.commandLine().getOut() : spec.commandLine().getErr());
            return Commands.FINDINGS;
        }
        TypedRules typed = report.typed().orElseThrow();
        PrintWriter notes = spec.commandLine().getErr();
        Optional<Judges> opened = Judges.open(engines, rules, hook);
        if (opened.isEmpty()) {
            return Commands.FINDINGS;
        }
        try (Judges judges = opened.get()) {
            judges.missing().forEach(m -> notes.println("without the " + m.engine() + ": " + m.reason()));
            messages.forEach(typed, message -> judge(message, judges.all(), typed));
            spec.commandLine().getOut().flush();
            return judges.all().size() < 2 ? Commands.OK : sum(judges.all(), notes);
        }
    }

    private void judge(byte[] message, List<Judge> judges, TypedRules typed) throws CommandFailed {
        count++;
        Decision first = judges.getFirst().decide(message);
        StringBuilder answers = new StringBuilder();
        boolean agree = true;
        for (Judge judge : judges) {
            Decision answer = judge == judges.getFirst() ? first : judge.decide(message);
            agree &= answer.equals(first);
            answers.append("  ").append(judge.name()).append(": ").append(line(answer, typed).replace('\t', ' '));
        }
        if (!quiet) {
            spec.commandLine().getOut().println(json ? json(first, typed) : line(first, typed));
        }
        if (!agree && different++ < SHOWN) {
            spec.commandLine().getErr().println("message " + count + " differs:" + answers);
            spec.commandLine().getErr().println("  " + HexFormat.of().formatHex(message));
        }
    }

    private int sum(List<Judge> judges, PrintWriter notes) {
        String names = judges.stream().map(Judge::name).collect(Collectors.joining(", "));
        notes.println(different == 0 ? String.format("%,d messages: %s agree", count, names)
                : String.format("%,d messages: %s differ on %,d", count, names, different));
        return different == 0 ? Commands.OK : Commands.FINDINGS;
    }

    private static String line(Decision decision, TypedRules typed) {
        return decision.verdict().word() + "\t" + decision.cause().word() + "\t" + place(decision, typed);
    }

    private static String place(Decision decision, TypedRules typed) {
        return decision.rule() < 0 ? "-" : Integer.toString(typed.rules().get(decision.rule()).line());
    }

    private static String json(Decision decision, TypedRules typed) {
        return Json.of(decision.rule() < 0
                ? Map.of("verdict", decision.verdict().word(), "cause", decision.cause().word())
                : Map.of("verdict", decision.verdict().word(), "cause", decision.cause().word(), "line",
                        typed.rules().get(decision.rule()).line()));
    }
}
