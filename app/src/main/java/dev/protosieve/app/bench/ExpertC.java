package dev.protosieve.app.bench;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
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

    /** The upper half of a wide load's second byte: BPF_PSEUDO_MAP_FD (RFC 9669 section 5.4). */
    private static final byte MAP_REFERENCE = 0x10;
    private static final String SECTION = "program";
    private static final String COUNTERS = "counters";
    /** The maps that C may name, in the order of their numbers. */
    private static final List<String> MAPS = List.of(COUNTERS, "groups");
    /** A stack of open groups, as sieve.h has it. */
    private static final MapSpec GROUPS = new MapSpec("groups", MapSpec.Kind.PERCPU_ARRAY, 4, 136, 1);
    /** Where an instruction slot holds the number (RFC 9669 section 3.1). */
    private static final int IMMEDIATE = 4;
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
                "-DHOOK_" + twin.hook().name(), "-c", source.toString(), "-o", object.toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return filter(ObjectFile.of(Files.readAllBytes(object), SECTION), twin);
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

    private static Outcome filter(ObjectFile object, CompiledFilter twin) {
        byte[] code = object.code().clone();
        for (ObjectFile.Reference reference : object.references()) {
            int map = MAPS.indexOf(reference.symbol());
            if (map < 0) {
                return new Missing("the C refers to " + reference.symbol() + ", which is no map");
            }
            code[reference.offset() + 1] |= MAP_REFERENCE;
            code[reference.offset() + IMMEDIATE] = (byte) map;
        }
        return switch (InsnDecoder.decode(code)) {
            case InsnDecoder.Refused(int slot, String reason) -> new Missing("slot " + slot + " of the C: " + reason);
            case InsnDecoder.Decoded(List<Insn> program) -> new Compiled(like(twin, "expert_c", program));
        };
    }

    /** A program that does nothing, at the same hook. */
    static CompiledFilter empty(CompiledFilter twin) {
        return like(twin, "empty", List.of(new Insn.Alu(true, Insn.AluOp.MOV, dev.protosieve.engine.isa.Reg.R0,
                new Insn.Imm(twin.hook().passCode())), new Insn.Exit()));
    }

    private static CompiledFilter like(CompiledFilter twin, String name, List<Insn> program) {
        List<CompiledFilter.Placed> placed = new ArrayList<>();
        int slot = 0;
        for (Insn insn : program) {
            placed.add(new CompiledFilter.Placed(slot, insn, ORIGIN));
            slot += insn.slots();
        }
        MapSpec counters = twin.maps().stream().filter(m -> m.name().equals(COUNTERS)).findFirst().orElseThrow();
        return new CompiledFilter(name, twin.hook(), twin.rules(), placed, List.of(counters, GROUPS),
                new CompiledFilter.DebugInfo(new byte[0], new byte[0], new byte[0]), twin.counters(), EventLayout.OFF);
    }

}
