package dev.protosieve.app.rule;

import dev.protosieve.engine.rule.Lexeme;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** The style classes of every character of a text, line by line. */
final class StyleMap {

    /** What may lie over the colour of a word. */
    enum Mark {
        WARNING("squiggle-warning"),
        ERROR("squiggle-error"),
        OFF("switched-off"),
        LINKED("linked-text"),
        BRACKET("bracket-pair"),
        FOUND("found-text");

        private final String style;

        Mark(String style) {
            this.style = style;
        }
    }

    /** No style that a letter can have. */
    static final short UNKNOWN = -1;

    private static final Lexeme.Kind[] KINDS = Lexeme.Kind.values();

    private final String text;
    private final short[] codes;
    private final Map<Short, List<String>> classes;

    /** @param classes shared by maps that are compared */
    StyleMap(String text, List<Lexeme> lexemes, Map<Short, List<String>> classes) {
        this.text = text;
        this.codes = new short[text.length()];
        this.classes = classes;
        for (Lexeme lexeme : lexemes) {
            Arrays.fill(codes, lexeme.start(), lexeme.end(), (short) (lexeme.kind().ordinal() + 1));
        }
    }

    static Map<Short, List<String>> classes() {
        return new HashMap<>();
    }

    void mark(Span span, Mark mark) {
        for (int i = span.start(); i < Math.min(span.end(), codes.length); i++) {
            codes[i] |= (short) (1 << 5 + mark.ordinal());
        }
    }

    /** The styles from one offset to another; at least one character. */
    StyleSpans<Collection<String>> spans(int from, int to) {
        StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
        int at = from;
        while (at < to) {
            int start = at;
            while (at < to && codes[at] == codes[start]) {
                at++;
            }
            spans.add(classes.computeIfAbsent(codes[start], StyleMap::names), at - start);
        }
        return spans.create();
    }

    private static List<String> names(short code) {
        List<String> names = new ArrayList<>();
        int kind = code & 31;
        if (kind > 0) {
            names.add("tok-" + KINDS[kind - 1].word());
        }
        for (Mark mark : Mark.values()) {
            if ((code >> 5 + mark.ordinal() & 1) == 1) {
                names.add(mark.style);
            }
        }
        return List.copyOf(names);
    }

    /** One for each character; equal ones look alike. */
    short[] codes() {
        return codes;
    }

    String text() {
        return text;
    }
}
