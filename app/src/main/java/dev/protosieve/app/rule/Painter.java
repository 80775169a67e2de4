package dev.protosieve.app.rule;

import dev.protosieve.app.rule.StyleMap.Mark;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.engine.rule.Lexeme;
import dev.protosieve.engine.rule.Lexer;
import dev.protosieve.engine.text.Span;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpans;

/** Colours the text; what keeps its colours is not touched, since making styles takes far longer than finding them. */
final class Painter {

    /** Colours for so many characters are found in about 30 ms. */
    static final int MOST = 400_000;

    /** Changes that are nearer to each other are made in one go. */
    private static final int GAP = 80;

    private final CodeArea area;
    private final RuleTextViewModel model;
    private final Map<Short, List<String>> classes = StyleMap.classes();
    private final FxThread fx = new FxThread();
    private boolean asked;
    private String read = "";
    private List<Lexeme> lexemes = List.of();
    private List<Span> found = List.of();
    private String painted = "";
    private short[] colours = new short[0];

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
        paintSoon();
    }

    /** Paints once, however often it is asked for before the thread has time: a key changes text, caret, selection and problems. */
    void paintSoon() {
        if (!asked) {
            asked = true;
            fx.later(() -> {
                asked = false;
                paint();
            });
        }
    }

    private void paint() {
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
        short[] before = moved(styles.text());
        short[] now = styles.codes();
        int from = -1;
        int last = -1;
        for (int i = 0; i < now.length; i++) {
            if (now[i] != before[i]) {
                if (from >= 0 && i - last > GAP) {
                    set(styles, from, last + 1);
                    from = -1;
                }
                from = from < 0 ? i : from;
                last = i;
            }
        }
        if (from >= 0) {
            set(styles, from, last + 1);
        }
        painted = styles.text();
        colours = now;
    }

    // a letter that is typed takes the colours of the one before, which are often right; a new style is a new layout
    private void set(StyleMap styles, int from, int to) {
        StyleSpans<Collection<String>> spans = styles.spans(from, to);
        if (!area.getStyleSpans(from, to).equals(spans)) {
            area.setStyleSpans(from, spans);
        }
    }

    // the editor has moved colours along with their letters; what was written meanwhile has colours that nobody knows
    private short[] moved(String text) {
        int shorter = Math.min(text.length(), painted.length());
        int head = 0;
        while (head < shorter && text.charAt(head) == painted.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && text.charAt(text.length() - 1 - tail) == painted.charAt(painted.length() - 1 - tail)) {
            tail++;
        }
        short[] before = new short[text.length()];
        System.arraycopy(colours, 0, before, 0, head);
        Arrays.fill(before, head, before.length - tail, StyleMap.UNKNOWN);
        System.arraycopy(colours, painted.length() - tail, before, before.length - tail, tail);
        return before;
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
