package dev.protosieve.app.session;

/**
 * A packet to be judged in the lab.
 *
 * @param packet from the Ethernet header on; nobody writes to it
 * @param from where it comes from, in few words: {@code composed here}
 */
public record Probe(byte[] packet, String from) {

    public static final Probe NONE = new Probe(new byte[0], "");

    public boolean isEmpty() {
        return packet.length == 0;
    }
}
