package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.NearestNames;
import dev.protosieve.engine.text.Span;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds for a rule file as a whole: which statements it needs, and which it may have once. */
final class FileRules {

    /** Without these there is nothing to compile. */
    static final List<String> NEEDED = List.of("schema", "message");

    private final Findings findings;
    private final Map<String, Statement> single = new HashMap<>();
    private final Set<String> labels = new LinkedHashSet<>();

    private FileRules(Findings findings) {
        this.findings = findings;
    }

    /** @param attempted those of {@link #NEEDED} that some line begins with, be it readable or not */
    static void check(List<Statement> statements, Set<String> attempted, Findings findings) {
        FileRules rules = new FileRules(findings);
        statements.forEach(rules::note);
        statements.forEach(rules::checkExpectation);
        Set<String> missing = new LinkedHashSet<>(NEEDED);
        missing.removeAll(attempted);
        missing.forEach(word -> findings.error("rule.missing-" + word, Span.NONE,
                "the file has no " + word + " statement",
                word.equals("schema") ? "write: schema \"FILE.proto\"" : "write: message package.Message"));
    }

    private void note(Statement statement) {
        switch (statement) {
            case Statement.Message s -> once("message", s);
            case Statement.Match s -> once("match", s);
            case Statement.Framing s -> once("framing", s);
            case Statement.Mode s -> once("mode", s);
            case Statement.Validate s -> once("validate", s);
            case Statement.Default s -> once("default", s);
            case Statement.On s -> once("on " + s.cause().text(), s);
            case Statement.Rule s -> s.label().ifPresent(this::label);
            case Statement.SchemaFile _, Statement.ImportRoot _, Statement.Expect _ -> {
            }
        }
    }

    private void once(String what, Statement statement) {
        if (single.putIfAbsent(what, statement) != null) {
            findings.error("rule.duplicate", statement.span(), "the file has a second \"" + what + "\" statement",
                    "keep one of them");
        }
    }

    private void label(Quoted label) {
        if (!labels.add(label.value())) {
            findings.error("rule.duplicate-label", label.span(), "another rule has this label, too",
                    "charts and metrics tell rules apart by their labels");
        }
    }

    private void checkExpectation(Statement statement) {
        if (statement instanceof Statement.Expect expect && expect.label().isPresent()
                && !labels.contains(expect.label().get().value())) {
            Quoted label = expect.label().get();
            findings.error("rule.unknown-label", label.span(), "no rule has the label \"" + label.value() + "\"",
                    NearestNames.hint(label.value(), labels));
        }
    }
}
