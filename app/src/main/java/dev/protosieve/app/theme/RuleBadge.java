package dev.protosieve.app.theme;

import javafx.scene.control.Label;

/** The coloured square with a rule's number: the sign of a rule in every pane. */
public final class RuleBadge extends Label {

    private static final String TROUBLE = "rule-trouble";

    private int number;
    private boolean trouble;

    /** @param number from 1; 0 for what belongs to no rule */
    public RuleBadge(int number) {
        this.number = number;
        getStyleClass().addAll("rule-badge", Palette.ruleClass(number));
        setText(words(number));
        setMinWidth(USE_PREF_SIZE);
    }

    private static String words(int number) {
        return number < 1 ? "\u00b7" : Integer.toString(number);
    }

    /** For what went wrong with a packet before any rule could decide. */
    public static RuleBadge trouble() {
        RuleBadge badge = new RuleBadge(0);
        badge.show(0, true);
        return badge;
    }

    /** Becomes the sign of another rule, or of {@link #trouble}; quicker than a new one, which is styled from nothing. */
    public void show(int next, boolean bad) {
        if (next == number && bad == trouble) {
            return;
        }
        getStyleClass().removeAll(Palette.ruleClass(number), TROUBLE);
        getStyleClass().add(Palette.ruleClass(next));
        if (bad) {
            getStyleClass().add(TROUBLE);
        }
        setText(bad ? "!" : words(next));
        number = next;
        trouble = bad;
    }
}
