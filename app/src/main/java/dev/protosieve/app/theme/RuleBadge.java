package dev.protosieve.app.theme;

import javafx.scene.control.Label;

/** The coloured square with a rule's number: the sign of a rule in every pane. */
public final class RuleBadge extends Label {

    /** @param number from 1; 0 for what belongs to no rule */
    public RuleBadge(int number) {
        super(number < 1 ? "\u00b7" : Integer.toString(number));
        getStyleClass().addAll("rule-badge", Palette.ruleClass(number));
        setMinWidth(USE_PREF_SIZE);
    }

    /** For what went wrong with a packet before any rule could decide. */
    public static RuleBadge trouble() {
        RuleBadge badge = new RuleBadge(0);
        badge.setText("!");
        badge.getStyleClass().add("rule-trouble");
        return badge;
    }
}
