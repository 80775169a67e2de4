package dev.protosieve.app.session;

import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest events as raw bytes; only those that somebody looks at are decoded. Guarded by the session's lock. */
final class RecentEvents {

    private static final int MOST = 200;

    private record Raw(long sequence, CompiledFilter filter, int entry, long time, int length, byte[] packet) {
    }

    private final Deque<Raw> raw = new ArrayDeque<>(MOST);
    private final Deque<SeenEvent> decoded = new ArrayDeque<>(MOST);
    private long sequence;
    private long decodedUpTo = -1;

    void add(Generation from, ByteBuffer sample, int entry) {
        if (raw.size() == MOST) {
            raw.removeFirst();
        }
        int base = sample.position();
        int captured = Math.clamp(sample.getInt(base + EventLayout.CAPTURED), 0,
                Math.max(0, sample.remaining() - EventLayout.HEADER_SIZE));
        byte[] packet = new byte[captured];
        sample.get(base + EventLayout.HEADER_SIZE, packet);
        raw.addLast(new Raw(sequence++, from.filter().filter(), entry, sample.getLong(base + EventLayout.TIME),
                sample.getInt(base + EventLayout.LENGTH), packet));
    }

    /** The newest first. */
    List<SeenEvent> newest() {
        long nanoNow = System.nanoTime();
        Instant now = Instant.now();
        for (Raw event : raw) {
            if (event.sequence() > decodedUpTo) {
                decoded.addFirst(decode(event, now, nanoNow));
                decodedUpTo = event.sequence();
            }
        }
        while (decoded.size() > MOST) {
            decoded.removeLast();
        }
        return new ArrayList<>(decoded);
    }

    private static SeenEvent decode(Raw event, Instant now, long nanoNow) {
        CompiledFilter filter = event.filter();
        int rule = filter.counters().ruleAt(event.entry());
        Cause cause = filter.counters().causeAt(event.entry());
        EventText text = EventText.of(event.packet(), event.length(), filter.rules().message());
        Instant time = now.minusNanos(Math.max(0, nanoNow - event.time()));
        if (rule >= 0) {
            TypedRule typed = filter.rules().rules().get(rule);
            return new SeenEvent(event.sequence(), time, typed.number(), cause, typed.action(), text.source(),
                    text.message());
        }
        Action action = filter.rules().decision(cause).verdict() == Verdict.DROP ? Action.DROP : Action.PASS;
        return new SeenEvent(event.sequence(), time, 0, cause, action, text.source(), text.message());
    }
}
