package dev.protosieve.engine.schema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of a large tree that protoc has not read, by the names that they declare, and searchable by their text. */
public final class ProtoIndex {

    /** The index of nothing. */
    public static final ProtoIndex NONE = new ProtoIndex(List.of());

    private final List<Entry> entries;
    private final Map<String, Entry> byMessage = new LinkedHashMap<>();

    ProtoIndex(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        entries.forEach(e -> e.messages().forEach(m -> byMessage.putIfAbsent(m, e)));
    }

    /**
     * One file.
     *
     * @param path where it is, as it was found below what the user opened
     * @param name below what the user opened, with slashes
     * @param messages full names, nested ones too
     * @param others full names of enums and services
     */
    public record Entry(Path path, String name, String packageName, List<String> messages, List<String> others,
            String text, String folded) {

        static Entry of(Path path, String name, String text) {
            DeclarationScanner.Declared declared = DeclarationScanner.scan(text);
            return new Entry(path, name, declared.packageName(), declared.messages(), declared.others(), text,
                    text.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A place in a file that was searched for.
     *
     * @param line from 1; 0 when the name of the file is meant
     */
    public record Hit(Entry entry, int line, String text) {
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Full names of all messages. */
    public Set<String> messages() {
        return byMessage.keySet();
    }

    /** The files that declare one of these messages. */
    List<Path> declaring(Set<String> wanted) {
        return wanted.stream().filter(byMessage::containsKey).map(name -> byMessage.get(name).path()).distinct()
                .toList();
    }

    /** The first places that hold the text, letter case ignored: one a file, names of files before their content. */
    public List<Hit> search(String text, int most) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Hit> hits = new ArrayList<>();
        if (wanted.isEmpty()) {
            return hits;
        }
        // a path a.b.c is in no text as a whole: its last part is
        String inText = wanted.substring(wanted.lastIndexOf('.') + 1);
        for (Entry entry : entries) {
            if (hits.size() >= most) {
                break;
            }
            if (entry.name().toLowerCase(Locale.ROOT).contains(wanted)) {
                hits.add(new Hit(entry, 0, entry.name()));
            } else if (matches(entry, wanted, inText)) {
                int at = entry.folded().indexOf(inText.isEmpty() ? wanted : inText);
                hits.add(at < 0 ? new Hit(entry, 0, entry.name()) : hit(entry, at));
            }
        }
        return hits;
    }

    private static boolean matches(Entry entry, String wanted, String inText) {
        if (entry.folded().contains(wanted)) {
            return true;
        }
        return !inText.equals(wanted) && (entry.folded().contains(inText) || inText.isEmpty())
                && entry.messages().stream().anyMatch(m -> isPath(m.toLowerCase(Locale.ROOT), wanted, entry));
    }

    /** Whether {@code a.b.c} is a declared name, or field c of message a.b. */
    private static boolean isPath(String message, String wanted, Entry entry) {
        int dot = wanted.lastIndexOf('.');
        return message.contains(wanted) || message.endsWith(wanted.substring(0, dot))
                && entry.folded().contains(wanted.substring(dot + 1));
    }

    private static Hit hit(Entry entry, int at) {
        // letter case may change the length of a text in few languages: then the line is only near
        int end = Math.min(at, entry.text().length());
        int line = (int) entry.text().substring(0, end).chars().filter(c -> c == '\n').count() + 1;
        int from = entry.text().lastIndexOf('\n', Math.max(0, end - 1)) + 1;
        int to = entry.text().indexOf('\n', end);
        return new Hit(entry, line, entry.text().substring(from, to < 0 ? entry.text().length() : to).strip());
    }

    @Override
    public String toString() {
        return entries.stream().map(Entry::name).collect(Collectors.joining(", ", "index of ", ""));
    }
}
