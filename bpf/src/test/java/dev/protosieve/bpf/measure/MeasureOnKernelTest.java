package dev.protosieve.bpf.measure;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.sys.Affinity;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.target.FilterTarget;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@NeedsKernel
final class MeasureOnKernelTest extends MeasureTest {

    private KernelTarget kernel;

    @BeforeEach
    void open() {
        kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open(1 << 20)).target();
        // samples are counted on each CPU
        Affinity.only(0);
    }

    @AfterEach
    void close() {
        Affinity.any();
        kernel.close();
    }

    @Override
    FilterTarget target() {
        return kernel;
    }

    @Override
    void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    long most(long startNanos) {
        return 2 + (System.nanoTime() - startNanos) / 10_000_000;
    }
}
