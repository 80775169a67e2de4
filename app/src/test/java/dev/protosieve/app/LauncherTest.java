package dev.protosieve.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of the distribution, with a Java that only tells its arguments. */
class LauncherTest {

    @TempDir
    Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Path script;

    @BeforeEach
    void distribution() throws IOException {
        script = home.resolve("bin/protosieve");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/javafx"));
        Files.createDirectories(home.resolve("java/bin"));
        Files.copy(Path.of("../installer/bin/protosieve"), script);
        Files.writeString(home.resolve("java/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path java = Files.writeString(home.resolve("java/bin/java"), "#!/bin/sh\necho \"${LC_ALL:-} $*\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String started(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(n -> n.startsWith("LC_") || n.equals("LANG") || n.endsWith("DISPLAY"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", home.resolve("java").toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.sieve", "a.proto", "image.binpb", "schemas.zip", "set.binpb.gz", "protos/", ".", "..",
            "/srv/protos", "a b.desc", "demo", "doctor"})
    void whatOpensAWindowHasTheLibrariesOfWindows(String word) throws Exception {
        String said = started(word);
        assertTrue(said.contains("--module-path") && said.strip().endsWith(word), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "--version", "--help", "eval"})
    void whatOpensNoneStartsWithoutThem(String word) throws Exception {
        String said = started(word, "x.sieve");
        assertTrue(!said.contains("--module-path") && said.strip().endsWith(word + " x.sieve"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "doctor", "start-time"})
    void whatNeedsNobodyToLookDrawsInMemoryWithoutADisplay(String word) throws Exception {
        assertTrue(started(word).contains("-Dglass.platform=Headless"));
        environment.put("DISPLAY", ":7");
        assertFalse(started(word).contains("-Dglass.platform=Headless"));
    }

    @Test
    void theWindowIsNotDrawnWhereNobodySeesIt() throws Exception {
        assertFalse(started().contains("Headless"));
        assertFalse(started("a.sieve").contains("Headless"));
    }

    @ParameterizedTest
    @CsvSource({"LANG,de_XX.UTF-8", "LC_ALL,de_XX.UTF-8", "LC_CTYPE,UTF-8", "LC_TIME,de_XX.UTF-8", "LANG,C"})
    void namesOfFilesAreUtf8InALocaleThatIsNotThere(String name, String value) throws Exception {
        environment.put("LANG", "C.UTF-8");
        environment.put(name, value);
        assertTrue(started("check").startsWith("C.UTF-8 "));
    }

    @Test
    void aLocaleThatIsThereStays() throws Exception {
        environment.put("LANG", "C.UTF-8");
        assertTrue(started("check").startsWith(" "), "nothing is set over it");
    }
}
