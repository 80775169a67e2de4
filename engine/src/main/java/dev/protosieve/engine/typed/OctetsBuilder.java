package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.typed.Expr.Literal;

/** What may be said of Ethernet addresses, which are six octets. */
final class OctetsBuilder {

    /** IEEE 802.3. */
    static final int OCTETS = 6;

    private final Findings findings;

    OctetsBuilder(Findings findings) {
        this.findings = findings;
    }

    private static boolean isAddress(Expr expr) {
        return expr instanceof Expr.Header header && header.field().kind() == HeaderField.Kind.OCTETS;
    }

    /** Whether filters can compare the two, which have one type; reports when they cannot. */
    boolean comparable(Expr left, Expr right) {
        if (!isAddress(left) && !isAddress(right)) {
            return true;
        }
        Expr other = isAddress(left) ? right : left;
        if (other instanceof Literal literal && literal.value() instanceof ByteString octets
                && octets.size() != OCTETS) {
            findings.error("wrong-length", literal.span(), "an Ethernet address has 6 octets, this constant has "
                    + octets.size(), "for example b\"\\x02\\x00\\x00\\x00\\x00\\x01\"");
            return false;
        }
        if (!(other instanceof Literal) && !isAddress(other)) {
            findings.error("unsupported", other.span(), "Ethernet addresses are compared with constants only",
                    "for example b\"\\x02\\x00\\x00\\x00\\x00\\x01\"");
            return false;
        }
        return true;
    }
}
