package dev.protosieve.engine.schema;

import dev.protosieve.engine.schema.ImportScanner.Import;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * .proto texts under the names that protoc is to see.
 *
 * @param roots names of the files asked for
 */
record ProtoSet(List<Entry> entries, List<String> roots) {

    ProtoSet {
        entries = List.copyOf(entries);
        roots = List.copyOf(roots);
    }

    /**
     * A file with its name.
     *
     * @param imports the name that each import's target got
     */
    record Entry(String name, ProtoFile file, Map<Import, String> imports) {

        /** The text with imports renamed where two paths lead to one file; nothing else moves to another line. */
        String staged() {
            StringBuilder text = new StringBuilder(file.text().content());
            imports.entrySet().stream().filter(e -> !e.getKey().name().equals(e.getValue()))
                    .sorted(Comparator.comparingInt(e -> -e.getKey().span().start()))
                    .forEach(e -> text.replace(e.getKey().span().start(), e.getKey().span().end(),
                            "\"" + e.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
            return text.toString();
        }
    }

    /** All texts by name, the well-known ones that are reached too. */
    SequencedMap<String, String> texts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        Deque<String> builtIn = new ArrayDeque<>(roots);
        for (Entry entry : entries) {
            texts.put(entry.name(), entry.staged());
            entry.file().imports().forEach(i -> builtIn.add(entry.imports().getOrDefault(i, i.name())));
        }
        Set<String> seen = new LinkedHashSet<>();
        while (!builtIn.isEmpty()) {
            String name = builtIn.removeFirst();
            if (WellKnownTypes.has(name) && seen.add(name)) {
                texts.put(name, WellKnownTypes.text(name));
                ImportScanner.scan(WellKnownTypes.text(name)).forEach(i -> builtIn.add(i.name()));
            }
        }
        return texts;
    }

    /** What diagnostics are placed in: the users' files, by name. */
    Map<String, SourceText> sources() {
        Map<String, SourceText> sources = new HashMap<>();
        entries.forEach(e -> sources.put(e.name(), e.file().text()));
        return sources;
    }

    Map<String, Path> paths() {
        Map<String, Path> paths = new HashMap<>();
        entries.forEach(e -> paths.put(e.name(), e.file().path()));
        return paths;
    }

    static void write(Map<String, String> texts, Path folder) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = folder.resolve(text.getKey());
            Files.createDirectories(ImportResolver.folder(file));
            Files.writeString(file, text.getValue());
        }
    }
}
