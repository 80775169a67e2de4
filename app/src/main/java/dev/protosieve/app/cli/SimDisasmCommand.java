package dev.protosieve.app.cli;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.listing.RawWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Disassembles words. */
@Command(name = "disasm", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Prints the instructions of 64-bit words as the kernel's log does.")
final class SimDisasmCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Words as sim asm (0x...) or compile --raw (bytes in order) print them; # begins a comment.")
    private Path file;

    @Override
    public Integer call() throws CommandFailed {
        List<Long> words = new ArrayList<>();
        for (String line : SimInput.content(file).lines().toList()) {
            for (String word : line.replaceFirst("(?:#|//).*", "").trim().split("\\s+")) {
                if (!word.isEmpty()) {
                    words.add(RawWords.printed(word)
                            .orElseThrow(() -> new CommandFailed(word + " is no word of 64 bits", "")));
                }
            }
        }
        return switch (InsnDecoder.decode(RawWords.bytes(words))) {
            case InsnDecoder.Decoded(List<Insn> insns) -> {
                print(insns);
                yield Commands.OK;
            }
            case InsnDecoder.Refused(int slot, String reason) ->
                throw new CommandFailed("slot " + slot + ": " + reason);
        };
    }

    private void print(List<Insn> insns) {
        InsnFormatter formatter = new InsnFormatter(List.of());
        int slot = 0;
        for (Insn insn : insns) {
            spec.commandLine().getOut().printf(Locale.ROOT, "%d: (%02x) %s%n", slot, InsnEncoder.encode(insn)[0] & 0xff,
                    formatter.format(insn));
            slot += insn.slots();
        }
    }
}
