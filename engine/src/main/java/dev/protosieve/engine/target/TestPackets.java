package dev.protosieve.engine.target;

import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.UdpPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Builds packets that a filter judges: UDP with ports that the file's {@code match} accepts. */
public final class TestPackets {

    private static final int SOURCE_PORT = 40_000;
    private static final int DESTINATION_PORT = 9_000;

    private final int version;
    private final int source;
    private final int destination;

    private TestPackets(int version, int source, int destination) {
        this.version = version;
        this.source = source;
        this.destination = destination;
    }

    /**
     * Looks for headers that {@code match} accepts for messages of that length: ports next to the numbers it names, IPv4 first.
     * Empty when none of those does.
     */
    public static Optional<TestPackets> of(TypedRules rules, int messageLength) {
        List<Integer> ports = new ArrayList<>(List.of(DESTINATION_PORT));
        TreeSet<Long> named = new TreeSet<>();
        collect(rules.match(), named);
        named.forEach(n -> List.of(n, n + 1, n - 1).stream().filter(p -> p > 0 && p <= 0xffff)
                .forEach(p -> ports.add(p.intValue())));
        for (int version : new int[]{4, 6}) {
            for (int destination : ports) {
                for (int source : ports.reversed()) {
                    TestPackets packets = new TestPackets(version, named.isEmpty() ? SOURCE_PORT : source, destination);
                    if (packets.matches(rules.match(), messageLength)) {
                        return Optional.of(packets);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The packet with that message in it. */
    public byte[] around(byte[] message) {
        return version == 4 ? UdpPacket.ipv4(source, destination, message)
                : UdpPacket.ipv6(source, destination, message);
    }

    public int ipVersion() {
        return version;
    }

    public int sourcePort() {
        return source;
    }

    public int destinationPort() {
        return destination;
    }

    private static void collect(Expr expr, TreeSet<Long> into) {
        if (expr instanceof Expr.Literal(var _, var _, Long value)) {
            into.add(value);
        }
        expr.parts().forEach(e -> collect(e, into));
    }

    private boolean matches(Expr expr, int messageLength) {
        return switch (expr) {
            case Expr.Literal literal -> (Boolean) literal.value();
            case Expr.Not not -> !matches(not.operand(), messageLength);
            case Expr.And and -> and.operands().stream().allMatch(e -> matches(e, messageLength));
            case Expr.Or or -> or.operands().stream().anyMatch(e -> matches(e, messageLength));
            case Expr.Compare compare -> holds(compare, messageLength);
            case Expr.Field _, Expr.Header _, Expr.StringTest _, Expr.Has _, Expr.Size _, Expr.Count _,
                    Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Quantified _, Expr.Pick _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _ ->
                throw new IllegalArgumentException("match compares packet variables only");
        };
    }

    private boolean holds(Expr.Compare compare, int messageLength) {
        int order = Long.compare(value(compare.left(), messageLength), value(compare.right(), messageLength));
        return switch (compare.relation()) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    private long value(Expr expr, int messageLength) {
        if (expr instanceof Expr.Literal literal) {
            return (Long) literal.value();
        }
        return switch (((Expr.Header) expr).field()) {
            case UDP_SRC_PORT -> source;
            case UDP_DST_PORT -> destination;
            case UDP_LENGTH -> 8 + messageLength;
            case IP_VERSION -> version;
            case PKT_LENGTH -> 14 + (version == 4 ? 20 : 40) + 8 + messageLength;
        };
    }
}
