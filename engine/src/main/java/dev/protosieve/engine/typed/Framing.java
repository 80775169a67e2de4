package dev.protosieve.engine.typed;

import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import java.util.Locale;

/** How messages lie in the payload of a packet; the statement {@code framing}. */
public enum Framing {
    /** The payload is one message. */
    DATAGRAM,
    /** Each message follows its length as a varint, as protobuf's {@code writeDelimitedTo} has it. */
    VARINT,
    /** Each message follows its length in four bytes, little-endian as protobuf's fixed32. */
    FIXED32;

    /** A length prefix of more bytes is no varint (protobuf encoding page). */
    public static final int LONGEST_VARINT = 10;
    /** Bytes of a fixed32. */
    public static final int FIXED32_BYTES = 4;

    /** {@link #DATAGRAM} unless the file says otherwise. */
    public static Framing of(RuleSyntax syntax) {
        return syntax.statements().stream().filter(Statement.Framing.class::isInstance)
                .map(s -> valueOf(((Statement.Framing) s).kind().text().toUpperCase(Locale.ROOT)))
                .findFirst().orElse(DATAGRAM);
    }
}
