package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Reg;
import java.util.Optional;

/**
 * What the machine refused to do. The kernel would have refused the whole program, so in a generated filter this is a
 * mistake of the generator.
 *
 * @param slot of the instruction
 * @param insn its text, in the kernel's log syntax
 * @param register the one to blame
 * @param reason one phrase
 */
public record SimFault(int slot, String insn, Optional<Reg> register, String reason) {

    /** One line: {@code 12: r2 = *(u64 *)(r1 +0): r1 reads 8 bytes at offset 60 of the packet, which has 64}. */
    public String line() {
        return slot + ": " + insn + ": " + register.map(r -> r + " ").orElse("") + reason;
    }
}
