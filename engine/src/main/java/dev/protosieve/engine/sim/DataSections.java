package dev.protosieve.engine.sim;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The sections of a {@link DataFile}: what stands behind {@code -- NAME}, or in the file that {@code -- NAME @ FILE} names. */
final class DataSections {

    private static final Pattern HEAD = Pattern
            .compile("--\\s*(?<name>[A-Za-z][A-Za-z_ ]*?)\\s*(?:@\\s*(?<file>[^#]*[^#\\s])\\s*)?(?:#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(?:#|//).*");
    private static final Pattern WORD = Pattern.compile("\\S+");

    private final SourceText text;
    private final Function<String, Optional<SourceText>> linked;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final List<Diagnostic> mistakes;

    /**
     * @param linked the texts of files that sections name
     * @param mistakes where what is wrong is added
     */
    DataSections(SourceText text, Function<String, Optional<SourceText>> linked, List<Diagnostic> mistakes) {
        this.text = text;
        this.linked = linked;
        this.mistakes = mistakes;
        split();
    }

    /** First and last line of a section, without its head. */
    record Section(SourceText text, int first, int last) {
    }

    /** What stands between blanks. */
    record Word(String text, Place place) {

        Diagnostic mistake(String message, String hint) {
            return Diagnostic.error("data.word", place, message, hint);
        }
    }

    boolean has(String name) {
        return sections.containsKey(name);
    }

    Set<String> names() {
        return sections.keySet();
    }

    /** Without the section, one without lines. */
    Section section(String name) {
        return sections.getOrDefault(name, new Section(text, 1, 0));
    }

    List<Word> words(String name) {
        return lines(name).stream().flatMap(List::stream).toList();
    }

    /** The words of each line, comments left out. */
    List<List<Word>> lines(String name) {
        Section section = section(name);
        return IntStream.rangeClosed(section.first(), section.last()).mapToObj(line -> words(section.text(), line))
                .toList();
    }

    private static List<Word> words(SourceText text, int line) {
        Span span = text.lineSpan(line);
        List<Word> words = new ArrayList<>();
        Matcher next = WORD.matcher(COMMENT.matcher(text.slice(span)).replaceFirst(""));
        while (next.find()) {
            words.add(new Word(next.group(),
                    text.place(new Span(next.start(), next.end()).shifted(span.start()))));
        }
        return words;
    }

    private void split() {
        int line = 1;
        while (line <= text.lineCount()) {
            Matcher head = HEAD.matcher(text.slice(text.lineSpan(line)));
            int end = line + 1;
            while (end <= text.lineCount() && !HEAD.matcher(text.slice(text.lineSpan(end))).matches()) {
                end++;
            }
            if (head.matches()) {
                add(head.group("name"), Optional.ofNullable(head.group("file")), line, end - 1);
            }
            line = end;
        }
    }

    private void add(String name, Optional<String> file, int head, int last) {
        Section here = new Section(text, head + 1, last);
        Section section = file.map(f -> linked(f, head)).orElse(here);
        if (sections.putIfAbsent(name, section) != null) {
            mistakes.add(Diagnostic.error("data.section", text.place(text.lineSpan(head)),
                    "the section \"" + name + "\" is there already", "each section stands once"));
        }
    }

    private Section linked(String file, int head) {
        Optional<SourceText> there = linked.apply(file);
        if (there.isEmpty()) {
            mistakes.add(Diagnostic.error("data.link", text.place(text.lineSpan(head)),
                    "the file " + file + " cannot be read", "the name is relative to the file that names it"));
        }
        return there.map(t -> new Section(t, 1, t.lineCount())).orElse(new Section(text, 1, 0));
    }
}
