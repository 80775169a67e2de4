package dev.protosieve.engine.text;

import java.util.Arrays;

/** A named text with its line starts; the only place where offsets become lines and columns. */
public final class SourceText {

    private final String name;
    private final String content;
    private final int[] lineStarts;

    /**
     * @param name what diagnostics print before the line: a path as the user gave it
     * @param content the whole text; lines end with {@code \n}, a {@code \r} before it belongs to the line
     */
    public SourceText(String name, String content) {
        this.name = name;
        this.content = content;
        this.lineStarts = startsOf(content);
    }

    private static int[] startsOf(String content) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = content.indexOf('\n'); i >= 0; i = content.indexOf('\n', i + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = i + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    public String name() {
        return name;
    }

    public String content() {
        return content;
    }

    public String slice(Span span) {
        return content.substring(span.start(), span.end());
    }

    public int lineCount() {
        return lineStarts.length;
    }

    /** The line, counted from 1, that holds {@code offset}. */
    public int line(int offset) {
        int at = Arrays.binarySearch(lineStarts, offset);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** The column, counted from 1 in UTF-16 units, of {@code offset} in its line. */
    public int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /** The span of a line (from 1) without its line end. */
    public Span lineSpan(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : content.length();
        if (end > start && content.charAt(end - 1) == '\r') {
            end--;
        }
        return new Span(start, end);
    }

    public Place place(Span span) {
        return new Place(name, line(span.start()), column(span.start()), span);
    }
}
