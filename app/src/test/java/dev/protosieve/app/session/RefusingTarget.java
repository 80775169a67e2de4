package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.LoadOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The simulator, which refuses some filters with a log that a kernel wrote: correct rules give no program that a verifier
 * refuses.
 */
public final class RefusingTarget extends OverSimulator {

    private static final Path LOG = Path.of("..", "engine", "src", "test", "resources", "verifier-logs", "6.18",
            "packet-bounds.log");
    private static final int ACCESS_DENIED = 13;

    private final Function<CompiledFilter, Optional<String>> log;

    /** @param log what the verifier says; empty for a filter that it takes */
    public RefusingTarget(Function<CompiledFilter, Optional<String>> log) {
        this.log = log;
    }

    /** The log of a read behind the packet's end by the instruction in that slot. */
    public static String logAt(int slot) {
        try {
            return Files.readString(LOG).replace("\n1: (71)", "\n" + slot + ": (71)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same by the first instruction of a rule, counted from 0. */
    public static String logAtRule(CompiledFilter filter, int rule) {
        return logAt(filter.code().stream().filter(p -> p.origin().rule() == rule).findFirst().orElseThrow().slot());
    }

    @Override
    public LoadOutcome load(CompiledFilter filter) {
        return log.apply(filter).<LoadOutcome>map(words -> new LoadOutcome.Rejected(words, ACCESS_DENIED))
                .orElseGet(() -> super.load(filter));
    }
}
