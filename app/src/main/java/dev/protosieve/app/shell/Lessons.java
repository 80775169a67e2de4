package dev.protosieve.app.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The rule files that come with the program, for learning and for a start. */
final class Lessons {

    /**
     * One of them.
     *
     * @param title the first line of its first comment
     * @param about the second
     */
    record Lesson(Path file, String title, String about) {
    }

    private Lessons() {
    }

    /** Lessons in their order, then the other samples. Reads each file's head. */
    static List<Lesson> in(Path samples) {
        try (Stream<Path> files = Files.walk(samples, 2)) {
            return files.filter(f -> f.toString().endsWith(".sieve")).map(Lessons::read)
                    .sorted(Comparator.comparing((Lesson l) -> !isLesson(l)).thenComparing(l -> l.file.toString()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    static boolean isLesson(Lesson lesson) {
        return String.valueOf(lesson.file.getParent()).endsWith("lessons");
    }

    private static Lesson read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> head = lines.takeWhile(l -> l.startsWith("#")).map(l -> l.substring(1).strip()).toList();
            String name = file.getFileName().toString().replace(".sieve", "");
            if (file.getParent().endsWith("lessons")) {
                return new Lesson(file, head.isEmpty() ? name : head.getFirst(), head.size() < 2 ? "" : head.get(1));
            }
            String about = String.join(" ", head);
            int end = about.indexOf(". ");
            return new Lesson(file, Character.toUpperCase(name.charAt(0)) + name.substring(1),
                    end < 0 ? about : about.substring(0, end + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
