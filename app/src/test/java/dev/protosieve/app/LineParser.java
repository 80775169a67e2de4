package dev.protosieve.app;

import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One statement a line, enough for tests of the window that must not depend on the real parser. */
public final class LineParser {
    private static final Pattern RULE = Pattern
            .compile("^\\s*(off\\s+)?(\"[^\"]*\")?\\s*(drop|pass|log)(?:\\s+if\\s+(.*?))?\\s*$");
    private static final Pattern TWO = Pattern.compile("^\\s*(\\w+)\\s+(\\S+)\\s*(\\S+)?.*$");

    private LineParser() {
    }

    public static RuleSyntax parse(SourceText source, List<Diagnostic> into) {
        List<Statement> found = new ArrayList<>();
        for (int n = 1; n <= source.lineCount(); n++) {
            Span at = source.lineSpan(n);
            String line = source.slice(at);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int indent = line.length() - line.stripLeading().length();
            Span span = new Span(at.start() + indent, at.start() + line.stripTrailing().length());
            Matcher rule = RULE.matcher(line);
            Matcher two = TWO.matcher(line);
            if (rule.matches()) {
                found.add(new Statement.Rule(span, rule.group(1) == null,
                        Optional.ofNullable(rule.group(2))
                                .map(t -> new Quoted(of(at, rule, 2), t.substring(1, t.length() - 1))),
                        Action.valueOf(rule.group(3).toUpperCase(java.util.Locale.ROOT)), of(at, rule, 3),
                        Optional.ofNullable(rule.group(4)).map(t -> new Condition(of(at, rule, 4), t))));
            } else if (two.matches()) {
                switch (two.group(1)) {
                    case "message" -> found.add(new Statement.Message(span, new Word(of(at, two, 2), two.group(2))));
                    case "mode" -> found.add(new Statement.Mode(span, new Word(of(at, two, 2), two.group(2))));
                    case "default" -> found.add(new Statement.Default(span, new Word(of(at, two, 2), two.group(2))));
                    case "on" -> found.add(new Statement.On(span, new Word(of(at, two, 2), two.group(2)),
                            new Word(of(at, two, 3), two.group(3))));
                    case "match" -> found.add(new Statement.Match(span, new Condition(of(at, two, 2), two.group(2))));
                    case "schema" ->
                        found.add(new Statement.SchemaFile(span, new Quoted(of(at, two, 2), two.group(2))));
                    default -> into.add(Diagnostic.error("rule.unknown-word", source.place(span),
                            "\u201c" + two.group(1) + "\u201d is no statement",
                            "Known are schema, message, match, drop, pass, log"));
                }
            } else {
                into.add(Diagnostic.error("rule.unreadable", source.place(span), "This is no statement", ""));
            }
        }
        return new RuleSyntax(source, found);
    }

    private static Span of(Span line, Matcher m, int group) {
        return new Span(line.start() + m.start(group), line.start() + m.end(group));
    }
}
