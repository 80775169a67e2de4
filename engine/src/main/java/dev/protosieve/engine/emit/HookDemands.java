package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What rules ask for that a hook does not show: each is told at its characters. */
final class HookDemands {

    private final Hook hook;
    private final SourceText source;
    private final List<Diagnostic> found = new ArrayList<>();

    private HookDemands(Hook hook, SourceText source) {
        this.hook = hook;
        this.source = source;
    }

    /** All of them, in the order of the file. */
    static List<Diagnostic> unmet(FilterPlan plan, Hook hook) {
        if (hook.hidden() == 0) {
            return List.of();
        }
        HookDemands demands = new HookDemands(hook, plan.rules().syntax().source());
        demands.look(plan.rules().match());
        plan.rules().rules().stream().flatMap(HookDemands::conditions).forEach(demands::look);
        return demands.found;
    }

    private static Stream<Expr> conditions(TypedRule rule) {
        return Stream.concat(Stream.of(rule.condition()), rule.measure().key().stream());
    }

    private void look(Expr expr) {
        switch (expr) {
            case Expr.Header(Span span, HeaderField field) when isOfEthernet(field) -> refuse(span, field.text());
            case Expr.PacketRead(Span span, int _, Expr.Literal offset) when offset.value() instanceof Long at
                    && at >= 0 && at < hook.hidden() ->
                refuse(span, "byte " + at + " of the packet");
            default -> expr.parts().forEach(this::look);
        }
    }

    private void refuse(Span span, String what) {
        Diagnostic diagnostic = Diagnostic.error("emit.not-at-hook", source.place(span),
                "the hook " + hook.id() + " does not show " + what + ": its packets begin with the IP header",
                "choose a hook that shows the Ethernet header (xdp, tc, socket), or ask for what the IP header has");
        if (!found.contains(diagnostic)) {
            found.add(diagnostic);
        }
    }

    private static boolean isOfEthernet(HeaderField field) {
        return switch (field) {
            case ETH_TYPE, ETH_SRC, ETH_DST, ETH_VLAN -> true;
            case IP_VERSION, IP_SRC, IP_DST, IP_PROTOCOL, IP_TTL, IP_DSCP, IP_LENGTH, UDP_SRC_PORT, UDP_DST_PORT,
                    UDP_LENGTH, TCP_SRC_PORT, TCP_DST_PORT, TCP_SEQ, TCP_ACK, TCP_FLAGS, TCP_WINDOW, PKT_LENGTH,
                    PKT_IFINDEX ->
                false;
        };
    }
}
