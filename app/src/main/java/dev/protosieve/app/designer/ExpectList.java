package dev.protosieve.app.designer;

import dev.protosieve.app.session.ExpectResults.Result;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The {@code expect} lines under the rules, each with what the oracle made of it. */
final class ExpectList extends VBox {

    /** Lines that get a node; the text view has all of them. */
    private static final int MOST = 200;

    private final TermEditor editor;

    ExpectList(TermEditor editor) {
        super(2);
        this.editor = editor;
        getStyleClass().add("expectations");
        setMinWidth(0);
    }

    void show(List<ExpectLine> lines) {
        long done = lines.stream().filter(l -> l.result().isPresent()).count();
        long hold = lines.stream().filter(l -> l.result().filter(Result::holds).isPresent()).count();
        Label head = new Label(lines.isEmpty() ? "No expectations yet"
                : done == lines.size() ? hold + " of " + lines.size() + " expectations hold"
                        : lines.size() + " expectations");
        head.setId("expect-sum");
        head.getStyleClass().add(lines.isEmpty() ? "muted" : "strong");
        Button add = new Button("Add expectation", Icons.of(Feather.PLUS));
        add.setId("add-expectation");
        add.getStyleClass().addAll("flat", "small-button");
        add.setOnAction(_ -> editor.expectation(add, -1));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, head, gap, add);
        top.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(top);
        for (int i = 0; i < Math.min(MOST, lines.size()); i++) {
            getChildren().add(row(lines.get(i), i));
        }
        if (lines.size() > MOST) {
            Label more = new Label("and " + (lines.size() - MOST) + " more in the text");
            more.getStyleClass().addAll("muted", "small");
            getChildren().add(more);
        }
    }

    private HBox row(ExpectLine line, int index) {
        Optional<Result> result = line.result();
        boolean holds = result.filter(Result::holds).isPresent();
        Optional<String> wrong = line.mistake().or(() -> result.filter(r -> !r.holds()).map(r -> "got " + r.got()));
        boolean open = result.isEmpty() && wrong.isEmpty();
        Label mark = new Label(null, Icons.of(open ? Feather.CLOCK : holds ? Feather.CHECK : Feather.X));
        mark.getStyleClass().add(open ? "expect-open" : holds ? "expect-holds" : "expect-fails");
        Label verdict = new Label(line.verdict() + line.label().map(l -> " \u201c" + l + "\u201d").orElse(""));
        verdict.getStyleClass().addAll("strong", "verdict-" + line.verdict());
        verdict.setMinWidth(Region.USE_PREF_SIZE);
        Label body = new Label("{" + line.body().strip().replaceAll("\\s+", " ") + "}");
        body.getStyleClass().addAll("mono", "small");
        body.setMinWidth(0);
        HBox.setHgrow(body, Priority.ALWAYS);
        body.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(8, mark, verdict, body);
        if (!line.comment().isEmpty()) {
            Label comment = new Label(line.comment());
            comment.getStyleClass().addAll("remark", "small");
            comment.setMinWidth(0);
            row.getChildren().add(comment);
        }
        wrong.ifPresent(words -> {
            Label got = new Label(words);
            got.getStyleClass().addAll("small", "expect-got");
            got.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(got);
        });
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("expect-row");
        Button edit = Icons.button(Feather.EDIT_2, "Change the expectation of line " + line.line(), () -> {
        });
        edit.setOnAction(_ -> editor.expectation(edit, index));
        row.getChildren().add(edit);
        String words = holds ? "holds" : wrong.map(w -> "fails: " + w).orElse("checked once the rules compile");
        String comment = line.comment().isEmpty() ? "" : "\n" + line.comment();
        row.setAccessibleText("expect " + verdict.getText() + " " + body.getText() + ": " + words + comment);
        Hint.say(row, "Line " + line.line() + ": " + words + comment);
        return row;
    }
}
