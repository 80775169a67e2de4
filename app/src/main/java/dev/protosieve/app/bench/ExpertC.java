package dev.protosieve.app.bench;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.ElfObject;
import dev.protosieve.engine.listing.ElfReader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Compiles C for a rule file with clang and makes a filter of it that looks like a generated one to every target. */
final class ExpertC {

    private static final String COUNTERS = "counters";
    private static final Origin ORIGIN = new Origin(Origin.SHARED, Span.NONE, "expert C", "Written by hand in C.");

    private final String clang;

    /** @param clang the compiler's name or path */
    ExpertC(String clang) {
        this.clang = clang;
    }

    /** What came of it. */
    sealed interface Outcome {
    }

    record Compiled(CompiledFilter filter) implements Outcome {
    }

    /** @param why one sentence */
    record Missing(String why) implements Outcome {
    }

    /**
     * @param source the C file, whose includes lie beside it
     * @param twin generated from the rules that the C is for, and for the same hook
     */
    Outcome compile(Path source, CompiledFilter twin) throws IOException {
        Path object = Files.createTempFile(source.getParent(), "bench", ".o");
        List<String> command = List.of(clang, "-O2", "-target", "bpf", "-mcpu=v3", "-Wall", "-Werror",
                "-g", "-DHOOK_" + twin.hook().name(), "-c", source.toString(), "-o", object.toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return filter(source.getFileName().toString(), Files.readAllBytes(object), twin);
            }
            return new Missing(clang + " does not compile " + source.getFileName() + ": " + said.strip());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Missing("interrupted");
        } catch (IOException e) {
            return new Missing(clang + " cannot be run: " + e.getMessage());
        } finally {
            Files.deleteIfExists(object);
        }
    }

    private static Outcome filter(String name, byte[] object, CompiledFilter twin) {
        return switch (ElfReader.read(name, object)) {
            case dev.protosieve.engine.text.Outcome.Failed<ElfObject>(List<Diagnostic> why) ->
                new Missing(why.getFirst().format());
            case dev.protosieve.engine.text.Outcome.Ok<ElfObject> read -> new Compiled(
                    like(twin, "expert_c", read.value().programs().getFirst().code(), read.value().maps()));
        };
    }

    /** A program that does nothing, at the same hook. */
    static CompiledFilter empty(CompiledFilter twin) {
        return like(twin, "empty", List.of(new Insn.Alu(true, Insn.AluOp.MOV, Reg.R0,
                new Insn.Imm(twin.hook().passCode())), new Insn.Exit()), List.of(counters(twin)));
    }

    private static MapSpec counters(CompiledFilter twin) {
        return twin.maps().stream().filter(m -> m.name().equals(COUNTERS)).findFirst().orElseThrow();
    }

    /** @param declared of these the counters are as large as the twin's */
    private static CompiledFilter like(CompiledFilter twin, String name, List<Insn> program, List<MapSpec> declared) {
        List<CompiledFilter.Placed> placed = new ArrayList<>();
        int slot = 0;
        for (Insn insn : program) {
            placed.add(new CompiledFilter.Placed(slot, insn, ORIGIN));
            slot += insn.slots();
        }
        List<MapSpec> maps = declared.stream().map(m -> m.name().equals(COUNTERS) ? counters(twin) : m).toList();
        return new CompiledFilter(name, twin.hook(), twin.rules(), placed, maps,
                new CompiledFilter.DebugInfo(new byte[0], new byte[0], new byte[0]), twin.counters(), EventLayout.OFF);
    }
}
