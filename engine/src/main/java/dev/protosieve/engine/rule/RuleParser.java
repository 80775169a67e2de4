package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rule text to tree; total: what cannot be read becomes a diagnostic and the rest is still a tree. */
public final class RuleParser {

    private RuleParser() {
    }

    /** Never fails: mistakes go to {@code into}, what could be read is in the tree. */
    public static RuleSyntax parse(SourceText source, List<Diagnostic> into) {
        Findings findings = new Findings(source);
        List<Statement> statements = new ArrayList<>();
        Set<String> attempted = new HashSet<>();
        LineScanner scanner = new LineScanner(source.content());
        int at = scanner.skipBlank(0);
        while (at < source.content().length()) {
            LineScanner.Line line = scanner.read(at);
            new Cursor(source, line, findings).word().map(Word::text).filter(FileRules.NEEDED::contains)
                    .ifPresent(attempted::add);
            new StatementReader(source, line, findings).read().ifPresent(statements::add);
            at = scanner.skipBlank(Math.max(line.next(), at + 1));
        }
        FileRules.check(statements, attempted, findings);
        into.addAll(findings.all());
        return new RuleSyntax(source, statements);
    }
}
