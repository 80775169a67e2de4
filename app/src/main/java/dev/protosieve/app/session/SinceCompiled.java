package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.text.Span;
import java.util.Optional;

/** Takes what was found in the text that the program was made of into the text of now, which may be ahead. */
record SinceCompiled(Workbench bench) {

    Selection follow(Selection made) {
        Optional<Span> inTree = kept(made.span(), bench.tree().get().source().content());
        Optional<Span> inText = kept(made.span(), bench.document().get().text());
        int rule = made.rule() == 0 ? 0 : inTree.map(span -> bench.ruleAt(span.start())).orElse(0);
        return Selection.ofRule(rule, inText.orElse(Span.NONE)).atSlot(made.slot()).onField(made.field())
                .onBytes(made.bytes());
    }

    private Optional<Span> kept(Span span, String now) {
        return new TextChange(madeOf(), now).kept(span);
    }

    private String madeOf() {
        CompileReport report = bench.check().get().report();
        return report.filter().or(() -> bench.lab().get().map(LabReport::filter))
                .map(filter -> filter.rules().syntax().source()).orElse(report.source()).content();
    }
}
