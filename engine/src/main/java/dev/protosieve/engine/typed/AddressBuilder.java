package dev.protosieve.engine.typed;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.CelTrees.Checked;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.wire.IpNetwork;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** IP addresses and networks, and what reads the packet at any place. */
final class AddressBuilder {

    private final Checked checked;
    private final Findings findings;
    private final ExprBuilder exprs;

    AddressBuilder(Checked checked, Findings findings, ExprBuilder exprs) {
        this.checked = checked;
        this.findings = findings;
        this.exprs = exprs;
    }

    /** A call of one of the functions of {@link PacketCel}; null when something was reported. */
    @Nullable Value call(CelCall call, Span span) {
        return switch (call.function()) {
            case PacketCel.ADDRESS_OF ->
                constant(call.args().getFirst(), IpNetwork::parseAddress, "an IP address", "10.0.0.1 or fd00::1")
                        .map(a -> (Value) new Value.Address(span, Optional.empty(), Optional.of(a))).orElse(null);
            case PacketCel.NETWORK_OF ->
                constant(call.args().getFirst(), IpNetwork::parseNetwork, "an IP network", "10.0.0.0/8 or fd00::/8")
                        .map(n -> (Value) new Value.Network(span, n)).orElse(null);
            case PacketCel.CONTAINS -> contains(call, span);
            default -> read(call, span);
        };
    }

    private Optional<IpNetwork> constant(CelExpr text, Function<String, Optional<IpNetwork>> parser, String what,
            String example) {
        Span span = checked.ranges().of(text);
        Value value = exprs.value(text);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Value.Plain(Literal literal))) {
            findings.error("unsupported", span, "only constants can be read as " + what, "write \"" + example + "\"");
            return Optional.empty();
        }
        Optional<IpNetwork> read = parser.apply((String) literal.value());
        if (read.isEmpty()) {
            findings.error("bad-address", span, "this is not " + what, "for example " + example);
        }
        return read;
    }

    private @Nullable Value contains(CelCall call, Span span) {
        CelExpr argument = call.args().getFirst();
        Value holder = exprs.value(call.target().orElseThrow());
        Value value = holder == null ? null : exprs.value(argument);
        if (value instanceof Value.Plain) {
            value = constant(argument, IpNetwork::parseAddress, "an IP address", "10.0.0.1 or fd00::1")
                    .map(a -> (Value) new Value.Address(span, Optional.empty(), Optional.of(a))).orElse(null);
        }
        return holder instanceof Value.Network network && value instanceof Value.Address address
                ? new Value.Plain(in(span, address, network.network()))
                : null;
    }

    private static Expr in(Span span, Value.Address address, IpNetwork network) {
        return address.field().<Expr>map(field -> new Expr.AddressIn(span, field, network))
                .orElseGet(() -> new Literal(span, ExprType.BOOL,
                        network.contains(address.constant().orElseThrow())));
    }

    /** {@code ==} or {@code !=}, the only relations that addresses have. */
    Expr compare(Span span, Relation relation, Value.Address left, Value.Address right) {
        Expr equal;
        if (left.field().isPresent() && right.field().isPresent()) {
            equal = left.field().equals(right.field()) ? new Literal(span, ExprType.BOOL, true)
                    : new Expr.SameAddress(span);
        } else {
            Value.Address constant = left.field().isPresent() ? right : left;
            equal = in(span, constant == left ? right : left, constant.constant().orElseThrow());
        }
        return relation == Relation.EQ ? equal
                : equal instanceof Literal literal ? new Literal(span, ExprType.BOOL, !(Boolean) literal.value())
                        : new Expr.Not(span, equal);
    }

    private @Nullable Value read(CelCall call, Span span) {
        Expr offset = exprs.plain(call.args().getFirst());
        int bytes = Objects.requireNonNull(PacketCel.READS.get(call.function()));
        return offset == null ? null : new Value.Plain(new Expr.PacketRead(span, bytes, offset));
    }
}
