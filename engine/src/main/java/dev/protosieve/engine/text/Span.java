package dev.protosieve.engine.text;

/** A half-open range of UTF-16 offsets, {@code [start, end)}, in one source text. */
public record Span(int start, int end) {

    /** The empty span at offset 0: "the file as a whole". */
    public static final Span NONE = new Span(0, 0);

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span " + start + ".." + end);
        }
    }

    public int length() {
        return end - start;
    }

    /** Whether {@code offset} lies inside, or directly behind the last character. */
    public boolean touches(int offset) {
        return offset >= start && offset <= end;
    }

    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    /** The smallest span that covers both. */
    public Span union(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    public Span shifted(int by) {
        return new Span(start + by, end + by);
    }
}
