package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one statement; what is wrong in it goes to the findings, and what can be read is still a statement. */
final class StatementReader {

    private final SourceText source;
    private final LineScanner.Line line;
    private final Findings findings;
    private final Cursor cursor;

    StatementReader(SourceText source, LineScanner.Line line, Findings findings) {
        this.source = source;
        this.line = line;
        this.findings = findings;
        this.cursor = new Cursor(source, line, findings);
    }

    Optional<Statement> read() {
        if (cursor.atQuote()) {
            return closed() ? rule(true) : Optional.empty();
        }
        Span first = cursor.next();
        Optional<Word> word = cursor.word();
        if (word.isEmpty() && findings.isFull()) {
            return Optional.empty();
        }
        if (word.isEmpty()) {
            String hint = "&|.?:=<>+-*/%,)]}".indexOf(source.content().charAt(first.start())) >= 0
                    ? "a statement goes on in the next line when an operator stands at the end of the line"
                    : "a statement begins with one of: " + String.join(", ", Words.STATEMENTS);
            findings.error("rule.no-statement", first, cursor.nextShown() + " begins no statement", hint);
            return Optional.empty();
        }
        return statement(word.get());
    }

    private Optional<Statement> statement(Word word) {
        if (!Words.STATEMENTS.contains(word.text())) {
            unknown(word, "statement", Words.STATEMENTS);
            return Optional.empty();
        }
        if (!closed()) {
            return Optional.empty();
        }
        return switch (word.text()) {
            case "schema" -> path("schema", Statement.SchemaFile::new);
            case "import" -> path("import", Statement.ImportRoot::new);
            case "message" -> message();
            case "match" -> condition("match").map(c -> new Statement.Match(span(), c));
            case "framing" -> one("framing", Words.FRAMINGS, w -> new Statement.Framing(span(), w));
            case "validate" -> one("validate", Words.EXTENTS, w -> new Statement.Validate(span(), w));
            case "mode" -> one("mode", Words.MODES, w -> new Statement.Mode(span(), w));
            case "default" -> one("default", Words.VERDICTS, w -> new Statement.Default(span(), w));
            case "on" -> on();
            case "expect" -> expect();
            case "off" -> rule(false);
            default -> action(word, Optional.empty(), true);
        };
    }

    /** Reports strings and brackets that are never closed. */
    private boolean closed() {
        line.problems().forEach(p -> findings.error(p.code(), p.span(), p.message(), p.hint()));
        return line.problems().isEmpty();
    }

    private Optional<Statement> path(String keyword, Maker<Quoted> maker) {
        if (!cursor.atQuote()) {
            expected("a path in double quotes", keyword + " \"search.proto\"");
            return Optional.empty();
        }
        Quoted path = cursor.quoted();
        if (path.value().isEmpty() || !isPath(path.value())) {
            findings.error("rule.bad-path", path.span(),
                    path.value().isEmpty() ? "the path is empty" : "this is no path",
                    "paths are relative to the rule file");
            return Optional.empty();
        }
        return ended(maker.make(span(), path));
    }

    private static boolean isPath(String text) {
        try {
            return !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Optional<Statement> message() {
        Optional<Word> name = cursor.dottedWord();
        if (name.isEmpty()) {
            expected("the full name of a message", "message search.SearchRequest");
            return Optional.empty();
        }
        String text = name.get().text();
        if (!text.matches("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*")) {
            findings.error("rule.bad-name", name.get().span(), "\"" + text + "\" is no message name",
                    "a name looks like package.Message, without a dot at its ends");
            return Optional.empty();
        }
        return ended(new Statement.Message(span(), name.get()));
    }

    private Optional<Statement> one(String keyword, List<String> known, Function<Word, Statement> maker) {
        return known(keyword, known).flatMap(w -> ended(maker.apply(w)));
    }

    private Optional<Statement> on() {
        Optional<Word> cause = known("on", Words.CAUSES);
        Optional<Word> verdict = cause.flatMap(c -> known("on " + c.text(), Words.VERDICTS));
        return verdict.flatMap(v -> ended(new Statement.On(span(), cause.orElseThrow(), v)));
    }

    private Optional<Statement> expect() {
        Optional<Word> verdict = known("expect", Words.VERDICTS);
        if (verdict.isEmpty()) {
            return Optional.empty();
        }
        Optional<Quoted> label = cursor.atQuote() ? Optional.of(cursor.quoted()) : Optional.empty();
        if (cursor.atEnd() || cursor.peek() != '{') {
            expected("a message in braces", "expect drop { query: \"cAt\" }");
            return Optional.empty();
        }
        int close = line.firstClose();
        Span body = new Span(cursor.here() + 1, close);
        if (close + 1 < line.end()) {
            findings.error("rule.trailing", new Span(close + 1, line.end()),
                    "nothing may stand behind the closing brace",
                    "");
        }
        return Optional.of(new Statement.Expect(new Span(line.start(), close + 1), verdict.get(), label, body,
                source.slice(body)));
    }

    private Optional<Statement> rule(boolean enabled) {
        Optional<Quoted> label = cursor.atQuote() ? Optional.of(label()) : Optional.empty();
        Span next = cursor.next();
        Optional<Word> action = cursor.word();
        if (action.isEmpty()) {
            findings.error("rule.no-action", next,
                    "expected one of " + String.join(", ", Words.ACTIONS) + ", not " + cursor.nextShown(),
                    "a rule looks like: \"label\" drop if CONDITION");
            return Optional.empty();
        }
        return action(action.get(), label, enabled);
    }

    private Quoted label() {
        Quoted label = cursor.quoted();
        boolean plain = label.value().chars().noneMatch(Character::isISOControl);
        if (label.value().isBlank() || !plain) {
            findings.error("rule.bad-label", label.span(),
                    plain ? "the label is empty" : "a label may have no control characters", "");
        }
        return label;
    }

    private Optional<Statement> action(Word word, Optional<Quoted> label, boolean enabled) {
        if (!Words.ACTIONS.contains(word.text())) {
            unknown(word, "action", Words.ACTIONS);
            return Optional.empty();
        }
        Action action = Action.valueOf(word.text().toUpperCase(Locale.ROOT));
        return new ArgumentReader(source, cursor, findings, line.end()).read(action, word)
                .flatMap(a -> rule(enabled, label, action, word, a));
    }

    private Optional<Statement> rule(boolean enabled, Optional<Quoted> label, Action action, Word word,
            Argument argument) {
        if (cursor.atEnd()) {
            return Optional.of(
                    new Statement.Rule(span(), enabled, label, action, word.span(), argument, Optional.empty()));
        }
        Span next = cursor.next();
        Optional<Word> mark = cursor.word();
        if (mark.isEmpty() || !mark.get().text().equals("if")) {
            findings.error("rule.no-if", next, "expected \"if\" behind \"" + word.text() + "\"",
                    source.content().charAt(next.start()) == '"' ? "the label stands before the action"
                            : "a rule looks like: " + Words.example(action) + " if CONDITION");
            return Optional.empty();
        }
        return condition("if")
                .map(c -> new Statement.Rule(span(), enabled, label, action, word.span(), argument, Optional.of(c)));
    }

    private Optional<Condition> condition(String keyword) {
        Span rest = cursor.rest();
        if (rest.length() == 0) {
            findings.error("rule.no-condition", span(), "expected a condition behind \"" + keyword + "\"",
                    keyword.equals("match") ? "for example: match udp.dst_port == 9000"
                            : "for example: drop if msg.size > 3");
            return Optional.empty();
        }
        return Optional.of(new Condition(rest, source.slice(rest)));
    }

    private Optional<Word> known(String behind, List<String> known) {
        Optional<Word> word = cursor.word();
        if (word.isEmpty()) {
            expected(String.join(" or ", known), behind + " " + known.getFirst());
            return Optional.empty();
        }
        if (!known.contains(word.get().text())) {
            unknown(word.get(), behind, known);
            return Optional.empty();
        }
        return word;
    }

    private void expected(String what, String example) {
        Span next = cursor.next();
        findings.error("rule.expected", next.length() == 0 ? span() : next,
                "expected " + what + ", not " + cursor.nextShown(), "for example: " + example);
    }

    private void unknown(Word word, String what, List<String> known) {
        if (findings.isFull()) {
            return;
        }
        boolean framing = what.equals("framing") && Words.UNSUPPORTED_FRAMINGS.contains(word.text());
        boolean action = what.equals("statement") || what.equals("action");
        @Nullable String instead = action ? Words.UNSUPPORTED.get(word.text()) : null;
        if (framing || instead != null) {
            findings.error("rule.unsupported", word.span(), "\"" + word.text() + "\" is not supported by this version",
                    framing ? Words.UNSUPPORTED_FRAMING_HINT : instead);
        } else {
            findings.error("rule.unknown-word", word.span(), "\"" + word.text() + "\" is no known " + noun(what),
                    Words.hint(word.text(), known));
        }
    }

    private static String noun(String what) {
        return switch (what) {
            case "on" -> "cause";
            case "default", "expect" -> "verdict";
            default -> what.startsWith("on ") ? "verdict" : what;
        };
    }

    private Optional<Statement> ended(Statement statement) {
        if (!cursor.atEnd()) {
            findings.error("rule.trailing", cursor.rest(), "the statement should end before this",
                    "one statement a line; a comment begins with #");
        }
        return Optional.of(statement);
    }

    private Span span() {
        return new Span(line.start(), line.end());
    }

    @FunctionalInterface
    private interface Maker<T> {
        Statement make(Span span, T part);
    }
}
