package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderSearchTest {

    private static final int FILES = 40;

    @TempDir
    private Path folder;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void fill() throws IOException {
        for (int i = 0; i < FILES; i++) {
            Path below = Files.createDirectories(folder.resolve("d" + i % 4));
            Files.writeString(below.resolve("f" + i + ".proto"), "syntax = \"proto3\";\nmessage M" + i + " {}\n");
        }
    }

    private boolean stopsSoon() {
        return asked.incrementAndGet() > 5;
    }

    @Test
    void stopsBetweenFilesWhenItIsCancelled() throws IOException {
        FolderSearch search = new FolderSearch(folder, this::stopsSoon);
        search.run();
        assertTrue(search.cancelled() && !search.stopped());
        assertTrue(search.found().size() < 6, () -> search.found().size() + " files");
        FolderSearch whole = new FolderSearch(folder, () -> false);
        whole.run();
        assertEquals(FILES, whole.found().size());
    }

    @Test
    void nothingIsMadeOfAPartOfAFolder() {
        SchemaLoader loader = new SchemaLoader(new ProtoCompiler(ProtocFinder.find().orElseThrow()));
        List<Diagnostic> said = loader.open(List.of(folder), List.of(), Set.of(), this::stopsSoon).diagnostics();
        assertEquals(List.of("schema.cancelled"), said.stream().map(Diagnostic::code).toList());
        assertTrue(asked.get() < 12, () -> "asked " + asked.get() + " times");
        assertTrue(loader.open(List.of(folder), List.of()) instanceof Outcome.Ok<?>);
    }
}
