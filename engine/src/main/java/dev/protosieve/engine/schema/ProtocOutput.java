package dev.protosieve.engine.schema;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.Severity;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what protoc prints into diagnostics in the user's files.
 *
 * @param root the folder that protoc looked in; it prints paths in it, or names below it
 * @param texts by the name that protoc knows, what protoc read
 */
record ProtocOutput(Path root, Map<String, SourceText> texts) {

    /** What protoc says about a text. */
    static final String CODE = "schema.protoc";
    /** {@code search.proto:7:3: "Sorting" is not defined.} and {@code search.proto:3:1: warning: Import ... is unused.} */
    private static final Pattern PLACED = Pattern.compile("(.+?):(\\d{1,9}):(\\d{1,9}): (warning: )?(.*)");
    /** {@code search.proto: File not found.} */
    private static final Pattern FILE_ONLY = Pattern.compile("(.+?): (warning: )?(.*)");
    /** protoc's tokenizer counts a tab up to the next multiple of this (google/protobuf/io/tokenizer.cc, kTabWidth). */
    private static final int TAB_WIDTH = 8;

    List<Diagnostic> diagnostics(String printed) {
        List<Diagnostic> all = new ArrayList<>();
        String prefix = root.toString().replace('\\', '/') + "/";
        for (String full : printed.lines().toList()) {
            String line = full.startsWith(prefix) ? full.substring(prefix.length()) : full;
            Matcher placed = PLACED.matcher(line);
            Matcher fileOnly = FILE_ONLY.matcher(line);
            if (placed.matches() && texts.containsKey(placed.group(1))) {
                SourceText text = texts.get(placed.group(1));
                Place place = place(text, Integer.parseInt(placed.group(2)), Integer.parseInt(placed.group(3)));
                add(all, placed.group(4) != null, place, placed.group(5));
            } else if (fileOnly.matches() && texts.containsKey(fileOnly.group(1))) {
                add(all, fileOnly.group(2) != null, Place.of(texts.get(fileOnly.group(1)).name()), fileOnly.group(3));
            }
        }
        return all;
    }

    private static void add(List<Diagnostic> all, boolean warning, Place place, String message) {
        // protoc explains a clash of enum values in a second "error" at the same place.
        if (message.startsWith("Note that ") && !all.isEmpty()) {
            Diagnostic explained = all.removeLast();
            all.add(new Diagnostic(explained.code(), explained.severity(), explained.place(), explained.message(),
                    message));
            return;
        }
        Severity severity = warning ? Severity.WARNING : Severity.ERROR;
        all.add(new Diagnostic(CODE, severity, place, message, ""));
    }

    private static Place place(SourceText text, int line, int column) {
        if (line > text.lineCount()) {
            return new Place(text.name(), line, column, Span.NONE);
        }
        Span whole = text.lineSpan(line);
        int start = whole.start() + charsBefore(text.slice(whole), column);
        int end = start;
        while (end < whole.end() && Character.isJavaIdentifierPart(text.content().charAt(end))) {
            end++;
        }
        return text.place(new Span(start, Math.min(whole.end(), Math.max(end, start + 1))));
    }

    /** protoc counts UTF-8 bytes from 1 and widens tabs; we count characters from 0. */
    private static int charsBefore(String line, int column) {
        int reached = 0;
        int at = 0;
        while (at < line.length() && reached < column - 1) {
            int point = line.codePointAt(at);
            reached += point == '\t' ? TAB_WIDTH - reached % TAB_WIDTH
                    : Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            at += Character.charCount(point);
        }
        return at;
    }
}
