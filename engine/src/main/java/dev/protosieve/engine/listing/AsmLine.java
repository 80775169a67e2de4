package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.listing.AsmCursor.Target;
import java.util.Optional;

/**
 * An instruction as read.
 *
 * @param insn with offset 0 when it has a target
 * @param target where it jumps to or what it calls
 */
record AsmLine(Insn insn, Optional<Target> target) {

    static AsmLine of(Insn insn) {
        return new AsmLine(insn, Optional.empty());
    }

    static AsmLine of(Insn insn, Target target) {
        return new AsmLine(insn, Optional.of(target));
    }
}
