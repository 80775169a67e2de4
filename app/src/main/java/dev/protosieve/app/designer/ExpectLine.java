package dev.protosieve.app.designer;

import dev.protosieve.app.session.ExpectResults;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An {@code expect} line as it is shown.
 *
 * @param body text format, as it stands between the braces
 * @param result absent until the oracle has looked at this text
 */
record ExpectLine(int line, String verdict, Optional<String> label, String body,
        Optional<ExpectResults.Result> result) {

    static List<ExpectLine> of(RuleSyntax tree, List<ExpectResults.Result> results) {
        List<ExpectLine> lines = new ArrayList<>();
        for (Statement statement : tree.statements()) {
            if (statement instanceof Statement.Expect expect) {
                int index = lines.size();
                lines.add(new ExpectLine(tree.source().line(expect.span().start()), expect.verdict().text(),
                        expect.label().map(Quoted::value), expect.body(),
                        index < results.size() ? Optional.of(results.get(index)) : Optional.empty()));
            }
        }
        return lines;
    }
}
