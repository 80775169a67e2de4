package dev.protosieve.bpf.differential;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.constraint.ConstraintComparison;
import dev.protosieve.engine.target.FilterTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules made of constraints, on the live kernel: a fourth voice beside protovalidate-java, oracle and simulator. */
@NeedsKernel
class ConstraintsOnKernelTest {

    @Test
    void rulesDropJustWhatProtovalidateFindsFaultWith(@TempDir Path folder) throws Exception {
        try (FilterTarget kernel = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            new ConstraintComparison(kernel).run(folder);
        }
    }
}
