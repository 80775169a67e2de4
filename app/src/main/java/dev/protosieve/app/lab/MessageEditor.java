package dev.protosieve.app.lab;

import dev.protosieve.app.lab.MessageForm.Reading;
import dev.protosieve.app.theme.Icons;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.feather.Feather;

/** The message as a form, as text, as JSON and as hex: four views of the same bytes. */
final class MessageEditor extends BorderPane {

    private final LabViewModel model;
    private final Map<MessageForm, TextArea> areas = new EnumMap<>(MessageForm.class);
    private final Label mistake = new Label();
    private final Label unknown = new Label();
    private final StackPane pages = new StackPane();
    private MessageForm edited = MessageForm.TEXT;
    private boolean filling;

    MessageEditor(LabViewModel model) {
        this.model = model;
        getStyleClass().add("message-editor");
        SegmentedButton forms = new SegmentedButton();
        FieldForm form = new FieldForm(model);
        add(forms, "Form", form, true);
        for (MessageForm one : MessageForm.values()) {
            TextArea area = area(one);
            areas.put(one, area);
            add(forms, one.title(), area, false);
        }
        add(forms, "Capture", new CaptureList(model), false);
        HBox head = new HBox(8, forms);
        head.getStyleClass().add("lab-head");
        mistake.setId("lab-mistake");
        mistake.setWrapText(true);
        mistake.setGraphic(Icons.of(Feather.ALERT_TRIANGLE));
        mistake.getStyleClass().add("lab-mistake");
        unknown.setId("lab-unknown");
        unknown.setWrapText(true);
        unknown.getStyleClass().add("lab-unknown");
        setTop(head);
        setCenter(pages);
        setBottom(new VBox(mistake, unknown, new SettingsBar(model)));
        model.draft().subscribe(_ -> fill());
        model.mistake().subscribe(this::say);
        model.report().subscribe(_ -> say(model.mistake().get()));
    }

    private void add(SegmentedButton forms, String title, Node page, boolean first) {
        ToggleButton button = new ToggleButton(title);
        button.setId("lab-" + title.toLowerCase(Locale.ROOT));
        button.setAccessibleText(title.equals("Capture") ? "Packets of a capture file" : "Message as " + title);
        button.setSelected(first);
        button.setMinWidth(USE_PREF_SIZE);
        page.setVisible(first);
        button.setOnAction(_ -> {
            button.setSelected(true);
            pages.getChildren().forEach(p -> p.setVisible(p == page));
        });
        forms.getButtons().add(button);
        pages.getChildren().add(page);
    }

    private TextArea area(MessageForm form) {
        TextArea area = new TextArea();
        area.setId("lab-" + form.title().toLowerCase(Locale.ROOT) + "-area");
        area.setAccessibleText("Message as " + form.title());
        area.getStyleClass().addAll("mono", "message-text");
        area.setWrapText(true);
        area.textProperty().addListener((_, _, text) -> {
            if (!filling) {
                edited = form;
                model.edit(form, text);
            }
        });
        return area;
    }

    /** Every form but the one that is typed in follows the bytes. */
    private void fill() {
        filling = true;
        try {
            areas.forEach(this::fill);
        } finally {
            filling = false;
        }
        sayUnknown(model.unknownFields());
        say(model.mistake().get());
    }

    private void sayUnknown(int count) {
        unknown.setVisible(count > 0);
        unknown.setManaged(count > 0);
        unknown.setText((count == 1 ? "One field is" : count + " fields are")
                + " not in the schema: Hex shows " + (count == 1 ? "it" : "them") + ", and an edit keeps "
                + (count == 1 ? "it." : "them."));
    }

    private void fill(MessageForm form, TextArea area) {
        Optional<String> text = model.text(form);
        boolean typing = area.isFocused() && form == edited;
        if (!typing) {
            area.setText(text.orElse(""));
        }
        area.setDisable(text.isEmpty());
        area.setPromptText(text.isPresent() ? "" : model.draft().get().type().isEmpty()
                ? "The message appears when the rules compile." : model.text(MessageForm.TEXT).isPresent()
                        ? "JSON cannot show all of it, such as a time out of range or an Any of a type that the schema has not:"
                                + " edit it as text."
                        : "These bytes are no such message: mend them as hex.");
    }

    private void say(Optional<Reading.Mistake> wrong) {
        areas.values().forEach(a -> a.getStyleClass().remove("wrong"));
        Optional<String> broken = model.broken();
        mistake.setVisible(wrong.isPresent() || broken.isPresent());
        mistake.setManaged(mistake.isVisible());
        wrong.ifPresentOrElse(w -> {
            TextArea area = areas.get(edited);
            if (area.isVisible()) {
                area.getStyleClass().add("wrong");
            }
            mistake.setText(place(area.getText(), w.offset()) + w.words()
                    + (w.words().endsWith(".") ? "" : ".") + " The last good message stays.");
        }, () -> mistake.setText(broken.map(b -> "No whole message: " + b + ".").orElse("")));
    }

    private static String place(String text, int offset) {
        if (offset < 0) {
            return "";
        }
        String before = text.substring(0, Math.min(offset, text.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        String near = text.substring(before.length(), Math.min(text.length(), before.length() + 12)).lines()
                .findFirst().orElse("");
        return "Line " + line + ", column " + (before.length() - before.lastIndexOf('\n'))
                + (near.isBlank() ? "" : ", at \u201c" + near + "\u201d") + ": ";
    }
}
