package dev.protosieve.engine.constraint;

import dev.protosieve.engine.sim.SimulatorTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstraintDifferentialTest {

    @Test
    void rulesDropJustWhatProtovalidateFindsFaultWith(@TempDir Path folder) throws Exception {
        try (SimulatorTarget simulator = new SimulatorTarget()) {
            new ConstraintComparison(simulator).run(folder);
        }
    }
}
