package dev.protosieve.engine.typed;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Warns of rules that are right as CEL and cannot be meant. What is not proven is not said. */
final class RuleLints {

    /** Error sources that are told of one rule. */
    private static final int SOURCES = 3;

    /** {@code msg.m["k"].n}, with one element only. */
    private static final Pattern ELEMENT = Pattern
            .compile("([\\w.`]+)\\[(\"[^\"\\\\]*\"|'[^'\\\\]*'|-?[\\w.]+)][\\w.`]*");

    private final TypedRules rules;
    private final Findings findings;
    private final LintWords words;
    private final Reasoning reasoning;
    private final Shadows shadows;
    /** What is known of packets that match. */
    private final Facts matched = Facts.none();

    RuleLints(TypedRules rules, Findings findings) {
        this.rules = rules;
        this.findings = findings;
        this.words = new LintWords(rules.syntax().source());
        this.reasoning = new Reasoning(HeaderReads.transports(rules));
        this.shadows = new Shadows(reasoning);
    }

    void lint() {
        Findings own = new Findings(rules.syntax().source());
        boolean possible = !neverHolds(rules.match(), "no packet matches", own);
        if (possible) {
            parts(rules.match(), Facts.none(), own);
            reasoning.assume(rules.match(), true, matched);
        }
        if (!reasoning.isTired()) {
            findings.addAll(own);
        }
        if (possible) {
            lintRules();
        }
    }

    private void lintRules() {
        Facts left = matched.inner();
        for (TypedRule rule : rules.rules()) {
            if (rule.condition() instanceof Expr.Literal(var _, var _, Object value) && value.equals(true)) {
                if (decides(rule)) {
                    return;
                }
                continue;
            }
            Findings own = new Findings(rules.syntax().source());
            reasoning.rest();
            boolean goesOn = lint(rule, left, own);
            if (!reasoning.isTired()) {
                findings.addAll(own);
            }
            if (!goesOn) {
                return;
            }
        }
    }

    /**
     * @param left what is known of messages that no earlier rule has decided
     * @return whether any message is left for the rules behind it
     */
    private boolean lint(TypedRule rule, Facts left, Findings own) {
        if (neverHolds(rule.condition(), "this rule never matches", own)) {
            if (decides(rule)) {
                errors(rule, left, own);
            }
            return true;
        }
        parts(rule.condition(), matched.inner(), own);
        List<TypedRule> deciding = shadows.of(rule, matched);
        if (!deciding.isEmpty()) {
            shadowed(rule, deciding, own);
            return true;
        }
        if (!reasoning.assume(rule.condition(), true, left.inner())) {
            own.warning("shadowed", rule.span(), "this rule never decides anything: the rules above it together decide"
                    + " whatever it matches", "move it up, or remove it");
            return true;
        }
        if (!decides(rule)) {
            return true;
        }
        errors(rule, left, own);
        shadows.add(rule);
        boolean more = reasoning.assume(rule.condition(), false, left);
        if (!more && !reasoning.isTired()) {
            unreachable(rule, own);
        }
        return more;
    }

    /** A limit lets packets go on to the next rule. */
    private static boolean decides(TypedRule rule) {
        return rule.action() == Action.PASS || rule.action() == Action.DROP;
    }

    private void unreachable(TypedRule last, Findings own) {
        rules.rules().stream().filter(r -> r.number() > last.number()).forEach(r -> own.warning("unreachable", r.span(),
                "this rule is never asked: the one in line " + last.line()
                        + " decides every message that comes so far",
                "move it up"));
    }

    private boolean neverHolds(Expr condition, String so, Findings own) {
        Facts known = matched.inner();
        List<Expr> operands = condition instanceof Expr.And and ? and.operands() : List.of(condition);
        for (Expr operand : operands) {
            Facts before = known.inner();
            if (!reasoning.assume(operand, true, known)) {
                never(operand, so, before, own);
                return true;
            }
        }
        if (operands.size() > 1 && !reasoning.assume(condition, true, known)) {
            own.warning("never-matches", condition.span(), so + ": its conditions contradict each other", "");
            return true;
        }
        return false;
    }

    private void never(Expr operand, String so, Facts before, Findings own) {
        boolean alone = !reasoning.assume(operand, true, matched.inner());
        if (operand instanceof Expr.Literal) {
            own.warning("never-matches", operand.span(), so + ": this is false",
                    "to keep a rule without using it, write off in front of it");
            return;
        }
        own.warning("never-matches", operand.span(), so + ": " + words.of(operand) + " is never true"
                + (alone ? "" : " with what stands before it")
                + words.reason(operand, alone ? matched : before, reasoning), "");
    }

    private void parts(Expr condition, Facts facts, Findings own) {
        new ConstantParts(reasoning, (part, answer, known) -> {
            Truth alone = reasoning.truth(part, matched.inner());
            boolean always = answer ? alone.isAlways() : alone.isNever();
            own.warning(answer ? "always-true" : "always-false", part.span(),
                    words.of(part) + " is " + (answer ? "always" : "never") + " true" + (always ? "" : " here")
                            + words.reason(part, known, reasoning),
                    answer ? "leave it out" : "");
        }).find(condition, facts);
    }

    private void shadowed(TypedRule rule, List<TypedRule> deciding, Findings own) {
        String names = deciding.stream().map(r -> r.name().startsWith("line ") ? r.name()
                : "\"" + r.name() + "\" in line " + r.line()).collect(Collectors.joining(" and "));
        own.warning("shadowed", rule.span(),
                "this rule never decides anything: whatever it matches has been decided by "
                        + names,
                "move it up, or remove it");
    }

    private void errors(TypedRule rule, Facts left, Findings own) {
        Verdict verdict = rules.decision(Cause.ERROR).verdict();
        Set<Span> told = new HashSet<>();
        new ErrorSources(reasoning, (source, how) -> {
            if (told.size() < SOURCES && told.add(source.span())) {
                own.warning(rule.action() == Action.DROP ? "drop-can-fail" : "pass-can-fail", source.span(),
                        words.of(source) + " " + how + "; " + consequence(rule.action(), verdict),
                        remedy(source).orElse(""));
            }
        }).find(rule.condition(), left.inner());
    }

    private static String consequence(Action action, Verdict verdict) {
        boolean same = action.word().equals(verdict.word());
        return "such a message " + (verdict == Verdict.PASS ? "passes" : "is dropped") + ", because 'on error' is "
                + verdict.word() + (same ? ", whether the rule means it or not" : ", though the rule may mean to "
                        + action.word() + " it");
    }

    // with the list and the key as the rule writes them, where it is clear which they are
    private String existence(Expr.Pick pick) {
        Matcher written = ELEMENT.matcher(words.of(pick));
        boolean known = written.matches();
        String list = known ? written.group(1) : "msg." + pick.list().text();
        return pick.list().last().isMapField() ? (known ? written.group(2) : "\"key\"") + " in " + list
                : "size(" + list + ") > " + (known ? written.group(2) : "N");
    }

    private Optional<String> remedy(Expr source) {
        return switch (source) {
            case Expr.Pick pick -> Optional.of("ask first: " + existence(pick) + " && ...");
            case Expr.Arithmetic(var _, var _, var operation, var _, Expr right) when operation == Expr.Operation.DIVIDE
                    || operation == Expr.Operation.MODULO ->
                Optional.of("ask first: " + words.of(right) + " != 0" + (right.type() == ExprType.UINT ? "u" : "")
                        + " && ...");
            case Expr.Choice choice -> Optional.of("ask first: " + words.of(choice) + " != null && ...");
            default -> Optional.empty();
        };
    }
}
