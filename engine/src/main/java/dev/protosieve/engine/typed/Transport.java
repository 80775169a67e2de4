package dev.protosieve.engine.typed;

import java.util.EnumSet;
import java.util.Set;

/** A protocol that carries messages; which ones a filter judges follows from its {@code match}. */
public enum Transport {
    /** RFC 9293; protocol number of the IANA registry. */
    TCP(6),
    /** RFC 768. */
    UDP(17);

    private final int protocol;

    Transport(int protocol) {
        this.protocol = protocol;
    }

    /** The number in IPv4's protocol field and in IPv6's next header. */
    public int protocol() {
        return protocol;
    }

    /**
     * Naming a variable of {@code tcp} or {@code udp} accepts that protocol, naming {@code ip.protocol} accepts both; a match
     * that names none of them is about UDP.
     */
    public static Set<Transport> named(Set<HeaderField> read) {
        Set<Transport> found = EnumSet.noneOf(Transport.class);
        for (HeaderField field : read) {
            if (field == HeaderField.IP_PROTOCOL) {
                return Set.of(values());
            }
            field.transport().ifPresent(found::add);
        }
        return found.isEmpty() ? Set.of(UDP) : Set.copyOf(found);
    }
}
