package dev.protosieve.engine.target;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.GroupLayout;
import java.util.List;

/** A filter that lives in a target until it is closed. Safe for use by several threads. */
public interface LoadedFilter extends AutoCloseable {

    CompiledFilter filter();

    /** Runs it once over a packet that begins with the Ethernet header; counters and events move as on live traffic. */
    RunResult run(byte[] packet);

    /** The counters, summed over all CPUs, by entry of {@link dev.protosieve.engine.emit.CounterLayout}. */
    Counters counters();

    /**
     * What a {@code count by} rule has counted, most packets first: at most {@link GroupLayout#MOST_KEYS} values, of those
     * that were not given up for newer ones.
     *
     * @param rule its position in the typed rules; for other rules there are none
     */
    List<Group> groups(int rule);

    /** Starts to receive events; at most one reader at a time. */
    EventReader events();

    AttachOutcome attach(AttachPoint point);

    /** Detaches what is still attached, unloads, frees. Idempotent. */
    @Override
    void close();

    /**
     * @param action what the program returned, as a signed 32-bit number
     * @param entry the counters entry that moved, or -1 when none did (the packet did not match)
     */
    record RunResult(int action, int entry) {
    }

    /**
     * @param packets by entry
     * @param bytes by entry
     */
    record Counters(long[] packets, long[] bytes) {
    }
}
