package dev.protosieve.app.shell;

import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.bpf.feature.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/** What people ask about the program: what it is, what its keys are, what this machine can do. */
final class Help {

    private final Overlay overlay;
    private final BackgroundTasks tasks;
    private List<Action> actions = List.of();

    Help(Overlay overlay, BackgroundTasks tasks) {
        this.overlay = overlay;
        this.tasks = tasks;
    }

    /** What the window can do, for the list of keys. */
    void actions(List<Action> all) {
        actions = List.copyOf(all);
    }

    void about() {
        ImageView icon = new ImageView(new Image(
                Objects.requireNonNull(Help.class.getResourceAsStream("/dev/protosieve/icons/protosieve-64.png"))));
        TextArea text = new TextArea(licences());
        text.setEditable(false);
        text.getStyleClass().add("licences");
        text.setAccessibleText("Licences of this program and of the libraries in it");
        new Card(overlay, "Protosieve " + Version.number(),
                "Rules over protobuf messages, compiled to eBPF filters and shown at work.\n" + Version.platform())
                .with(icon).with(text).answer("ok", "Close", () -> {
                }).show();
    }

    /** The licence of every library, as checked in. */
    static String licences() {
        try (InputStream in = Objects
                .requireNonNull(Help.class.getResourceAsStream("/dev/protosieve/app/licences.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keys() {
        GridPane grid = grid();
        for (Action action : actions) {
            if (action.keys().isPresent()) {
                Label keys = new Label(action.keyText());
                keys.getStyleClass().add("key-text");
                grid.addRow(grid.getRowCount(), keys, new Label(action.title().getValue()));
            }
        }
        List.of(List.of("Esc", "Close what lies above the panes"),
                List.of("Alt+Up, Alt+Down", "Move the selected rule"),
                List.of("Delete", "Delete the selected rule")).forEach(row -> {
                    Label keys = new Label(row.getFirst());
                    keys.getStyleClass().add("key-text");
                    grid.addRow(grid.getRowCount(), keys, new Label(row.getLast()));
                });
        new Card(overlay, "Keys", "").with(scroll(grid)).answer("ok", "Close", () -> {
        }).show();
    }

    /** Examines the machine, then shows what was found. */
    void doctor() {
        tasks.start("Examining this machine", _ -> Surroundings.examine(), this::show,
                e -> new Card(overlay, "The machine could not be examined", "" + e.getMessage())
                        .answer("ok", "Close", () -> {
                        }).show());
    }

    private void show(List<Check> checks) {
        GridPane grid = grid();
        for (Check check : checks) {
            Label sign = new Label(check.ok() ? "\u2713" : "\u2715");
            sign.getStyleClass().add(check.ok() ? "verdict-pass" : "verdict-drop");
            sign.setMinWidth(Region.USE_PREF_SIZE);
            sign.setAccessibleText(check.ok() ? "works" : "missing");
            Label name = new Label(check.name());
            name.getStyleClass().add("strong");
            name.setMinWidth(Region.USE_PREF_SIZE);
            Label detail = new Label(check.detail() + (check.hint().isEmpty() ? "" : "\n" + check.hint()));
            detail.setWrapText(true);
            grid.addRow(grid.getRowCount(), sign, name, detail);
            List.of(sign, name, detail).forEach(l -> GridPane.setValignment(l, VPos.TOP));
        }
        long missing = checks.stream().filter(c -> !c.ok()).count();
        new Card(overlay, "What this machine can do",
                missing == 0 ? "Everything Protosieve needs is there." : missing + " of " + checks.size()
                        + " are missing; what to do about each stands below it. The simulator works anyway.")
                .with(scroll(grid)).answer("ok", "Close", () -> {
                }).show();
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("help-grid");
        return grid;
    }

    private static ScrollPane scroll(GridPane grid) {
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("help-scroll");
        return scroll;
    }
}
