package dev.protosieve.app.cli;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.listing.AsmParser;
import dev.protosieve.engine.listing.RawWords;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Assembles a text. */
@Command(name = "asm", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Assembles a text and prints its 64-bit words in hexadecimal, one a line.")
final class SimAsmCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Assembly in the kernel's syntax or in mnemonics.")
    private Path file;

    @Override
    public Integer call() throws CommandFailed {
        return switch (AsmParser.parse(new SourceText(file.toString(), SimInput.content(file)), List.of())) {
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) -> {
                RawWords.of(InsnEncoder.encode(insns)).forEach(spec.commandLine().getOut()::println);
                yield Commands.OK;
            }
            case Outcome.Failed<List<Insn>>(List<Diagnostic> mistakes) -> {
                Diagnostics.print(mistakes, false, spec.commandLine().getErr());
                yield Commands.FINDINGS;
            }
        };
    }
}
