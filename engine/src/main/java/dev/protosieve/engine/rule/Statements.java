package dev.protosieve.engine.rule;

import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;

/** Where statements begin and end, whether they can be read or not. */
public final class Statements {

    private Statements() {
    }

    /** From the first character of each to its last that is no blank and no comment, in order. */
    public static List<Span> in(String text) {
        LineScanner scanner = new LineScanner(text);
        List<Span> spans = new ArrayList<>();
        int start = scanner.skipBlank(0);
        while (start < text.length()) {
            LineScanner.Line line = scanner.read(start);
            spans.add(new Span(start, Math.max(start + 1, line.end())));
            start = scanner.skipBlank(Math.max(line.next(), start + 1));
        }
        return spans;
    }

    /** The statement that typing at that offset goes on with; empty, at the offset, where a new one would begin. */
    public static Span at(String text, int offset) {
        LineScanner scanner = new LineScanner(text);
        int start = scanner.skipBlank(0);
        while (start < offset) {
            LineScanner.Line line = scanner.read(start);
            if (offset <= line.next()) {
                return new Span(start, Math.max(offset, line.end()));
            }
            start = scanner.skipBlank(Math.max(line.next(), start + 1));
        }
        return new Span(offset, offset);
    }
}
