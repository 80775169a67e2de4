package dev.protosieve.app.rule;

import dev.protosieve.app.rule.StyleMap.Mark;
import dev.protosieve.engine.rule.Lexeme;
import dev.protosieve.engine.rule.Lexer;
import dev.protosieve.engine.text.Span;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpans;

/** Colours the text; lines whose colours stay are not touched. */
final class Painter {

    /** Colours for so many characters are found in about 30 ms. */
    static final int MOST = 400_000;

    private final CodeArea area;
    private final RuleTextViewModel model;
    private final Map<Short, List<String>> classes = StyleMap.classes();
    private String read = "";
    private List<Lexeme> lexemes = List.of();
    private List<Span> found = List.of();

    Painter(CodeArea area, RuleTextViewModel model) {
        this.area = area;
        this.model = model;
    }

    /** Whether a text is too long to be coloured while somebody types. */
    static boolean isTooLong(String text) {
        return text.length() > MOST;
    }

    /** What a search found. */
    void showFound(List<Span> spans) {
        found = spans;
        paint();
    }

    void paint() {
        String text = area.getText();
        if (text.isEmpty() || isTooLong(text)) {
            return;
        }
        if (!text.equals(read)) {
            lexemes = Lexer.lex(text);
            read = text;
        }
        StyleMap styles = new StyleMap(text, lexemes, classes);
        model.disabled().forEach(s -> styles.mark(s, Mark.OFF));
        model.problems().get().forEach(p -> model.underline(p)
                .ifPresent(s -> styles.mark(new Span(s.start(), Math.max(s.end(), s.start() + 1)),
                        p.isError() ? Mark.ERROR : Mark.WARNING)));
        model.linked().forEach(s -> styles.mark(s, Mark.LINKED));
        found.forEach(s -> styles.mark(s, Mark.FOUND));
        pair(text, area.getCaretPosition()).ifPresent(p -> {
            styles.mark(new Span(p.start(), p.start() + 1), Mark.BRACKET);
            styles.mark(new Span(p.end() - 1, p.end()), Mark.BRACKET);
        });
        apply(styles);
    }

    private void apply(StyleMap styles) {
        int start = 0;
        int from = -1;
        for (int line = 0; line < area.getParagraphs().size(); line++) {
            int end = start + area.getParagraphLength(line);
            boolean same = end == start
                    || styles.spans(start, end).equals(area.getParagraph(line).getStyleSpans());
            if (!same && from < 0) {
                from = start;
            } else if (same && from >= 0 && end > start) {
                set(styles, from, start - 1);
                from = -1;
            }
            start = end + 1;
        }
        if (from >= 0) {
            set(styles, from, styles.text().length());
        }
    }

    private void set(StyleMap styles, int from, int to) {
        StyleSpans<Collection<String>> spans = styles.spans(from, Math.max(from + 1, to));
        area.setStyleSpans(from, spans);
    }

    /** From the bracket beside the caret to the one that it belongs to. */
    Optional<Span> pair(String text, int caret) {
        Deque<Integer> open = new ArrayDeque<>();
        for (Lexeme lexeme : lexemes) {
            if (lexeme.kind() == Lexeme.Kind.BRACKET) {
                if ("([{".indexOf(text.charAt(lexeme.start())) >= 0) {
                    open.push(lexeme.start());
                } else if (!open.isEmpty()) {
                    Span pair = new Span(open.pop(), lexeme.end());
                    if (beside(pair.start(), caret) || beside(lexeme.start(), caret)) {
                        return Optional.of(pair);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean beside(int bracket, int caret) {
        return caret == bracket || caret == bracket + 1;
    }
}
