package dev.protosieve.engine.target;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.HeaderReads;
import dev.protosieve.engine.typed.Transport;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.PacketBuilder;
import dev.protosieve.engine.wire.PacketLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Headers to put around a payload.
 *
 * @param version 4 or 6
 * @param values of those packet variables that are not as usual
 * @param addresses likewise, with as many octets as the version has
 */
record PacketRecipe(int version, Transport transport, Map<HeaderField, Long> values,
        Map<HeaderField, byte[]> addresses) {

    private static final long SOURCE_PORT = 40_000;
    private static final long DESTINATION_PORT = 9_000;
    /** How many combinations are tried for one version and transport; every pair of addresses gets its share. */
    private static final int MOST = 2_048;

    PacketRecipe {
        values = Map.copyOf(values);
        addresses = Map.copyOf(addresses);
    }

    /**
     * Headers that a {@code match} might accept, the plainest first: its variables take the values next to the numbers that it
     * compares them with.
     */
    static Stream<PacketRecipe> candidates(TypedRules rules) {
        Map<HeaderField, Set<Long>> wanted = new EnumMap<>(HeaderField.class);
        MatchNumbers.of(rules.match()).forEach((field, numbers) -> {
            if (width(field) > 0) {
                Set<Long> near = new LinkedHashSet<>();
                numbers.forEach(n -> Stream.of(n, n + 1, n - 1).filter(v -> v >= 0 && v < 1L << width(field))
                        .forEach(near::add));
                wanted.put(field, near);
            }
        });
        List<Expr.AddressIn> networks = new ArrayList<>();
        networks(rules.match(), networks);
        Set<Transport> transports = HeaderReads.transports(rules);
        return Stream.of(4, 6).flatMap(version -> {
            List<Map<HeaderField, byte[]>> pairs = addresses(networks, version).limit(MOST).toList();
            return Stream.of(Transport.UDP, Transport.TCP).filter(transports::contains)
                    .flatMap(transport -> pairs.stream().flatMap(addresses -> combinations(wanted)
                            .limit(MOST / pairs.size())
                            .map(values -> new PacketRecipe(version, transport, values, addresses))));
        });
    }

    private static void networks(Expr expr, List<Expr.AddressIn> into) {
        if (expr instanceof Expr.AddressIn in) {
            into.add(in);
        }
        expr.parts().forEach(part -> networks(part, into));
    }

    /** The usual addresses, then those that the networks begin with, for each side. */
    private static Stream<Map<HeaderField, byte[]>> addresses(List<Expr.AddressIn> networks, int version) {
        Stream<Map<HeaderField, byte[]>> all = Stream.of(Map.of());
        for (HeaderField side : List.of(HeaderField.IP_SRC, HeaderField.IP_DST)) {
            List<byte[]> named = networks.stream().filter(n -> n.field() == side).map(n -> n.network().octets())
                    .filter(octets -> octets.length == (version == 4 ? 4 : 16)).toList();
            all = all.flatMap(known -> Stream.concat(Stream.of(known), named.stream().map(octets -> {
                Map<HeaderField, byte[]> more = new EnumMap<>(HeaderField.class);
                more.putAll(known);
                more.put(side, octets);
                return more;
            })));
        }
        return all;
    }

    private static Stream<Map<HeaderField, Long>> combinations(Map<HeaderField, Set<Long>> wanted) {
        Stream<Map<HeaderField, Long>> all = Stream.of(Map.of());
        for (Map.Entry<HeaderField, Set<Long>> entry : wanted.entrySet()) {
            all = all.flatMap(known -> Stream.concat(Stream.of(known), entry.getValue().stream().map(value -> {
                Map<HeaderField, Long> more = new EnumMap<>(HeaderField.class);
                more.putAll(known);
                more.put(entry.getKey(), value);
                return more;
            })));
        }
        return all;
    }

    /** How many bits a recipe can set; 0 for what follows from the rest of the packet. */
    private static int width(HeaderField field) {
        return switch (field) {
            case UDP_SRC_PORT, UDP_DST_PORT, TCP_SRC_PORT, TCP_DST_PORT, TCP_WINDOW -> 16;
            case ETH_SRC, ETH_DST -> 48;
            case ETH_VLAN -> 12;
            case IP_TTL, TCP_FLAGS -> 8;
            case IP_DSCP -> 6;
            case TCP_SEQ, TCP_ACK -> 32;
            case ETH_TYPE, IP_VERSION, IP_SRC, IP_DST, IP_PROTOCOL, IP_LENGTH, UDP_LENGTH, PKT_LENGTH, PKT_IFINDEX -> 0;
        };
    }

    /** Whether the length fields, which have 16 bits, can tell the length of such a packet. */
    boolean holds(int payload) {
        return (version == 4 ? 20 : 0) + (transport == Transport.TCP ? 20 : 8) + payload <= 0xffff;
    }

    /** The packet with that payload. */
    byte[] build(byte[] payload) {
        PacketBuilder builder = new PacketBuilder();
        if (version == 6) {
            builder.ipv6();
        }
        builder.source(addresses.getOrDefault(HeaderField.IP_SRC, builder.source()))
                .destination(addresses.getOrDefault(HeaderField.IP_DST, builder.destination()));
        builder.ethernet(octets(value(HeaderField.ETH_SRC, 0x0200_0000_0001L)),
                octets(value(HeaderField.ETH_DST, 0x0200_0000_0002L)));
        if (value(HeaderField.ETH_VLAN, 0) != 0) {
            builder.tag(PacketLayout.VLAN, (int) value(HeaderField.ETH_VLAN, 0));
        }
        builder.hops((int) value(HeaderField.IP_TTL, 64)).dscp((int) value(HeaderField.IP_DSCP, 0));
        if (transport == Transport.TCP) {
            builder.tcp(sourcePort(), destinationPort(), 0).segment(value(HeaderField.TCP_SEQ, 1),
                    value(HeaderField.TCP_ACK, 1), (int) value(HeaderField.TCP_FLAGS, 0x18),
                    (int) value(HeaderField.TCP_WINDOW, 1024));
        } else {
            builder.udp(sourcePort(), destinationPort());
        }
        return builder.build(payload);
    }

    private static byte[] octets(long address) {
        return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(address).array(), 2, 8);
    }

    private long value(HeaderField field, long usual) {
        return values.getOrDefault(field, usual);
    }

    int ipVersion() {
        return version;
    }

    int sourcePort() {
        return (int) value(transport == Transport.TCP ? HeaderField.TCP_SRC_PORT : HeaderField.UDP_SRC_PORT,
                SOURCE_PORT);
    }

    int destinationPort() {
        return (int) value(transport == Transport.TCP ? HeaderField.TCP_DST_PORT : HeaderField.UDP_DST_PORT,
                DESTINATION_PORT);
    }

    /** The numbers that a condition compares packet variables with. */
    private static final class MatchNumbers {

        private final Map<HeaderField, Set<Long>> found = new EnumMap<>(HeaderField.class);
        private final Set<Long> all = new LinkedHashSet<>();
        private final Set<HeaderField> loose = new LinkedHashSet<>();

        static Map<HeaderField, Set<Long>> of(Expr match) {
            MatchNumbers numbers = new MatchNumbers();
            numbers.collect(match);
            numbers.loose.forEach(f -> numbers.of(f).addAll(numbers.all));
            return numbers.found;
        }

        private Set<Long> of(HeaderField field) {
            return found.computeIfAbsent(field, _ -> new LinkedHashSet<>());
        }

        private void collect(Expr expr) {
            if (expr instanceof Expr.Compare(var _, var _, Expr.Header header, Expr.Literal literal)) {
                number(literal).ifPresent(n -> {
                    of(header.field()).add(n);
                    all.add(n);
                });
                return;
            }
            if (expr instanceof Expr.Header header) {
                loose.add(header.field());
            } else if (expr instanceof Expr.Literal literal) {
                number(literal).ifPresent(all::add);
            }
            expr.parts().forEach(this::collect);
        }

        /** A whole number, or six octets as one. */
        private static Optional<Long> number(Expr.Literal literal) {
            return switch (literal.value()) {
                case Long number -> Optional.of(number);
                case ByteString octets when octets.size() == 6 -> Optional.of(
                        Long.parseLong(HexFormat.of().formatHex(octets.toByteArray()), 16));
                default -> Optional.empty();
            };
        }
    }
}
