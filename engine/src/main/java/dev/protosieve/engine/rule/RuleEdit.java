package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.Optional;

/**
 * One gesture of a designer. Rules are counted from 0 in {@link RuleSyntax#rules()}; an index that is not there is an
 * {@link IndexOutOfBoundsException}. Whatever an edit does not name keeps its characters: comments, blanks, order.
 */
public sealed interface RuleEdit {

    /**
     * A new rule that will be the one at {@code position}.
     *
     * @param argument as behind the action's word: {@code 1/100}; empty for a usual one
     * @param condition an empty one always holds
     */
    record AddRule(int position, Action action, String argument, Optional<String> label, String condition)
            implements
            RuleEdit {

        public AddRule(int position, Action action, Optional<String> label, String condition) {
            this(position, action, "", label, condition);
        }
    }

    /** Rules as they are written, with their comments, so that the first will be the one at {@code position}. */
    record InsertRules(int position, String text) implements RuleEdit {
    }

    /** Takes a rule away, with the comment lines directly above it. */
    record RemoveRule(int index) implements RuleEdit {
    }

    /** Moves a rule, with the comment lines directly above it, so that it becomes the one at {@code to}. */
    record MoveRule(int from, int to) implements RuleEdit {
    }

    /** Takes {@code off} away, or puts it in front. */
    record SetEnabled(int index, boolean enabled) implements RuleEdit {
    }

    /** An action that needs an argument gets a usual one, unless it is the action that the rule has. */
    record SetAction(int index, Action action) implements RuleEdit {
    }

    /**
     * An action with what stands behind its word.
     *
     * @param argument as the file is to have it: {@code 100/s burst 20}; empty for none
     */
    record SetHead(int index, Action action, String argument) implements RuleEdit {
    }

    /** An empty label takes the label away. */
    record SetLabel(int index, Optional<String> label) implements RuleEdit {
    }

    /** An empty condition always holds. */
    record SetCondition(int index, String condition) implements RuleEdit {
    }

    /** {@code on CAUSE VERDICT}. */
    record SetOn(String cause, String verdict) implements RuleEdit {
    }

    /** {@code default VERDICT}. */
    record SetDefault(String verdict) implements RuleEdit {
    }

    /** {@code match CONDITION}. */
    record SetMatch(String condition) implements RuleEdit {
    }

    /** {@code mode observe} or {@code mode enforce}. */
    record SetMode(String mode) implements RuleEdit {
    }

    /** {@code framing KIND}. */
    record SetFraming(String kind) implements RuleEdit {
    }

    /** {@code message NAME}. */
    record SetMessage(String name) implements RuleEdit {
    }

    /**
     * A new {@code expect} line behind the last one.
     *
     * @param body what stands between the braces
     */
    record AddExpectation(String verdict, Optional<String> label, String body) implements RuleEdit {
    }

    /** Other words for an {@code expect} line, counted from 0 among these lines. */
    record SetExpectation(int index, String verdict, Optional<String> label, String body) implements RuleEdit {
    }

    /** The label that an {@code expect} line names; an empty one takes it away. */
    record SetExpectedLabel(int index, Optional<String> label) implements RuleEdit {
    }

    /** Takes an {@code expect} line away, with the comment lines directly above it. */
    record RemoveExpectation(int index) implements RuleEdit {
    }

    /** Another text altogether. */
    record ReplaceText(String text) implements RuleEdit {
    }

    /** Other characters in one place: what typing does, and what every other edit comes down to. */
    record ReplaceSpan(Span span, String text) implements RuleEdit {
    }

    /** A tree after an edit, and the edit that gives back exactly the text before. */
    record Applied(RuleSyntax after, RuleEdit inverse) {
    }

    /** The characters that this edit changes in that tree's text: what a text view has to replace. */
    default ReplaceSpan change(RuleSyntax before) {
        return EditLayout.change(this, before);
    }

    /** The tree is read again from the edited text; mistakes in it are found when it is compiled. */
    default Applied applyTo(RuleSyntax before) {
        ReplaceSpan change = change(before);
        int start = change.span().start();
        String old = before.source().content();
        String text = old.substring(0, start) + change.text() + old.substring(change.span().end());
        RuleSyntax after = RuleParser.parse(new SourceText(before.source().name(), text), new ArrayList<>());
        Span written = new Span(start, start + change.text().length());
        return new Applied(after, new ReplaceSpan(written, before.source().slice(change.span())));
    }
}
