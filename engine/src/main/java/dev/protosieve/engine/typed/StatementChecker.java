package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.schema.NearestNames;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Span;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything in a rule file that is not a condition and that the parser could not judge alone. */
final class StatementChecker {

    /** Each rule has a counter and code; the kernel's verifier takes far fewer. */
    private static final int MOST_RULES = 20_000;
    private static final int MOST_WARNINGS = 200;
    /** Each type has code of its own, all of which the kernel's verifier goes through. */
    private static final int MOST_TYPES = 400;
    /** Of a name that more messages have, none is likely. */
    private static final int MOST_MOVED = 3;

    private final RuleSyntax syntax;
    private final Findings findings;

    StatementChecker(RuleSyntax syntax, Findings findings) {
        this.syntax = syntax;
        this.findings = findings;
    }

    private <S extends Statement> Optional<S> first(Class<S> kind) {
        return syntax.statements().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** The root message; reports when the schema has none of that name. A missing statement was the parser's to report. */
    Optional<Descriptor> message(Schema schema) {
        Optional<Word> name = first(Statement.Message.class).map(Statement.Message::name);
        Optional<Descriptor> found = name.flatMap(n -> schema.message(n.text()));
        if (name.isPresent() && found.isEmpty()) {
            findings.error("unknown-message", name.get().span(),
                    "the schema has no message '" + name.get().text() + "'", messageHint(name.get().text(), schema));
        }
        return found;
    }

    /** Messages are moved from package to package, and keep the last part of their name. */
    private static String messageHint(String wrong, Schema schema) {
        List<String> known = Stream.concat(schema.messages().stream().map(Descriptor::getFullName),
                schema.index().messages().stream()).distinct().toList();
        List<String> same = ending(wrong, known);
        List<String> moved = same.isEmpty() ? ending(wrong.substring(wrong.lastIndexOf('.') + 1), known) : same;
        return moved.isEmpty() || moved.size() > MOST_MOVED ? NearestNames.hint(wrong, known)
                : "did you mean " + String.join(" or ", moved) + "?";
    }

    private static List<String> ending(String name, List<String> known) {
        return known.stream().filter(k -> ("." + k).endsWith("." + name)).toList();
    }

    /** Reports that CEL cannot take in the types of the schema. */
    void tooManyTypes(Descriptor message) {
        findings.error("too-large", first(Statement.Message.class).map(m -> m.name().span()).orElse(Span.NONE),
                "the types of the schema of " + message.getFullName() + " hold each other in a chain that is too long",
                "leave out the files that no rule needs");
    }

    Optional<Statement.Match> match() {
        Optional<Statement.Match> match = first(Statement.Match.class);
        if (match.isEmpty()) {
            findings.error("no-match", Span.NONE, "the file does not say which packets carry the message",
                    "write match udp.dst_port == 9000");
        }
        return match;
    }

    /** Whether drops are only counted. */
    boolean observe() {
        return first(Statement.Mode.class).filter(m -> m.mode().text().equals("observe")).isPresent();
    }

    /** Whether the whole message shall be validated; reports when it may hold more types of messages than a filter walks. */
    boolean validateFull(Descriptor message, Schema schema) {
        Optional<Statement.Validate> validate = first(Statement.Validate.class);
        if (validate.isPresent()) {
            int types = ReachableTypes.from(message, schema).size();
            if (types > MOST_TYPES) {
                findings.error("too-large", validate.get().span(), message.getFullName() + " may hold " + types
                        + " types of messages, and a filter validates at most " + MOST_TYPES,
                        "leave it out: what the rules read is always validated");
            }
        }
        return validate.isPresent();
    }

    /** For every cause but {@link Cause#RULE}; what is left out has its default. */
    Map<Cause, Verdict> verdicts() {
        Map<Cause, Verdict> on = new EnumMap<>(Map.of(Cause.MALFORMED, Verdict.DROP, Cause.ERROR, Verdict.DROP,
                Cause.LIMIT, Verdict.DROP, Cause.UNSEEN, Verdict.PASS, Cause.DEFAULT, Verdict.PASS));
        for (Statement statement : syntax.statements()) {
            if (statement instanceof Statement.On(var _, Word cause, Word verdict)) {
                Stream.of(Cause.values()).filter(c -> c.word().equals(cause.text())).findFirst()
                        .ifPresent(c -> verdict(verdict).ifPresent(v -> on.put(c, v)));
            } else if (statement instanceof Statement.Default(var _, Word verdict)) {
                verdict(verdict).ifPresent(v -> on.put(Cause.DEFAULT, v));
            }
        }
        return on;
    }

    private static Optional<Verdict> verdict(Word word) {
        return Stream.of(Verdict.values()).filter(v -> v.word().equals(word.text())).findFirst();
    }

    /** Whether there are more rules than a filter can have; reports at the first of them. */
    boolean tooManyRules() {
        List<Statement.Rule> enabled = syntax.rules().stream().filter(Statement.Rule::enabled).toList();
        if (enabled.size() > MOST_RULES) {
            findings.error("too-many-rules", enabled.get(MOST_RULES).span(),
                    "a filter has at most " + MOST_RULES + " rules, this file has " + enabled.size(),
                    "divide them into several files");
        }
        return enabled.size() > MOST_RULES;
    }

    /** Warns of rules that are never asked. */
    void unreachable() {
        Optional<Statement.Rule> end = syntax.rules().stream().filter(StatementChecker::decidesEverything).findFirst();
        end.ifPresent(last -> syntax.rules().stream()
                .filter(r -> r.enabled() && r.span().start() > last.span().start()).limit(MOST_WARNINGS)
                .forEach(r -> findings.warning("unreachable", r.span(), "this rule is never asked: the one in line "
                        + syntax.source().line(last.span().start()) + " decides every message",
                        "move it up, or give that rule a condition")));
    }

    private static boolean decidesEverything(Statement.Rule rule) {
        boolean always = rule.action() == Action.PASS || rule.action() == Action.DROP;
        return rule.enabled() && always && rule.condition()
                .map(c -> CelText.withoutComments(c.text()).strip().equals("true")).orElse(true);
    }
}
