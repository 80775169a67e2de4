package dev.protosieve.app.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.project.TextDifference.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FuzzyTest {

    private static List<String> found(String letters, String... texts) {
        return Fuzzy.search(letters, List.of(texts), t -> t);
    }

    @Test
    void findsLettersInTheirOrder() {
        assertEquals(List.of("Open a schema"), found("osc", "Save as", "Open a schema", "Close"));
        assertEquals(List.of(), found("zz", "Open"));
    }

    @Test
    void prefersWholeWordsAndBeginnings() {
        assertEquals("Save", found("save", "Leave as overture", "Save as", "Save").getFirst());
        assertEquals("rules/search.sieve", found("search", "rules/sea-arch.sieve", "rules/search.sieve").getFirst());
    }

    @Test
    void givesAllInTheirOrderWithoutLetters() {
        assertEquals(List.of("b", "a"), found(" ", "b", "a"));
    }

    @Test
    void saysLineByLineWhatDiffers() {
        List<Line> lines = TextDifference.of("a\nb\nc\nd", "a\nx\nc\nd\ne");
        assertEquals(" a -b +x  c  d +e",
                lines.stream().map(l -> l.sign() + l.text()).collect(Collectors.joining(" ")));
    }

    @Test
    void listsTheRuleFilesOfAProject(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        Files.createDirectories(folder.resolve(".git"));
        for (String name : List.of("b.sieve", "a.txt", "deep/er/a.sieve", ".git/c.sieve")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertEquals(List.of(folder.resolve("b.sieve"), folder.resolve("deep/er/a.sieve")), ProjectFiles.in(folder));
    }
}
