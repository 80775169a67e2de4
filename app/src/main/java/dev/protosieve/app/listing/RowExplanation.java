package dev.protosieve.app.listing;

import dev.protosieve.app.theme.RuleBadge;
import dev.protosieve.engine.emit.Origin;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What one instruction does, why it is there, and the rule text that asked for it. */
final class RowExplanation {

    private static final double WIDTH = 420;

    private RowExplanation() {
    }

    static Node of(ListingLine.Code code, ListingViewModel model) {
        Origin origin = code.row().origin();
        Label insn = new Label(code.row().text());
        insn.getStyleClass().addAll("mono", "strong");
        HBox head = new HBox(8, insn);
        head.setAlignment(Pos.CENTER_LEFT);
        if (code.rule() > 0) {
            head.getChildren().addAll(new RuleBadge(code.rule()), muted(model.ruleName(code.rule())));
        } else {
            head.getChildren().add(muted("serves all rules"));
        }
        VBox box = new VBox(5, head, words(model.meaning(code.row().slot())));
        if (!origin.why().isBlank()) {
            box.getChildren().add(words(origin.step() + ": " + origin.why()));
        }
        String rule = model.ruleText(origin);
        if (!rule.isBlank()) {
            Label text = new Label(rule.strip());
            text.getStyleClass().addAll("mono", "muted", "small");
            text.setMaxWidth(WIDTH);
            box.getChildren().add(text);
        }
        box.getChildren().add(muted("slot %d \u00b7 %s".formatted(code.row().slot(), hex(code.row().bytes()))));
        return box;
    }

    private static Label words(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMaxWidth(WIDTH);
        return label;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("muted", "small");
        return label;
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(String.format(Locale.ROOT, "%02x ", b));
        }
        return text.toString().strip();
    }
}
