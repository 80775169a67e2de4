package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.text.Diagnostic;
import java.util.List;
import java.util.stream.Stream;

/** One text, compiled and shown to the verifier. */
public record Check(CompileReport report, VerifierAnswer answer) {

    /** Everything found, the verifier's refusals too. */
    public List<Diagnostic> diagnostics() {
        return answer instanceof VerifierAnswer.Rejected rejected
                ? Stream.concat(report.diagnostics().stream(), rejected.diagnostics().stream()).toList()
                : report.diagnostics();
    }

    /** What stands until another text is compiled: schema and code of this one, and not a word about them. */
    Check pending() {
        return new Check(report.with(List.of()), new VerifierAnswer.Pending());
    }

    public boolean isRunnable() {
        return !report.hasErrors() && report.filter().isPresent() && answer instanceof VerifierAnswer.Accepted;
    }
}
