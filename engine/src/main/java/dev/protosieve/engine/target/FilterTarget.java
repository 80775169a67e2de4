package dev.protosieve.engine.target;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.KernelFeatures;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A machine that verifies, loads and runs filters. Kernel and simulator are two values of this type. */
public interface FilterTarget extends AutoCloseable {

    /** For people and for {@code --engine}: {@code kernel} or {@code sim}. */
    String name();

    /** What the emitter may use for this target. */
    KernelFeatures features();

    /** Loads without attaching. Never throws for a refused program: the refusal is a value. */
    LoadOutcome load(CompiledFilter filter);

    /** @param stop asked now and then from other threads; a target whose loads take long gives up after it said yes */
    default LoadOutcome load(CompiledFilter filter, BooleanSupplier stop) {
        return load(filter);
    }

    /** Names of the interfaces that {@link LoadedFilter#attach} takes, loopback first. */
    List<String> devices();

    /** Names of the control groups that {@link LoadedFilter#attach} takes for hooks of control groups, the root first. */
    default List<String> groups() {
        return List.of();
    }

    @Override
    void close();
}
