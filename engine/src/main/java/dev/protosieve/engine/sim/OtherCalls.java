package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.HelperNames;

/** Calls that the kernel's rules have no place for: of helpers that this machine does not have, and by a register. */
interface OtherCalls {

    /** Refuses them all. */
    OtherCalls NONE = new OtherCalls() {
        @Override
        public boolean call(int number, Registers registers, Memory memory) throws Refusal {
            throw Refusal.of("calls helper " + number + ", "
                    + HelperNames.of(number).map(n -> n + ", which this machine does not have")
                            .orElse("which does not exist"));
        }

        @Override
        public boolean indirect(int register, Registers registers, Memory memory) throws Refusal {
            throw Refusal.of(register, "says what to call, which the kernel does not allow");
        }
    };

    /** Whether the call ends the run. */
    boolean call(int number, Registers registers, Memory memory) throws Refusal;

    /** The same for a helper whose number is in a register. */
    boolean indirect(int register, Registers registers, Memory memory) throws Refusal;
}
