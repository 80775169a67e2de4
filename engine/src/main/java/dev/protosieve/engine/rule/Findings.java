package dev.protosieve.engine.rule;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one rule file, up to a number that a person may still want to read. */
final class Findings {

    static final int MOST = 200;

    private final SourceText source;
    private final List<Diagnostic> found = new ArrayList<>();
    private boolean more;

    Findings(SourceText source) {
        this.source = source;
    }

    void error(String code, Span span, String message, String hint) {
        add(Diagnostic.error(code, source.place(span), message, hint));
    }

    /** Asked before a mistake whose message is costly: when true, the mistake is noted as one of those not listed. */
    boolean isFull() {
        more |= found.size() == MOST;
        return more;
    }

    private void add(Diagnostic diagnostic) {
        if (found.size() < MOST) {
            found.add(diagnostic);
        } else {
            more = true;
        }
    }

    /** In the order of the file. */
    List<Diagnostic> all() {
        List<Diagnostic> all = new ArrayList<>(found);
        all.sort(Comparator.comparingInt(d -> d.place().span().start()));
        if (more) {
            Span end = new Span(source.content().length(), source.content().length());
            all.add(Diagnostic.error("rule.too-many-errors", source.place(end),
                    "more mistakes than these " + MOST + " are not listed", ""));
        }
        return all;
    }
}
