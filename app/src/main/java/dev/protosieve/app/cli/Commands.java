package dev.protosieve.app.cli;

import dev.protosieve.app.Wiring;
import dev.protosieve.app.task.NoDisplayException;
import dev.protosieve.engine.emit.Hook;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** All commands. */
public final class Commands {

    static final int OK = 0;
    static final int FINDINGS = 1;

    private Commands() {
    }

    /**
     * Runs a command; gives its exit code.
     *
     * @param wiring opens targets and window for the commands that need them
     */
    public static int execute(String[] arguments, Supplier<Wiring> wiring) {
        return execute(line(wiring), new FileOutputStream(FileDescriptor.out), arguments);
    }

    static int execute(CommandLine line, OutputStream stdout, String... arguments) {
        Output output = new Output(stdout);
        PrintWriter out = new PrintWriter(new OutputStreamWriter(output, System.out.charset()), true);
        int code = FINDINGS;
        try {
            code = line.setOut(out).execute(arguments);
            out.flush();
        } catch (IOError _) {
            // output knows why
        }
        output.complaint().ifPresent(line.getErr()::println);
        return output.isBroken() ? FINDINGS : code;
    }

    static CommandLine line(Supplier<Wiring> wiring) {
        CommandLine line = new CommandLine(new Root());
        line.addSubcommand(new CheckCommand()).addSubcommand(new CompileCommand()).addSubcommand(new VerifyCommand())
                .addSubcommand(new EvalCommand()).addSubcommand(new TestCommand()).addSubcommand(new RunCommand())
                .addSubcommand(new DemoCommand(wiring)).addSubcommand(new DoctorCommand())
                .addSubcommand(new BenchCommand()).addSubcommand(new SimCommand())
                .addSubcommand(new ConstraintsCommand());
        line.registerConverter(Hook.class, Commands::hook);
        line.registerConverter(Duration.class, Commands::duration);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler(Commands::explain);
        return line;
    }

    /** What people can help is one sentence; everything else is our bug and keeps its trace. */
    private static int explain(Exception problem, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (problem instanceof CommandFailed || problem instanceof NoDisplayException) {
            line.getErr().println(problem.getMessage());
            return FINDINGS;
        }
        throw problem;
    }

    private static Hook hook(String word) {
        return Hook.named(word).orElseThrow(() -> new TypeConversionException("'" + word + "' is no hook; known are "
                + Arrays.stream(Hook.values()).map(Hook::id).collect(Collectors.joining(", "))));
    }

    /** {@code 10}, {@code 10s}, {@code 2m} or {@code 500ms}; as many as nanoseconds can be counted. */
    static Duration duration(String word) {
        String unit = word.replaceFirst("^[0-9]+", "");
        try {
            long number = Long.parseLong(word.substring(0, word.length() - unit.length()));
            return Duration.ofNanos(duration(number, unit).toNanos());
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + word + "' is no duration; write 10s, 500ms or 2m");
        } catch (ArithmeticException _) {
            throw new TypeConversionException("'" + word + "' is too long: it is more than 292 years");
        }
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "", "s" -> Duration.ofSeconds(number);
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            default -> throw new NumberFormatException(unit);
        };
    }

    @Command(name = "protosieve", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = {
            "Filters protobuf messages in the Linux kernel by rules.",
            "Without arguments, or with a rule file, the window opens."}, footer = "Exit codes: 0 ok, 1 findings, 2 wrong usage.", synopsisSubcommandLabel = "COMMAND")
    private static final class Root implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
        }
    }
}
