package dev.protosieve.app.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the window remembers, as lines {@code name = value} in one file that people may read and edit. Windows that share
 * the file overwrite only what they changed.
 */
public final class Settings {

    private static final String HEAD = "# What Protosieve remembers. Delete a line, or this file, to begin anew.\n";
    private static final int RECENT = 12;

    private final Path file;
    private final Map<String, String> values;
    private final String notice;

    private Settings(Path file, Map<String, String> values, String notice) {
        this.file = file;
        this.values = values;
        this.notice = notice;
    }

    /** Reads the file; what cannot be read is left out and said in {@link #notice}. */
    public static Settings read(Path file) {
        Map<String, String> values = new TreeMap<>();
        try {
            List<Integer> bad = parse(Files.readString(file), values);
            return new Settings(file, values, bad.isEmpty() ? ""
                    : "Line " + bad.getFirst() + " of " + file + " is no \u201cname = value\u201d and was left out.");
        } catch (NoSuchFileException e) {
            return new Settings(file, values, "");
        } catch (IOException e) {
            return new Settings(file, values, file + " cannot be read, so nothing of it is used.");
        }
    }

    private static List<Integer> parse(String text, Map<String, String> values) {
        List<Integer> bad = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int sign = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (sign < 1) {
                bad.add(i + 1);
            } else {
                values.put(line.substring(0, sign).strip(), line.substring(sign + 1).strip());
            }
        }
        return bad;
    }

    /** What could not be read, as a sentence; empty when all was well. */
    public String notice() {
        return notice;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
    }

    /** The file with that name, whether it is still there or not; empty when the text can be no file here. */
    public Optional<Path> path(String name) {
        return text(name).flatMap(Settings::parsed);
    }

    /** The number with that name when it is one within the bounds. */
    public Optional<Double> number(String name, double least, double most) {
        try {
            return text(name).map(Double::parseDouble).filter(n -> n >= least && n <= most);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The files that were open last, newest first, whether they are still there or not. */
    public List<Path> recent(String kind) {
        return Stream.iterate(1, i -> i + 1).limit(RECENT).flatMap(i -> path(key(kind, i)).stream())
                .toList();
    }

    private static Optional<Path> parsed(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String key(String kind, int place) {
        return "recent.%s.%02d".formatted(kind, place);
    }

    /** Sets values, an empty one forgets its name, and writes the file. */
    public synchronized void put(Map<String, String> changes) throws IOException {
        refresh();
        changes.forEach(this::set);
        store();
    }

    /** Puts a file at the head of its list and writes the settings. */
    public synchronized void opened(String kind, Path path) throws IOException {
        refresh();
        List<Path> next = Stream.concat(Stream.of(path), recent(kind).stream().filter(p -> !p.equals(path)))
                .limit(RECENT).toList();
        for (int i = 1; i <= RECENT; i++) {
            set(key(kind, i), i <= next.size() ? next.get(i - 1).toString() : "");
        }
        store();
    }

    private void set(String name, String value) {
        if (value.isEmpty()) {
            values.remove(name);
        } else {
            values.put(name, value.replaceAll("[\r\n]", " "));
        }
    }

    // another window may have written since
    private void refresh() {
        Settings now = read(file);
        if (!now.values.isEmpty()) {
            values.clear();
            values.putAll(now.values);
        }
    }

    private void store() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        values.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        SafeFile.write(file, text.toString());
    }
}
