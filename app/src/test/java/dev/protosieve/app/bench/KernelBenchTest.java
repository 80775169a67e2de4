package dev.protosieve.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That measurements measure; how fast things are is not judged here. */
final class KernelBenchTest {

    private KernelTarget kernel;

    @BeforeEach
    void open() {
        KernelOpening opening = KernelTarget.open();
        assumeTrue(opening instanceof KernelOpening.Opened, () -> "no live kernel: " + opening);
        kernel = ((KernelOpening.Opened) opening).target();
    }

    @AfterEach
    void close() {
        if (kernel != null) {
            kernel.close();
        }
    }

    @Test
    void missingCompilerIsSaidAndNothingElseStops() throws IOException {
        try (KernelBench bench = new KernelBench(kernel, 1, "/nowhere/clang")) {
            BenchTable table = bench.againstC();
            assertEquals(Bench.CASES.size(), table.rows().size());
            assertTrue(table.rows().stream().allMatch(r -> r.get("missing").toString().contains("cannot be run")));
            assertTrue(table.bars().isEmpty());
        }
    }

    @Test
    void everyMeasurementHasRowsWithTimes() throws IOException {
        try (KernelBench bench = new KernelBench(kernel, 2, "clang")) {
            for (BenchTable table : List.of(bench.rules(), bench.hooks(), bench.lengths())) {
                assertFalse(table.rows().isEmpty(), table.name());
                for (Map<String, Object> row : table.rows()) {
                    assertTrue(((Number) row.get("ns")).doubleValue() > 0, () -> table.name() + row);
                }
            }
        }
    }
}
