package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.schema.NearestNames;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Span;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything in a rule file that is not a condition. */
final class StatementChecker {

    private static final List<String> FRAMINGS = List.of("datagram");
    private static final List<String> MODES = List.of("enforce", "observe");
    private static final List<String> VERDICTS = Stream.of(Verdict.values()).map(Verdict::word).toList();
    private static final List<Cause> SETTABLE = List.of(Cause.MALFORMED, Cause.ERROR, Cause.LIMIT, Cause.UNSEEN);

    private final RuleSyntax syntax;
    private final Findings findings;

    StatementChecker(RuleSyntax syntax, Findings findings) {
        this.syntax = syntax;
        this.findings = findings;
    }

    /** The only statement of its kind, or the first: more are reported. */
    <S extends Statement> Optional<S> single(Class<S> kind, String word) {
        List<S> all = syntax.statements().stream().filter(kind::isInstance).map(kind::cast).toList();
        all.stream().skip(1).forEach(s -> findings.error("repeated-statement", s.span(),
                "'" + word + "' stands here for the second time", "keep one of them"));
        return all.stream().findFirst();
    }

    /** The root message; reports when it is not named or not known. */
    Optional<Descriptor> message(Schema schema) {
        Optional<Statement.Message> statement = single(Statement.Message.class, "message");
        if (statement.isEmpty()) {
            findings.error("no-message", Span.NONE, "the file does not say which message the rules are about",
                    schema.messages().isEmpty() ? "write message package.Name"
                            : "write message " + schema.messages().getFirst().getFullName());
            return Optional.empty();
        }
        Word name = statement.get().name();
        Optional<Descriptor> found = schema.message(name.text());
        if (found.isEmpty()) {
            findings.error("unknown-message", name.span(), "the schema has no message '" + name.text() + "'",
                    messageHint(name.text(), schema));
        }
        return found;
    }

    private static String messageHint(String wrong, Schema schema) {
        List<String> known = schema.messages().stream().map(Descriptor::getFullName).toList();
        List<String> same = known.stream().filter(k -> k.endsWith("." + wrong)).toList();
        return same.isEmpty() ? NearestNames.hint(wrong, known) : "did you mean '" + String.join("' or '", same) + "'?";
    }

    void framing() {
        single(Statement.Framing.class, "framing").ifPresent(f -> {
            if (!FRAMINGS.contains(f.kind().text())) {
                findings.error("unknown-framing", f.kind().span(),
                        "the framing '" + f.kind().text() + "' is not supported", "write framing datagram");
            }
        });
    }

    /** Whether drops are only counted. */
    boolean observe() {
        return single(Statement.Mode.class, "mode").map(m -> {
            known(m.mode(), MODES, "mode");
            return m.mode().text().equals("observe");
        }).orElse(false);
    }

    /** For every cause but {@link Cause#RULE}; what is left out has its default. */
    Map<Cause, Verdict> verdicts() {
        Map<Cause, Verdict> on = new EnumMap<>(Map.of(Cause.MALFORMED, Verdict.DROP, Cause.ERROR, Verdict.DROP,
                Cause.LIMIT, Verdict.DROP, Cause.UNSEEN, Verdict.PASS, Cause.DEFAULT, Verdict.PASS));
        single(Statement.Default.class, "default")
                .ifPresent(d -> verdict(d.verdict()).ifPresent(v -> on.put(Cause.DEFAULT, v)));
        Map<Cause, Statement.On> seen = new EnumMap<>(Cause.class);
        for (Statement statement : syntax.statements()) {
            if (statement instanceof Statement.On(Span span, Word cause, Word verdict)) {
                known(cause, SETTABLE.stream().map(Cause::word).toList(), "cause");
                Optional<Cause> named = SETTABLE.stream().filter(c -> c.word().equals(cause.text())).findFirst();
                verdict(verdict).ifPresent(v -> named.ifPresent(c -> on.put(c, v)));
                if (named.isPresent() && seen.putIfAbsent(named.get(), (Statement.On) statement) != null) {
                    findings.error("repeated-statement", span,
                            "'on " + cause.text() + "' stands here for the second time", "keep one of them");
                }
            }
        }
        return on;
    }

    /** Also checks the verdict words of {@code expect}. */
    void expectations() {
        syntax.statements().stream().filter(Statement.Expect.class::isInstance).map(Statement.Expect.class::cast)
                .forEach(e -> verdict(e.verdict()));
    }

    private Optional<Verdict> verdict(Word word) {
        known(word, VERDICTS, "verdict");
        return Stream.of(Verdict.values()).filter(v -> v.word().equals(word.text())).findFirst();
    }

    private void known(Word word, List<String> known, String what) {
        if (!known.contains(word.text())) {
            List<String> near = NearestNames.of(word.text(), known);
            findings.error("unknown-" + what, word.span(), "there is no " + what + " '" + word.text() + "'",
                    near.isEmpty() ? "write " + String.join(" or ", known) : "did you mean '" + near.getFirst() + "'?");
        }
    }

    /** Labels that name two rules, and rules that are never asked. */
    void rules() {
        Map<String, Statement.Rule> labels = new HashMap<>();
        Statement.Rule end = null;
        for (Statement.Rule rule : syntax.rules()) {
            rule.label().ifPresent(l -> {
                if (labels.putIfAbsent(l.value(), rule) != null) {
                    findings.warning("same-label", l.span(), "another rule is called \"" + l.value() + "\" too",
                            "charts and metrics would show two lines of one name");
                }
            });
            if (end != null && rule.enabled()) {
                findings.warning("unreachable", rule.span(),
                        "this rule is never asked: the one in line " + syntax.source().line(end.span().start())
                                + " decides every message",
                        "move it up, or give that rule a condition");
            }
            boolean always = rule.condition().map(c -> CelText.withoutComments(c.text()).strip().equals("true"))
                    .orElse(true);
            end = end == null && rule.enabled() && rule.action().isFinal() && always ? rule : end;
        }
    }
}
