package dev.protosieve.app.session;

import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.event.FilterEvent;
import dev.protosieve.engine.event.MessageText;
import dev.protosieve.engine.event.UdpPayload;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** The newest events; only those that somebody looks at are put into words. Guarded by the session's lock. */
final class RecentEvents {

    private static final int MOST = 200;
    private static final int MOST_HEX = 24;

    private record Raw(long sequence, CompiledFilter filter, List<String> keys, FilterEvent event) {
    }

    private final Deque<Raw> raw = new ArrayDeque<>(MOST);
    private final Deque<SeenEvent> seen = new ArrayDeque<>(MOST);
    private long sequence;
    private long seenUpTo = -1;

    void add(CompiledFilter filter, List<String> keys, FilterEvent event) {
        if (raw.size() == MOST) {
            raw.removeFirst();
        }
        raw.addLast(new Raw(sequence++, filter, keys, event));
    }

    /** The newest first. */
    List<SeenEvent> newest() {
        long nanoNow = System.nanoTime();
        Instant now = Instant.now();
        for (Raw event : raw) {
            if (event.sequence() > seenUpTo) {
                seen.addFirst(words(event, now.minusNanos(Math.max(0, nanoNow - event.event().timeNanos()))));
                seenUpTo = event.sequence();
            }
        }
        while (seen.size() > MOST) {
            seen.removeLast();
        }
        return new ArrayList<>(seen);
    }

    private static SeenEvent words(Raw raw, Instant time) {
        FilterEvent event = raw.event();
        boolean observed = raw.filter().rules().observe();
        String source = PacketSource.of(event.captured());
        String message = message(event, MessageText.of(event, raw.filter().rules().message(),
                raw.filter().rules().framing()));
        if (event.rule() >= 0) {
            TypedRule rule = raw.filter().rules().rules().get(event.rule());
            return new SeenEvent(raw.sequence(), time, rule.number(), raw.keys().get(rule.number() - 1), event.cause(),
                    rule.action(), observed, source, message, event.captured(), event.length());
        }
        Action action = event.verdict() == Verdict.DROP ? Action.DROP : Action.PASS;
        return new SeenEvent(raw.sequence(), time, 0, "", event.cause(), action, observed, source, message,
                event.captured(), event.length());
    }

    private static String message(FilterEvent event, MessageText text) {
        return switch (text.state()) {
            case WHOLE, CUT -> text.text().isEmpty() ? "(empty message)" : text.text();
            case MALFORMED -> (text.text() + " \u26a0 " + payload(event)).strip();
            case ABSENT -> "a packet of " + event.length() + " bytes";
        };
    }

    private static String payload(FilterEvent event) {
        return UdpPayload.find(event.captured()).map(p -> HexFormat.ofDelimiter(" ").formatHex(event.captured(),
                p.start(), Math.min(p.end(), p.start() + MOST_HEX))).orElse("");
    }
}
