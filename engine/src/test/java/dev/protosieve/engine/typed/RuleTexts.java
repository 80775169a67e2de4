package dev.protosieve.engine.typed;

import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rule files for tests: one statement a line, a line that starts with two spaces continues the one before. */
public final class RuleTexts {

    private static final Pattern STATEMENT = Pattern.compile("^\\S.*(?:\\n {2}.*)*", Pattern.MULTILINE);
    private static final Pattern RULE = Pattern.compile(
            "(off )?(?:\"([^\"]*)\" +)?(drop|pass|log)(?: +if (.*))?", Pattern.DOTALL);
    private static final RuleChecker CHECKER = new RuleChecker();

    private RuleTexts() {
    }

    /** Rules over {@code t.All} on port 9000. */
    public static Outcome<TypedRules> checkRules(String rules) {
        return check("message t.All\nmatch udp.dst_port == 9000\n" + rules);
    }

    public static Outcome<TypedRules> check(String file) {
        return CHECKER.check(parse(new SourceText("t.sieve", file)), SampleSchema.schema());
    }

    /** @throws AssertionError with the diagnostics when the file is wrong */
    public static TypedRules typed(String file) {
        return switch (check(file)) {
            case Outcome.Ok<TypedRules>(TypedRules rules, var _) -> rules;
            case Outcome.Failed<TypedRules>(var diagnostics) -> throw new AssertionError(diagnostics.toString());
        };
    }

    private static RuleSyntax parse(SourceText source) {
        List<Statement> statements = new ArrayList<>();
        Matcher lines = STATEMENT.matcher(source.content());
        while (lines.find()) {
            statements.add(statement(lines.group(), lines.start()));
        }
        return new RuleSyntax(source, statements);
    }

    private static Statement statement(String text, int at) {
        Span span = new Span(at, at + text.length());
        String[] words = text.split(" +");
        return switch (words[0]) {
            case "message" -> new Statement.Message(span, word(text, 1, at));
            case "match" -> new Statement.Match(span, condition(text, 6, at));
            case "framing" -> new Statement.Framing(span, word(text, 1, at));
            case "mode" -> new Statement.Mode(span, word(text, 1, at));
            case "default" -> new Statement.Default(span, word(text, 1, at));
            case "on" -> new Statement.On(span, word(text, 1, at), word(text, 2, at));
            default -> rule(text, at, span);
        };
    }

    private static Statement rule(String text, int at, Span span) {
        Matcher rule = RULE.matcher(text);
        if (!rule.matches()) {
            throw new IllegalArgumentException(text);
        }
        Optional<Quoted> label = Optional.ofNullable(rule.group(2))
                .map(l -> new Quoted(new Span(at + rule.start(2) - 1, at + rule.end(2) + 1), l));
        Optional<Condition> condition = Optional.ofNullable(rule.group(4)).map(_ -> condition(text, rule.start(4), at));
        return new Statement.Rule(span, rule.group(1) == null, label,
                Action.valueOf(rule.group(3).toUpperCase(java.util.Locale.ROOT)),
                new Span(at + rule.start(3), at + rule.end(3)), condition);
    }

    private static Condition condition(String text, int from, int at) {
        return new Condition(new Span(at + from, at + text.length()), text.substring(from));
    }

    private static Word word(String text, int index, int at) {
        Matcher words = Pattern.compile("\\S+").matcher(text);
        for (int i = 0; i <= index; i++) {
            words.find();
        }
        return new Word(new Span(at + words.start(), at + words.end()), words.group());
    }
}
