package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.HeaderReads;
import dev.protosieve.engine.typed.Transport;
import dev.protosieve.engine.typed.TypedRule;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the walk over the headers must find out for this filter; what nobody asks for costs nothing.
 *
 * @param transports accepted by {@code match}
 * @param fields read by {@code match} or a rule
 * @param addresses whether a rule asks for IP addresses, which stay in the packet
 * @param bytes whether {@code match} or a rule reads the packet at any place
 */
record HeaderNeeds(Set<Transport> transports, Set<HeaderField> fields, boolean addresses, boolean bytes) {

    static HeaderNeeds of(FilterPlan plan) {
        Set<HeaderField> fields = EnumSet.copyOf(HeaderReads.of(plan.rules().match()));
        boolean bytes = has(plan.rules().match(), Expr.PacketRead.class);
        boolean addresses = false;
        for (TypedRule rule : plan.rules().rules()) {
            for (Expr expr : rule.exprs()) {
                fields.addAll(HeaderReads.of(expr));
                bytes |= has(expr, Expr.PacketRead.class);
                addresses |= has(expr, Expr.AddressIn.class) || has(expr, Expr.SameAddress.class)
                        || expr instanceof Expr.Header(var _, HeaderField field)
                                && field.kind() == HeaderField.Kind.ADDRESS;
            }
        }
        return new HeaderNeeds(HeaderReads.transports(plan.rules()), fields, addresses, bytes);
    }

    private static boolean has(Expr expr, Class<? extends Expr> kind) {
        return kind.isInstance(expr) || expr.parts().stream().anyMatch(part -> has(part, kind));
    }

    boolean tcp() {
        return transports.contains(Transport.TCP);
    }

    boolean udp() {
        return transports.contains(Transport.UDP);
    }

    /** Whether the packet's transport is known at run time only. */
    boolean both() {
        return transports.size() > 1;
    }

    /** Whether somebody asks which transport it is. */
    boolean protocol() {
        return both() || fields.contains(HeaderField.IP_PROTOCOL);
    }

    boolean vlan() {
        return fields.contains(HeaderField.ETH_VLAN);
    }

    /** Whether the place of the IP header is asked for once the walk has gone over it. */
    boolean network() {
        return fields.stream().anyMatch(f -> switch (f) {
            case ETH_TYPE, IP_VERSION, IP_SRC, IP_DST, IP_TTL, IP_DSCP, IP_LENGTH -> true;
            case ETH_SRC, ETH_DST, ETH_VLAN, IP_PROTOCOL, UDP_SRC_PORT, UDP_DST_PORT, UDP_LENGTH, TCP_SRC_PORT,
                    TCP_DST_PORT, TCP_SEQ, TCP_ACK, TCP_FLAGS, TCP_WINDOW, PKT_LENGTH, PKT_IFINDEX ->
                false;
        });
    }
}
