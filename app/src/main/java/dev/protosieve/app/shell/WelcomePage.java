package dev.protosieve.app.shell;

import dev.protosieve.app.theme.Icons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is there when nothing is open: ways to begin, files of before, and lessons. */
final class WelcomePage extends ScrollPane {

    private final Consumer<Path> open;
    private final VBox left = new VBox(6, heading("Start"));
    private final VBox files = new VBox(2);

    /**
     * @param begin ways to begin, such as opening a file
     * @param copy opens a sample, which stays as it is
     * @param open opens a file of before
     * @param progress of what is being opened
     */
    WelcomePage(List<Action> begin, List<Lessons.Lesson> lessons, Consumer<Path> copy, Consumer<Path> open,
            Node progress) {
        this.open = open;
        setId("welcome");
        getStyleClass().add("welcome");
        setFitToWidth(true);
        begin.forEach(action -> left.getChildren().add(starter(action)));
        Label hint = new Label("or drop a .proto or .sieve file anywhere on this window");
        hint.getStyleClass().add("muted");
        hint.setWrapText(true);
        left.getChildren().addAll(hint, heading("Recent"), files);
        left.getStyleClass().add("welcome-column");
        VBox right = new VBox(6, heading("Learn by doing"),
                cards(lessons.stream().filter(Lessons::isLesson).toList(), copy),
                heading("Larger samples"),
                cards(lessons.stream().filter(l -> !Lessons.isLesson(l)).toList(), copy));
        right.getStyleClass().add("welcome-wide");
        Label title = new Label("Filter protobuf messages in the kernel");
        title.getStyleClass().add("welcome-title");
        Label about = new Label(
                "Write rules over the fields of your messages. Protosieve turns them into an eBPF program, "
                        + "shows what it does, and puts it to work.");
        about.getStyleClass().add("muted");
        about.setWrapText(true);
        HBox columns = new HBox(left, right);
        columns.getStyleClass().add("welcome-columns");
        HBox.setHgrow(right, Priority.ALWAYS);
        VBox page = new VBox(title, about, progress, columns);
        page.getStyleClass().add("welcome-page");
        VBox centred = new VBox(page);
        centred.setAlignment(Pos.TOP_CENTER);
        setContent(centred);
    }

    /** The keys go to the first way to begin. */
    void focusFirst() {
        // what a scroll pane holds is in the scene when its skin is there
        applyCss();
        left.getChildren().get(1).requestFocus();
    }

    /** The files that were open last; those that are gone say so. */
    void showRecent(List<Path> recent) {
        files.getChildren().setAll(recent.stream().limit(8).map(this::file).toList());
        if (recent.isEmpty()) {
            Label none = new Label("Files that you open are listed here.");
            none.getStyleClass().add("muted");
            files.getChildren().setAll(none);
        }
    }

    private Node file(Path path) {
        boolean there = Files.exists(path);
        Button button = new Button(path.getFileName() + (there ? "" : "  (missing)"));
        Label folder = new Label(String.valueOf(path.getParent()));
        folder.getStyleClass().addAll("muted", "small");
        button.getStyleClass().addAll("flat", "welcome-link");
        button.setMnemonicParsing(false);
        button.setDisable(!there);
        button.setOnAction(_ -> open.accept(path));
        button.setAccessibleText("Open " + path + (there ? "" : ", which is missing"));
        return new VBox(button, folder);
    }

    private static Label heading(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("welcome-heading");
        return label;
    }

    private static Button starter(Action action) {
        Button button = new Button(action.title().getValue(), Icons.of(switch (action.id()) {
            case "open" -> Feather.FOLDER;
            case "open-schema" -> Feather.FILE_TEXT;
            default -> Feather.PLUS;
        }));
        button.setId("welcome-" + action.id());
        button.getStyleClass().addAll("flat", "welcome-link");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        button.setOnAction(_ -> action.runIfPossible());
        return button;
    }

    private static TilePane cards(List<Lessons.Lesson> lessons, Consumer<Path> copy) {
        TilePane flow = new TilePane();
        flow.getStyleClass().add("lesson-cards");
        for (Lessons.Lesson lesson : lessons) {
            Label title = new Label(lesson.title());
            title.getStyleClass().add("strong");
            Label about = new Label(lesson.about());
            about.getStyleClass().addAll("muted", "small");
            about.setWrapText(true);
            Button card = new Button(null, new VBox(3, title, about));
            card.setId("lesson-" + lesson.file().getFileName().toString().replace(".sieve", ""));
            card.getStyleClass().add("lesson-card");
            card.setAccessibleText(lesson.title() + ". " + lesson.about());
            card.setOnAction(_ -> copy.accept(lesson.file()));
            flow.getChildren().add(card);
        }
        return flow;
    }
}
