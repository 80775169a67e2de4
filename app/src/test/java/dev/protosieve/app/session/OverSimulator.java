package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import java.util.List;

/** The simulator, for tests that change what it answers. */
public abstract class OverSimulator implements FilterTarget {

    private final FilterTarget simulator = new SimulatorTarget();

    @Override
    public String name() {
        return simulator.name();
    }

    @Override
    public final KernelFeatures features() {
        return simulator.features();
    }

    @Override
    public LoadOutcome load(CompiledFilter filter) {
        return simulator.load(filter);
    }

    @Override
    public List<String> devices() {
        return simulator.devices();
    }

    @Override
    public final void close() {
        simulator.close();
    }
}
