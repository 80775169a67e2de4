package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * One answer from all: random schemas, random rules, random messages with every wire case in them, through the oracle and a
 * target.
 *
 * <p>{@code -Ddifferential.seed=N} repeats a run, {@code -Ddifferential.first=N -Ddifferential.filters=1} one trial of it.
 * {@code -Dfuzz.minutes=N} goes on for longer, {@code -Dfuzz.threads=N} with so many threads, {@code -Dfuzz.findings=N} up to so
 * many disagreements.
 */
final class DifferentialTest {

    /** 200,000 comparisons and more, for both targets together. */
    private static final int TRIALS = 220;
    private static final int MESSAGES = 100_000;

    private final long seed = Long.getLong("differential.seed", System.nanoTime());
    private final int trials = Integer.getInteger("differential.filters", TRIALS);

    @Test
    void simulatorAgreesWithOracle() {
        try (FilterTarget target = new SimulatorTarget()) {
            compare(target);
        }
    }

    @Test
    @NeedsKernel
    void kernelAgreesWithOracle() {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            compare(target);
        }
    }

    private void compare(FilterTarget target) {
        Fuzz fuzz = new Fuzz(target, seed, Integer.getInteger("differential.first", 0));
        fuzz.run(trials, Integer.getInteger("fuzz.minutes", 0),
                Integer.getInteger("fuzz.threads", Runtime.getRuntime().availableProcessors()));
        Tally tally = fuzz.tally();
        System.out.print(tally.text("differential: " + target.name() + ", seed " + seed));
        assertTrue(tally.refused() <= 1 + tally.filters() / 10, "too many refused: " + tally.refused());
        if (trials >= TRIALS) {
            assertTrue(tally.compared() >= MESSAGES, () -> tally.compared() + " comparisons only");
            assertEquals(Set.of(), tally.missing());
        }
    }
}
