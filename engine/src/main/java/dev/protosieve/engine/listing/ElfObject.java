package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import java.util.List;
import java.util.Optional;

/**
 * What an object file holds.
 *
 * @param maps in the order in which {@link Insn#namedMap} counts them, those of {@code .rodata} and {@code .bss} among them
 * @param programs at least one
 */
public record ElfObject(String license, List<MapSpec> maps, List<Program> programs) {

    public ElfObject {
        maps = List.copyOf(maps);
        programs = List.copyOf(programs);
    }

    /**
     * One program with all functions that it calls behind it.
     *
     * @param section whose name tells loaders what it is for
     * @param hook if one of ours is for such programs
     */
    public record Program(String name, String section, Optional<Hook> hook, List<Insn> code) {
        public Program {
            code = List.copyOf(code);
        }
    }
}
