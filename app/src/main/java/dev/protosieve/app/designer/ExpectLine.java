package dev.protosieve.app.designer;

import dev.protosieve.app.session.ExpectResults;
import dev.protosieve.engine.rule.Comment;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An {@code expect} line as it is shown.
 *
 * @param body text format, as it stands between the braces
 * @param comment what stands behind it, or in it; empty when nothing does
 * @param mistake why its message cannot be read
 * @param result absent until the oracle has looked at this text
 */
record ExpectLine(int line, String verdict, Optional<String> label, String body, String comment,
        Optional<String> mistake, Optional<ExpectResults.Result> result) {

    /** @param mistakes by place among all statements */
    static List<ExpectLine> of(RuleSyntax tree, Map<Integer, String> mistakes, List<ExpectResults.Result> results) {
        List<ExpectLine> lines = new ArrayList<>();
        Map<Integer, String> comments = comments(tree);
        for (int i = 0; i < tree.statements().size(); i++) {
            if (tree.statements().get(i) instanceof Statement.Expect expect) {
                int index = lines.size();
                lines.add(new ExpectLine(tree.source().line(expect.span().start()), expect.verdict().text(),
                        expect.label().map(Quoted::value), expect.body(), comments.getOrDefault(i, ""),
                        Optional.ofNullable(mistakes.get(i)),
                        index < results.size() ? Optional.of(results.get(index)) : Optional.empty()));
            }
        }
        return lines;
    }

    private static Map<Integer, String> comments(RuleSyntax tree) {
        return Comment.in(tree).stream().filter(c -> c.place() == Comment.Place.INSIDE)
                .collect(Collectors.toMap(Comment::statement, Comment::text, (first, next) -> first + " " + next));
    }
}
