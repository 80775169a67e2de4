package dev.protosieve.engine.event;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.wire.PacketLayout;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Raw samples of one filter's event ring to events. */
public final class EventDecoder {

    /** What the layout writes for a drop. */
    private static final int DROP = 1;

    private final CounterLayout counters;
    private final int hidden;

    /** @param filter that writes the events */
    public EventDecoder(CompiledFilter filter) {
        this(filter.counters(), filter.hook());
    }

    /** @param counters and hook of the filter that writes the events */
    EventDecoder(CounterLayout counters, Hook hook) {
        this.counters = counters;
        this.hidden = hook.hidden();
    }

    /**
     * The event, which keeps nothing of the sample.
     *
     * @param sample little-endian, laid out as {@link EventLayout}; bytes behind the captured ones are padding of the ring
     * @return empty for what no filter with these counters writes
     */
    public Optional<FilterEvent> decode(int cpu, ByteBuffer sample) {
        int start = sample.position();
        if (sample.remaining() < EventLayout.HEADER_SIZE) {
            return Optional.empty();
        }
        int entry = sample.getInt(start + EventLayout.ENTRY);
        int captured = sample.getInt(start + EventLayout.CAPTURED);
        if (!counters.isVerdict(entry) || captured < 0 || captured > sample.remaining() - EventLayout.HEADER_SIZE) {
            return Optional.empty();
        }
        byte[] packet = new byte[hidden + captured];
        sample.get(start + EventLayout.HEADER_SIZE, packet, hidden, captured);
        standIn(packet);
        Verdict verdict = sample.getInt(start + EventLayout.VERDICT) == DROP ? Verdict.DROP : Verdict.PASS;
        return Optional
                .of(new FilterEvent(sample.getLong(start + EventLayout.TIME), cpu, entry, counters.causeAt(entry),
                        counters.ruleAt(entry), verdict, sample.getInt(start + EventLayout.LENGTH), packet));
    }

    /** In the place of an Ethernet header that the hook does not show: one with the right EtherType and no addresses. */
    private void standIn(byte[] packet) {
        if (hidden > 0 && hidden < packet.length) {
            int type = (packet[hidden] & 0xf0) == 0x60 ? PacketLayout.IPV6 : PacketLayout.IPV4;
            packet[hidden - 2] = (byte) (type >> 8);
            packet[hidden - 1] = (byte) type;
        }
    }

    /** The counters entry of a sample without the rest of it, or -1; allocates nothing. */
    public int entryOf(ByteBuffer sample) {
        if (sample.remaining() < EventLayout.HEADER_SIZE) {
            return -1;
        }
        int entry = sample.getInt(sample.position() + EventLayout.ENTRY);
        return counters.isVerdict(entry) ? entry : -1;
    }
}
