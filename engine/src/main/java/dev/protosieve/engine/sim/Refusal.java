package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Reg;
import java.util.Optional;

/** Carries a refusal from where it is found to the machine's loop, which makes a {@link SimFault} of it. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;
    private static final int NO_REGISTER = -1;

    private final int register;
    private final String reason;

    private Refusal(int register, String reason) {
        super(reason, null, false, false);
        this.register = register;
        this.reason = reason;
    }

    static Refusal of(String reason) {
        return new Refusal(NO_REGISTER, reason);
    }

    static Refusal of(int register, String reason) {
        return new Refusal(register, reason);
    }

    SimFault at(int slot, String insn) {
        return new SimFault(slot, insn, register == NO_REGISTER ? Optional.empty() : Optional.of(Reg.of(register)),
                reason);
    }
}
