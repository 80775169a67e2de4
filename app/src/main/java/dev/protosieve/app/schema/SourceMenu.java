package dev.protosieve.app.schema;

import dev.protosieve.app.session.Sources;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Where a schema may come from. */
final class SourceMenu extends MenuButton {

    SourceMenu(Sources sources) {
        super("", Icons.of(Feather.PLUS));
        setId("schema-sources");
        getStyleClass().addAll("flat", "source-menu");
        setAccessibleText("Open or add a schema");
        Hint.say(this, "Open or add a schema");
        item("New rules for a schema file\u2026", () -> file().ifPresent(sources::open));
        item("New rules for a folder\u2026",
                () -> folder("Open a folder of .proto files").ifPresent(sources::open));
        item("Add a schema file to these rules\u2026", () -> file().ifPresent(sources::add));
        item("Add a folder to these rules\u2026",
                () -> folder("Add a folder of .proto files").ifPresent(sources::add));
        item("From a running gRPC server\u2026", () -> ServerForm.show(this, sources));
        sources.folderAsker().set(() -> folder("Choose the folder that imports begin at"));
    }

    private void item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(_ -> action.run());
        getItems().add(item);
    }

    private Optional<Path> file() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a schema");
        chooser.getExtensionFilters().addAll(
                new FileChooser.ExtensionFilter("Schemas", Sources.PATTERNS),
                new FileChooser.ExtensionFilter("All files", "*"));
        return path(chooser.showOpenDialog(getScene().getWindow()));
    }

    private Optional<Path> folder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return path(chooser.showDialog(getScene().getWindow()));
    }

    private static Optional<Path> path(@Nullable File chosen) {
        return Optional.ofNullable(chosen).map(File::toPath);
    }
}
