package dev.protosieve.app.session;

import dev.protosieve.engine.text.Span;

/**
 * What is selected in the window; every pane looks at it, none at another pane.
 *
 * @param rule number of the rule, from 1; 0 for none
 * @param span its text (or a part of it) in the rule file
 * @param slot the instruction that was clicked; -1 for none
 * @param field full name of the protobuf field that was clicked; empty for none
 */
public record Selection(int rule, Span span, int slot, String field) {

    public static final Selection NONE = new Selection(0, Span.NONE, -1, "");

    public static Selection ofRule(int rule, Span span) {
        return new Selection(rule, span, -1, "");
    }

    public Selection atSlot(int clicked) {
        return new Selection(rule, span, clicked, field);
    }

    public Selection onField(String fullName) {
        return new Selection(rule, span, slot, fullName);
    }
}
