package dev.protosieve.app.remote;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a gRPC server listens: {@code grpc://host:port}, or {@code grpcs://host:port} with TLS. */
public record ServerAddress(String host, int port, boolean tls) {

    // one slash is what is left of two when the words were taken for a path
    private static final Pattern TEXT = Pattern
            .compile("(?:(grpcs?):/{1,2})?(\\[[0-9a-fA-F:.]+]|[^\\s:/\\[\\]]+):(\\d{1,5})/?");
    private static final int LAST_PORT = 65_535;

    /** The address that the words mean; absent for anything else. */
    public static Optional<ServerAddress> of(String words, boolean tls) {
        Matcher parts = TEXT.matcher(words.strip());
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > LAST_PORT || Integer.parseInt(parts.group(3)) < 1) {
            return Optional.empty();
        }
        boolean named = "grpcs".equals(parts.group(1));
        return Optional.of(new ServerAddress(parts.group(2), Integer.parseInt(parts.group(3)), tls || named));
    }

    /** Whether the words begin as an address does that names its protocol. */
    public static boolean isNamed(String words) {
        return words.startsWith("grpc:/") || words.startsWith("grpcs:/");
    }

    /** {@code host-port.binpb}: where what it tells is kept. */
    public String fileName() {
        return host.replaceAll("[^A-Za-z0-9.-]", "_") + "-" + port + ".binpb";
    }

    @Override
    public String toString() {
        return (tls ? "grpcs://" : "grpc://") + host + ":" + port;
    }
}
