package dev.protosieve.engine.typed;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The diagnostics of one check, placed in one rule file. */
final class Findings {

    private final SourceText source;
    private final List<Diagnostic> found = new ArrayList<>();

    Findings(SourceText source) {
        this.source = source;
    }

    void error(String code, Span span, String message, String hint) {
        found.add(Diagnostic.error("typed." + code, source.place(span), message, hint));
    }

    void warning(String code, Span span, String message, String hint) {
        found.add(Diagnostic.warning("typed." + code, source.place(span), message, hint));
    }

    /** What another check of the same file has found. */
    void addAll(Findings other) {
        found.addAll(other.found);
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Diagnostic::isError);
    }

    /** In file order. */
    List<Diagnostic> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(d -> d.place().span().start())).toList();
    }
}
