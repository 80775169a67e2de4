package dev.protosieve.app.designer;

import dev.protosieve.engine.rule.Comment;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The comments of a file at the blocks that they are about; empty where there is none.
 *
 * @param rules by number from 1
 */
record Remarks(Map<Place, String> places, Map<Integer, String> rules) {

    /** What a comment is about that is not about a rule. */
    enum Place {
        TOP, MESSAGE, MATCH, OTHERWISE, END, EXPECTATIONS
    }

    static final Remarks NONE = new Remarks(Map.of(), Map.of());

    static Remarks of(RuleSyntax tree) {
        Map<Place, String> places = new HashMap<>();
        Map<Integer, String> rules = new HashMap<>();
        int[] numbers = numbers(tree);
        for (Comment comment : Comment.in(tree).stream().filter(c -> !isOfExpectation(c, tree)).toList()) {
            boolean last = comment.statement() == tree.statements().size();
            if (!last && tree.statements().get(comment.statement()) instanceof Statement.Rule) {
                rules.merge(numbers[comment.statement()], comment.text(), Remarks::below);
            } else {
                boolean ruled = comment.statement() > 0 && numbers[comment.statement() - 1] > 0;
                Place place = last || comment.place() == Comment.Place.APART ? ruled ? Place.END : Place.TOP
                        : place(tree.statements().get(comment.statement()));
                String text = place == Place.OTHERWISE && comment.place() == Comment.Place.INSIDE
                        ? about(tree.statements().get(comment.statement())) + comment.text() : comment.text();
                places.merge(place, text, Remarks::below);
            }
        }
        return new Remarks(Map.copyOf(places), Map.copyOf(rules));
    }

    /** Whether {@link ExpectLine} has it. */
    private static boolean isOfExpectation(Comment comment, RuleSyntax tree) {
        return comment.place() == Comment.Place.INSIDE
                && tree.statements().get(comment.statement()) instanceof Statement.Expect;
    }

    /** How many rules there are up to each statement. */
    private static int[] numbers(RuleSyntax tree) {
        int[] numbers = new int[tree.statements().size()];
        int rules = 0;
        for (int i = 0; i < numbers.length; i++) {
            rules += tree.statements().get(i) instanceof Statement.Rule ? 1 : 0;
            numbers[i] = rules;
        }
        return numbers;
    }

    private static Place place(Statement statement) {
        return switch (statement) {
            case Statement.SchemaFile _, Statement.ImportRoot _, Statement.Message _, Statement.Framing _,
                    Statement.Mode _, Statement.Validate _ ->
                Place.MESSAGE;
            case Statement.Match _ -> Place.MATCH;
            case Statement.On _, Statement.Default _ -> Place.OTHERWISE;
            case Statement.Rule _ -> Place.END;
            case Statement.Expect _ -> Place.EXPECTATIONS;
        };
    }

    /** Which of the verdicts that share a line a comment in the line of one is about. */
    private static String about(Statement statement) {
        return switch (statement) {
            case Statement.On on -> on.cause().text() + ": ";
            case Statement.Default _ -> SettingsStrip.NO_RULE + ": ";
            case Statement.SchemaFile _, Statement.ImportRoot _, Statement.Message _, Statement.Framing _,
                    Statement.Mode _, Statement.Validate _, Statement.Match _, Statement.Rule _, Statement.Expect _ ->
                "";
        };
    }

    private static String below(String above, String next) {
        return above + "\n" + next;
    }

    String at(Place place) {
        return places.getOrDefault(place, "");
    }

    String ofRule(int number) {
        return rules.getOrDefault(number, "");
    }
}
