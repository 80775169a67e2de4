package dev.protosieve.bpf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The list of tests that were not run, one a line with the reason, which the test command prints at its end. */
final class NotRun {

    private static final Path LIST = Path.of("target", "not-run.txt");

    private NotRun() {
    }

    static synchronized void note(String test, String reason) {
        try {
            Files.createDirectories(LIST.getParent());
            Files.write(LIST, List.of("bpf: " + test + ": " + reason), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
