package dev.protosieve.engine.wire;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 network, or one address, which is a network with all bits given. Text has the forms that Kubernetes' CEL
 * library takes: no leading zeros, no zones, no IPv4-mapped IPv6 addresses.
 */
public final class IpNetwork {

    private static final Pattern DECIMAL = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NETWORK = Pattern.compile("(?<address>[^/]*)/(?<bits>0|[1-9][0-9]{0,2})");

    private static final int IPV4 = 4;

    private final byte[] octets;
    private final int bits;

    private IpNetwork(byte[] octets, int bits) {
        this.octets = octets;
        this.bits = bits;
        for (int i = 0; i < octets.length; i++) {
            octets[i] &= mask(i);
        }
    }

    /** @param octets 4 or 16 */
    public static IpNetwork address(byte[] octets) {
        return new IpNetwork(octets.clone(), 8 * octets.length);
    }

    /** {@code 10.0.0.1}, {@code fd00::1}; never asks a name server. */
    public static Optional<IpNetwork> parseAddress(String text) {
        try {
            InetAddress read = DECIMAL.matcher(text).matches() ? Inet4Address.ofLiteral(text)
                    : COLONS.matcher(text).matches() ? Inet6Address.ofLiteral(text) : null;
            boolean mapped = read instanceof Inet4Address && text.indexOf(':') >= 0;
            return read == null || mapped ? Optional.empty() : Optional.of(address(read.getAddress()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code 10.0.0.0/8}, {@code fd00::/8}; bits behind the prefix are ignored. */
    public static Optional<IpNetwork> parseNetwork(String text) {
        Matcher parts = NETWORK.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(parts.group("bits"));
        return parseAddress(parts.group("address")).filter(a -> bits <= 8 * a.octets.length)
                .map(a -> new IpNetwork(a.octets.clone(), bits));
    }

    /** 4 or 16; zero behind the prefix. */
    public byte[] octets() {
        return octets.clone();
    }

    /** Which bits of that octet belong to the prefix. */
    public byte mask(int octet) {
        int inside = Math.clamp(bits - 8L * octet, 0, 8);
        return (byte) (0xff00 >> inside);
    }

    /** Whether it is of the same version and its prefix begins with this one's. */
    public boolean contains(IpNetwork other) {
        return other.octets.length == octets.length && other.bits >= bits
                && new IpNetwork(other.octets(), bits).equals(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpNetwork network && network.bits == bits && Arrays.equals(network.octets, octets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(octets) + bits;
    }

    /** IPv6 as RFC 5952 has it: {@code fd00::1}. */
    @Override
    public String toString() {
        try {
            String address = InetAddresses.toAddrString(octets.length == IPV4 ? InetAddress.getByAddress(octets)
                    : Inet6Address.getByAddress(null, octets, -1));
            return bits == 8 * octets.length ? address : address + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets", e);
        }
    }
}
