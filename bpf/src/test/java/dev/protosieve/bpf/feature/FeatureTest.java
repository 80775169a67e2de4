package dev.protosieve.bpf.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.feature.Capabilities.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureTest {

    @Test
    void readsTheKernelsListsOfCpus() {
        BitSet cpus = Cpus.parse("0-3,8,10-11\n");
        assertEquals("{0, 1, 2, 3, 8, 10, 11}", cpus.toString());
        assertEquals(1, Cpus.parse("0").length());
    }

    @Test
    void saysThatTheKernelsListsAreNotThere(@TempDir Path empty) throws IOException {
        assertEquals(empty + " cannot be read: /sys is not mounted", Cpus.missing(empty).orElseThrow());
        Files.writeString(empty.resolve("possible"), "0-1");
        Files.writeString(empty.resolve("online"), "0");
        assertEquals(Optional.empty(), Cpus.missing(empty));
    }

    @Test
    void comparesReleasesByNumber() {
        KernelRelease release = KernelRelease.parse("5.10.0-28-cloud-amd64");
        assertTrue(release.isAtLeast(5, 10));
        assertTrue(release.isAtLeast(4, 18));
        assertFalse(release.isAtLeast(5, 11));
        assertFalse(release.isAtLeast(6, 1));
        assertFalse(KernelRelease.parse("unknown").isAtLeast(1, 0));
    }

    @Test
    void namesMissingCapabilities() {
        assertEquals(List.of(Wanted.values()), new Capabilities(0).missing());
        assertEquals(List.of(), new Capabilities(-1).missing());
        assertEquals(List.of(Wanted.CAP_NET_RAW), new Capabilities(1L << 12 | 1L << 21).missing());
    }
}
