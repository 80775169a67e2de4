package dev.protosieve.bpf.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program bpftool, as somebody would use it who has nothing of ours but a file. */
final class Bpftool implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path pins;

    /** @param folder of the test; a file system for pins is mounted below it, which {@link #close} takes away with them */
    Bpftool(Path folder) throws IOException {
        this.folder = folder;
        this.pins = Files.createDirectory(folder.resolve("pins"));
        execute(List.of("mount", "-t", "bpf", "none", pins.toString()));
    }

    /** Where something can be pinned. */
    String pin(String name) {
        return pins.resolve(name).toString();
    }

    /** What it prints; a test fails with what it says when it does. */
    String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bpftool"));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /** The same as JSON on one line. */
    String json(String... arguments) throws IOException {
        return run(Stream.concat(Stream.of("-j"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** The numbers behind a name in JSON: one, or a list. */
    static List<Long> numbers(String json, String name) {
        Matcher found = Pattern.compile('"' + name + "\":\\[?([0-9,]+)").matcher(json);
        assertTrue(found.find(), () -> "no " + name + " in " + json);
        return Stream.of(found.group(1).split(",")).map(Long::valueOf).toList();
    }

    String execute(List<String> command) throws IOException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            assertEquals(0, process.waitFor(),
                    command + ": " + Files.readString(out, StandardCharsets.ISO_8859_1) + Files.readString(err));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        execute(List.of("umount", pins.toString()));
    }
}
