package dev.protosieve.app.schema;

import dev.protosieve.app.session.QuickFix;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.text.Diagnostic;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is wrong with the schema, and what mends it. */
final class ProblemStrip extends VBox {

    private final SchemaViewModel model;
    private final Label title = new Label("", Icons.of(Feather.ALERT_CIRCLE));
    private final Label words = new Label();
    private final FlowPane buttons = new FlowPane(6, 6);

    ProblemStrip(SchemaViewModel model) {
        super(5);
        this.model = model;
        setId("schema-problem");
        getStyleClass().add("problem-strip");
        title.getStyleClass().addAll("strong", "severity-error");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.getStyleClass().add("small");
        getChildren().addAll(title, words, buttons);
        model.problem().subscribe((_, _) -> show());
        model.fixesChanged().subscribe(this::show);
        show();
    }

    private void show() {
        Optional<Diagnostic> problem = model.problem().get();
        setVisible(problem.isPresent());
        setManaged(problem.isPresent());
        if (problem.isPresent()) {
            Diagnostic found = problem.get();
            say(model.nearby(found.message()),
                    model.nearby(found.place() + (found.hint().isEmpty() ? "" : "\n" + found.hint())));
            buttons.getChildren().setAll(model.fixes().stream().map(this::button).toList());
        }
        buttons.setManaged(!buttons.getChildren().isEmpty());
    }

    private void say(String head, String text) {
        // the name of a file keeps its letters
        boolean sentence = head.indexOf(':') < 0 || head.indexOf(' ') < head.indexOf(':');
        title.setText(sentence ? head.substring(0, 1).toUpperCase(Locale.ROOT) + head.substring(1) : head);
        words.setText(text);
    }

    private Button button(QuickFix fix) {
        Button button = new Button(fix.title());
        button.setMnemonicParsing(false);
        button.getStyleClass().add("quick-fix");
        button.setOnAction(_ -> model.mend(fix));
        return button;
    }
}
