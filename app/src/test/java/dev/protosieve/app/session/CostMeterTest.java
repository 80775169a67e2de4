package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.wire.UdpPacket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostMeterTest {

    private static final byte[] PACKET = UdpPacket.ipv4(1, 9000, new byte[]{10, 1, 'x'});

    private static Cost measure(Path folder, FilterTarget target) {
        Document document = Samples.document(folder, Samples.HEAD + """
                "no A" drop if msg.query.contains("A")
                pass if msg.page > 3
                expect drop "no A" { query: "A" }
                """);
        CostMeter meter = new CostMeter(Samples.checker());
        return meter.measure(new CostMeter.Request(document, Hook.XDP, List.of(target), PACKET), () -> false);
    }

    @Test
    void whatIsNoMoreThanTheSpreadIsNoCost() {
        assertEquals(new Cost.Share(9, 2), CostMeter.share(new int[]{11, 9, 400, 8, 9}));
        assertEquals("+9 ns", new Cost.Share(9, 2).words());
        assertEquals("saves 9 ns", new Cost.Share(-9, 2).words());
        assertEquals("\u00b14 ns", new Cost.Share(-3, 4).words());
        assertEquals("\u00b10 ns", new Cost.Share(0, 0).words());
    }

    @Test
    void withoutAKernelItSaysSo(@TempDir Path folder) {
        Cost.Unknown unknown = assertInstanceOf(Cost.Unknown.class, measure(folder, new SimulatorTarget()));
        assertEquals("Times are measured by a live kernel, and there is none.", unknown.why());
    }

    @Test
    void timesTheFilterWithoutEachRuleEvenIfAnExpectLineNamesIt(@TempDir Path folder) {
        switch (KernelTarget.open()) {
            case KernelOpening.Opened(KernelTarget kernel) -> {
                try (kernel) {
                    Cost.Measured measured = assertInstanceOf(Cost.Measured.class, measure(folder, kernel));
                    assertEquals(Set.of(1, 2), measured.own().keySet());
                    assertTrue(measured.whole() > 0, measured::toString);
                }
            }
            case KernelOpening.Unavailable(String reason, String _) -> assertTrue(!reason.isEmpty());
        }
    }
}
