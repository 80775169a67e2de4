package dev.protosieve.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.0.1, true", "10.0.0.0/8, 11.0.0.0, false", "10.1.2.3/8, 10.9.9.9, true",
            "0.0.0.0/0, 255.255.255.255, true", "10.0.0.0/7, 11.0.0.0, true", "1.2.3.4/32, 1.2.3.5, false",
            "fd00::/8, fdff::1, true", "fd00::/9, fd80::1, false", "::/0, ::ffff, true", "0.0.0.0/0, ::1, false",
            "::/0, 1.2.3.4, false", "fd00::/127, fd00::1, true", "fd00::/127, fd00::2, false"})
    void networkHasTheAddressesOfItsPrefix(String network, String address, boolean inside) {
        assertEquals(inside, IpNetwork.parseNetwork(network).orElseThrow()
                .contains(IpNetwork.parseAddress(address).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "0x1.2.3.4", "1.2.3.4 ",
            "localhost",
            "example.org", "fe80::1%eth0", "[::1]", ":::", "1:2:3:4:5:6:7:8:9", "::ffff:1.2.3.4", "g::1", "1.2.3.4/8"})
    void otherTextIsNoAddress(String text) {
        assertEquals(Optional.empty(), IpNetwork.parseAddress(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/8", "1.2.3.4", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/08", "1.2.3.4/8/8", "::/129",
            "x/8"})
    void otherTextIsNoNetwork(String text) {
        assertEquals(Optional.empty(), IpNetwork.parseNetwork(text));
    }
}
