package dev.protosieve.engine.sim;

/** A filter did what the kernel would not have loaded: a mistake of the generator, not of the packet or the user. */
public final class SimulationFailed extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final transient SimFault fault;

    SimulationFailed(SimFault fault) {
        super(fault.line());
        this.fault = fault;
    }

    public SimFault fault() {
        return fault;
    }
}
