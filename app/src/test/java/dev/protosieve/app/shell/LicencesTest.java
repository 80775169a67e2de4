package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LicencesTest {

    /** Beginnings of the jars that tests bring. */
    private static final List<String> OF_TESTS = List.of("junit", "opentest4j", "apiguardian", "testfx", "hamcrest",
            "archunit", "slf4j", "surefire", "jqwik", "org.osgi", "asm", "openjfx-monocle", "maven-", "plexus",
            "assertj");

    private static Set<String> listed() {
        return Help.licences().lines().filter(l -> l.matches("[a-z][\\w.-]*: .+, .+"))
                .map(l -> l.substring(0, l.indexOf(':'))).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> used() {
        String paths = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + File.pathSeparator + System.getProperty("jdk.module.path", "");
        return Arrays.stream(paths.split(File.pathSeparator)).filter(p -> p.endsWith(".jar"))
                .map(p -> Path.of(p).getFileName().toString().replaceFirst("-[0-9].*", ""))
                .filter(name -> !name.startsWith("protosieve") && OF_TESTS.stream().noneMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesTheLicenceOfEveryLibraryAndOfNoOther() {
        assertTrue(used().size() > 20, () -> used().toString());
        assertEquals(used(), listed());
    }
}
