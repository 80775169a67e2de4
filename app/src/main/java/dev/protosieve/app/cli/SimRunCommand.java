package dev.protosieve.app.cli;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.listing.ElfObject;
import dev.protosieve.engine.sim.DataFile;
import dev.protosieve.engine.sim.SimProgram;
import dev.protosieve.engine.sim.SimProgram.Answer;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a conformance test or a text of assembly on the simulator. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = {
        "Runs a .data conformance file, assembly text, or a program of an ELF object on the simulator.",
        "A .data file is right (exit code 0) when r0 is its result, or when its error section asks for a refusal and there is one."})
final class SimRunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A .data file, assembly in the kernel's syntax or in mnemonics, or an ELF object. Several files, or a folder: a line for each .data file.")
    private List<Path> files;

    @Option(names = {"--mem",
            "--packet"}, paramLabel = "HEX", description = "The bytes that r1 points to, or at a hook the packet; not for .data files.")
    private @Nullable String memory;

    @Option(names = "--hook", description = "xdp, tc, tc-egress or socket: run over the packet as a program of that hook, with the verifier's rules; an object's section says it too.")
    private @Nullable Hook hook;

    @Option(names = "--program", paramLabel = "NAME", description = "Which program of an object that has several.")
    private @Nullable String program;

    @Option(names = "--limit", paramLabel = "N", description = "Most instructions of the run; ${DEFAULT-VALUE} without it.")
    private long limit = SimProgram.STANDARD_LIMIT;

    @Option(names = "--trace", description = "Print each instruction that is executed, with the registers that it changed.")
    private boolean trace;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailed {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number from 1 on");
        }
        if (files.size() > 1 || Files.isDirectory(files.getFirst())) {
            return judgeAll();
        }
        return switch (SimInput.read(files.getFirst())) {
            case SimInput.Data(Outcome.Ok<DataFile>(DataFile data, var _)) -> judge(data);
            case SimInput.Data(Outcome.Failed<DataFile>(List<Diagnostic> mistakes)) -> report(mistakes);
            case SimInput.Assembly(Outcome.Ok<List<Insn>>(List<Insn> insns, var _)) -> run(hook == null
                    ? SimProgram.plain(insns, List.of()) : SimProgram.at(hook, insns, List.of()));
            case SimInput.Assembly(Outcome.Failed<List<Insn>>(List<Diagnostic> mistakes)) -> report(mistakes);
            case SimInput.Objects(Outcome.Ok<ElfObject>(ElfObject object, var _)) -> run(chosen(object));
            case SimInput.Objects(Outcome.Failed<ElfObject>(List<Diagnostic> mistakes)) -> report(mistakes);
        };
    }

    private int report(List<Diagnostic> mistakes) {
        Diagnostics.print(mistakes, json, json ? spec.commandLine().getOut() : spec.commandLine().getErr());
        return Commands.FINDINGS;
    }

    private int judgeAll() throws CommandFailed {
        requireNoMachine();
        if (trace || program != null) {
            throw new ParameterException(spec.commandLine(), "--trace and --program are for one file");
        }
        SimSuite suite = SimSuite.of(files, limit);
        if (json) {
            print(suite.toJson());
        } else {
            suite.lines().forEach(spec.commandLine().getOut()::println);
        }
        return suite.isRight() ? Commands.OK : Commands.FINDINGS;
    }

    private void requireNoMachine() {
        if (memory != null || hook != null) {
            throw new ParameterException(spec.commandLine(),
                    "--mem and --hook are for assembly and objects; a .data file has its own memory and no hook");
        }
    }

    private int judge(DataFile data) {
        requireNoMachine();
        DataFile.Judgement judgement = trace ? data.judge(limit, this::print) : data.judge(limit);
        boolean right = judgement instanceof DataFile.Judgement.Right;
        if (json) {
            print(Map.of("ok", right, "line", judgement.line()));
        } else {
            spec.commandLine().getOut().println((right ? "ok: " : "") + judgement.line());
        }
        return right ? Commands.OK : Commands.FINDINGS;
    }

    private SimProgram chosen(ElfObject object) throws CommandFailed {
        List<String> names = object.programs().stream().map(ElfObject.Program::name).toList();
        if (program == null && names.size() > 1) {
            throw new CommandFailed(files.getFirst() + " has the programs " + String.join(", ", names),
                    "choose one with --program");
        }
        ElfObject.Program one = object.programs().stream().filter(p -> program == null || p.name().equals(program))
                .findFirst().orElseThrow(() -> new CommandFailed(
                        files.getFirst() + " has no program " + program + ", but " + String.join(", ", names)));
        Hook at = hook == null ? one.hook().orElseThrow(() -> new CommandFailed(
                "section " + one.section() + " is of no hook that is simulated", "choose one with --hook")) : hook;
        return SimProgram.at(at, one.code(), object.maps());
    }

    private int run(SimProgram loaded) {
        Answer answer = trace ? loaded.trace(bytes(), limit, this::print) : loaded.run(bytes(), limit);
        return switch (answer) {
            case Answer.Returned(long result, long executed) -> {
                String hex = "0x" + Long.toHexString(result);
                if (json) {
                    print(Map.of("ok", true, "r0", hex, "instructions", executed));
                } else {
                    spec.commandLine().getOut().println(hex);
                }
                yield Commands.OK;
            }
            case Answer.Refused(String line) -> {
                if (json) {
                    print(Map.of("ok", false, "line", "refused: " + line));
                } else {
                    spec.commandLine().getOut().println("refused: " + line);
                }
                yield Commands.FINDINGS;
            }
        };
    }

    private byte[] bytes() {
        try {
            return memory == null ? new byte[0] : HexFormat.of().parseHex(memory.replaceAll("\\s", ""));
        } catch (IllegalArgumentException _) {
            throw new ParameterException(spec.commandLine(), "--mem takes bytes in hexadecimal, like 0a0bff");
        }
    }

    private void print(Map<String, Object> object) {
        spec.commandLine().getOut().println(Json.of(new TreeMap<>(object)));
    }

    /** To standard error when the result is JSON, so that this stays one object. */
    private void print(SimProgram.Step step) {
        PrintWriter out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        String changes = step.changed().stream().map(c -> c.reg() + "=0x" + Long.toHexString(c.value()))
                .collect(Collectors.joining(" "));
        String line = step.slot() + ": " + step.text();
        out.println(changes.isEmpty() ? line : "%-48s ; %s".formatted(line, changes));
    }
}
