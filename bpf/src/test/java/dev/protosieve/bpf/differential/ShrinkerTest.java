package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadedFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A target that is wrong on purpose: what the differential test makes of it. */
class ShrinkerTest {

    private static final long SEED = 3;
    /** Of the message, behind the headers of Ethernet, IPv4 and UDP. */
    private static final int START = 42;
    private static final byte CURSED = (byte) 0xb7;

    @Test
    void findsAWrongTargetAndMakesTheCaseSmall() throws IOException {
        Fuzz fuzz = new Fuzz(new Wrong(), SEED, 0);
        AssertionError error = assertThrows(AssertionError.class, () -> fuzz.run(20, 0, 1));
        assertTrue(error.getMessage().contains("oracle Decision"), error.getMessage());
        Path folder = Path.of("target", "differential", "wrong-" + SEED + "-0");
        assertEquals("b7", Files.readString(folder.resolve("messages.txt")).substring(0, 2));
        List<String> rules = Files.readAllLines(folder.resolve("2-rule.sieve"));
        assertTrue(rules.stream().noneMatch(line -> line.contains(" if ")), rules.toString());
        try (Stream<String> lines = Files.lines(folder.resolve("1-schema.proto"))) {
            assertEquals(0, lines.filter(line -> line.contains("repeated") || line.contains("map<")).count());
        }
        assertTrue(Files.deleteIfExists(folder.resolve("messages.txt")));
    }

    /** The simulator, but for messages with a certain byte in them. */
    private static final class Wrong implements FilterTarget {

        private final SimulatorTarget simulator = new SimulatorTarget();

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public KernelFeatures features() {
            return simulator.features();
        }

        @Override
        public LoadOutcome load(CompiledFilter filter) {
            return switch (simulator.load(filter)) {
                case LoadOutcome.Loaded(LoadedFilter loaded, var report) ->
                    new LoadOutcome.Loaded(new WrongFilter(loaded), report);
                case LoadOutcome outcome -> outcome;
            };
        }

        @Override
        public List<String> devices() {
            return List.of();
        }

        @Override
        public void close() {
            simulator.close();
        }
    }

    private record WrongFilter(LoadedFilter right) implements LoadedFilter {

        @Override
        public CompiledFilter filter() {
            return right.filter();
        }

        @Override
        public RunResult run(byte[] packet) {
            RunResult result = right.run(packet);
            for (int i = START; i < packet.length; i++) {
                if (packet[i] == CURSED) {
                    return new RunResult(result.action(), result.entry() + 1);
                }
            }
            return result;
        }

        @Override
        public Counters counters() {
            return right.counters();
        }

        @Override
        public List<Group> groups(int rule) {
            return right.groups(rule);
        }

        @Override
        public EventReader events() {
            return right.events();
        }

        @Override
        public AttachOutcome attach(AttachPoint point) {
            return right.attach(point);
        }

        @Override
        public void close() {
            right.close();
        }
    }
}
