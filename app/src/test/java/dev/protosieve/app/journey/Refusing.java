package dev.protosieve.app.journey;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The simulator, but a second rule with the words {@code "too far"} is refused with a log that a kernel wrote: correct rules
 * give no program that a verifier refuses.
 */
final class Refusing implements FilterTarget {

    static final String WORDS = "too far";

    private static final Path LOG = Path.of("..", "engine", "src", "test", "resources", "verifier-logs", "6.18",
            "packet-bounds.log");
    private static final int ACCESS_DENIED = 13;

    private final FilterTarget good = new SimulatorTarget();

    @Override
    public String name() {
        return good.name();
    }

    @Override
    public KernelFeatures features() {
        return good.features();
    }

    @Override
    public LoadOutcome load(CompiledFilter filter) {
        boolean bad = new String(filter.debug().btf(), StandardCharsets.UTF_8).contains(WORDS);
        return bad ? new LoadOutcome.Rejected(log(ofSecondRule(filter)), ACCESS_DENIED) : good.load(filter);
    }

    private static int ofSecondRule(CompiledFilter filter) {
        return filter.code().stream().filter(p -> p.origin().rule() == 1).findFirst().orElseThrow().slot();
    }

    private static String log(int slot) {
        try {
            return Files.readString(LOG).replace("\n1: (71)", "\n" + slot + ": (71)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> devices() {
        return good.devices();
    }

    @Override
    public void close() {
        good.close();
    }
}
