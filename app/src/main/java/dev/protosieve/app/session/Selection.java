package dev.protosieve.app.session;

import dev.protosieve.engine.text.Span;
import java.util.List;

/**
 * What is selected in the window; every pane looks at it, none at another pane.
 *
 * @param rule number of the rule, from 1; 0 for none
 * @param span its text (or a part of it) in the rule file
 * @param slot the instruction that was clicked; -1 for none
 * @param field the protobuf field that was clicked: full names of the fields from the root message to it; empty for none
 * @param bytes offsets in the lab's packet, from the Ethernet header on; {@link Span#NONE} for none
 */
public record Selection(int rule, Span span, int slot, List<String> field, Span bytes) {

    public static final Selection NONE = new Selection(0, Span.NONE, -1, List.of(), Span.NONE);

    public Selection {
        field = List.copyOf(field);
    }

    public static Selection ofRule(int rule, Span span) {
        return new Selection(rule, span, -1, List.of(), Span.NONE);
    }

    public Selection atSlot(int clicked) {
        return new Selection(rule, span, clicked, field, bytes);
    }

    public Selection onField(List<String> way) {
        return new Selection(rule, span, slot, way, bytes);
    }

    public Selection onBytes(Span range) {
        return new Selection(rule, span, slot, field, range);
    }

    /** The same with a part of the rule's text. */
    public Selection within(Span part) {
        return new Selection(rule, part, slot, field, bytes);
    }
}
