package dev.protosieve.app.verdict;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import javafx.beans.value.ObservableValue;

/** What the verifier said, in words and numbers. */
public final class VerdictViewModel {

    /** BPF_COMPLEXITY_LIMIT_INSNS in the kernel's include/linux/bpf.h. */
    static final long MOST_PROCESSED = 1_000_000;
    /** MAX_BPF_STACK in the kernel's include/linux/filter.h. */
    static final int MOST_STACK = 512;

    static final String PENDING = "The rules are being compiled.";

    private final Workbench bench;

    public VerdictViewModel(Workbench bench) {
        this.bench = bench;
    }

    ObservableValue<Check> check() {
        return bench.check();
    }

    /** Whether there is a rule to go to: code that serves all rules belongs to none. */
    boolean isOnRule(Diagnostic diagnostic) {
        return bench.ruleOf(diagnostic) > 0;
    }

    void goTo(Diagnostic diagnostic) {
        int rule = bench.ruleOf(diagnostic);
        if (rule > 0 && !bench.treeStale().get()) {
            bench.selectRule(rule);
        } else {
            bench.showText(diagnostic);
        }
    }

    /** Where and what, in a line. */
    String words(Diagnostic diagnostic) {
        Place place = diagnostic.place();
        String where = place.line() <= 0 ? ""
                : place.file().equals(bench.document().get().name()) ? "Line " + place.line() + ": "
                        : place.file() + ", line " + place.line() + ": ";
        return bench.document().get().nearby(where + diagnostic.message());
    }

    /** One line for the head of the pane. */
    public ObservableValue<String> remark() {
        return bench.check().map(check -> switch (check.answer()) {
            case VerifierAnswer.Accepted a -> "accepted by " + who(a.target(), a.release());
            case VerifierAnswer.Rejected r -> "rejected by " + who(r.target(), r.release());
            case VerifierAnswer.Unavailable _ -> "cannot ask";
            case VerifierAnswer.NotAsked _, VerifierAnswer.Pending _ -> "";
        });
    }

    static String who(String target, String release) {
        return target.equals("kernel") ? "Linux " + release : "the " + release;
    }

    /** One line for the status strip. */
    public ObservableValue<String> status() {
        return bench.check().map(check -> switch (check.answer()) {
            case VerifierAnswer.Accepted(var target, var release, var report) -> {
                String processed = report.processed() < 0 ? "" : ": %,d of 1,000,000".formatted(report.processed());
                String stack = report.stackBytes() < 0 ? "" : " \u00b7 stack %d of 512".formatted(report.stackBytes());
                yield "Verified by " + who(target, release) + processed + stack
                        + " \u00b7 %.1f ms".formatted(report.nanos() / 1e6);
            }
            case VerifierAnswer.Rejected r -> "Rejected by " + who(r.target(), r.release());
            case VerifierAnswer.Unavailable u -> u.what();
            case VerifierAnswer.NotAsked n -> n.why();
            case VerifierAnswer.Pending _ -> PENDING;
        });
    }
}
