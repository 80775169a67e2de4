package dev.protosieve.app.shell;

import dev.protosieve.app.schema.SchemaViewModel;
import dev.protosieve.app.session.CompileLoop;
import dev.protosieve.app.session.DiskWatch;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Runner;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.theme.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.controlsfx.control.Notifications;

/** The stage with everything that belongs to it. On the FX thread only. */
final class MainWindow implements FileActions {

    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 64, 128, 256, 512);

    private static final int HEADLESS_ROW = 1000;
    private static final double SMALL_WIDTH = 1280;
    private static final double SMALL_HEIGHT = 720;

    private final Workbench bench;
    private final Runner runner;
    private final Sources sources;
    private final Stage stage = new Stage();
    private final MainView view;
    private final Scene scene;
    private Theme theme;

    MainWindow(Workbench bench, Runner runner, CompileLoop compile, GuiOptions options, Sources sources,
            SchemaViewModel schema, DiskWatch disk) {
        this.bench = bench;
        this.runner = runner;
        this.theme = options.theme();
        this.sources = sources;
        this.view = new MainView(bench, runner, this, schema, disk, () -> dress(theme.other()));
        boolean small = overflowsHeadless(options);
        this.scene = small ? new Scene(view, SMALL_WIDTH, SMALL_HEIGHT)
                : new Scene(view, options.width(), options.height());
        dress(theme);
        keys();
        FileDrop.on(scene, this::openFile, sources);
        stage.setScene(scene);
        stage.titleProperty().bind(bench.document().map(d -> d.name() + " \u2013 Protosieve"));
        ICON_SIZES.forEach(this::addIcon);
        stage.show();
        if (small) {
            view.resize(options.width(), options.height());
            view.divide();
        }
        compile.now();
    }

    // JavaFX 26's headless platform draws into a buffer of 1000 x 1000 pixels, row after row, and throws behind its end:
    // there a larger view hangs over the edge of a smaller window, and pictures are taken of the view
    private static boolean overflowsHeadless(GuiOptions options) {
        return "Headless".equals(System.getProperty("glass.platform"))
                && options.height() * HEADLESS_ROW + options.width() > HEADLESS_ROW * HEADLESS_ROW;
    }

    private void addIcon(int size) {
        try (InputStream png = MainWindow.class
                .getResourceAsStream("/dev/protosieve/icons/protosieve-" + size + ".png")) {
            if (png != null) {
                stage.getIcons().add(new Image(png));
            }
        } catch (IOException e) {
            // a window without icon is still a window
        }
    }

    private void keys() {
        key(KeyCode.Z, bench::undo, KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.Z, bench::redo, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
        key(KeyCode.Y, bench::redo, KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.S, this::save, KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.O, this::open, KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.ENTER, this::loadOrReplace, KeyCombination.SHORTCUT_DOWN);
    }

    private void key(KeyCode code, Runnable action, KeyCombination.Modifier... modifiers) {
        scene.getAccelerators().put(new KeyCodeCombination(code, modifiers), action);
    }

    private void loadOrReplace() {
        if (bench.run().get().isRunning()) {
            runner.replace();
        } else {
            runner.load();
        }
    }

    /** Puts the window into a theme; popups follow when they open next. */
    void dress(Theme next) {
        theme = next;
        theme.applyTo(scene);
        view.dress(theme);
    }

    /** Which of the two views of the rules is in front. */
    void showBlocks(boolean blocks) {
        view.show(blocks);
    }

    @Override
    public void open() {
        Path file = choose("Open rules or a schema", false);
        if (file != null) {
            openFile(file);
        }
    }

    /** Shows that file; a file that cannot be read is said so, and what was open stays. */
    void openFile(Path file) {
        if (!Sources.isRules(file)) {
            sources.openFresh(file);
            return;
        }
        try {
            bench.open(Document.opened(file, Files.readString(file)));
        } catch (IOException e) {
            say("Cannot open " + file, reason(e));
        }
    }

    @Override
    public void save() {
        Path file = bench.document().get().file().orElseGet(() -> choose("Save the rules", true));
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, bench.document().get().text());
            bench.saved(file);
        } catch (IOException e) {
            say("Cannot save " + file, reason(e));
        }
    }

    private @org.jspecify.annotations.Nullable Path choose(String title, boolean save) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialDirectory(bench.document().get().folder().toFile());
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Rule files", "*.sieve"));
        if (!save) {
            chooser.getExtensionFilters().addFirst(new FileChooser.ExtensionFilter("Rules and schemas", "*.sieve",
                    "*.proto", "*.zip", "*.binpb", "*.pb", "*.desc", "*.protoset", "*.fds", "*.gz"));
        }
        var file = save ? chooser.showSaveDialog(stage) : chooser.showOpenDialog(stage);
        return file == null ? null : file.toPath();
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException ? "There is no such file."
                : e instanceof java.nio.file.AccessDeniedException ? "Reading or writing it is not permitted."
                        : e instanceof java.nio.charset.CharacterCodingException ? "It is no UTF-8 text."
                                : "" + e.getMessage();
    }

    /** A message that goes away by itself. */
    void say(String title, String words) {
        Notifications.create().owner(stage).title(title).text(words).showWarning();
    }

    Scene scene() {
        return scene;
    }

    Stage stage() {
        return stage;
    }

    /** Hides this and everything above it, so that the toolkit can end. */
    static void hideAll(ObservableList<Window> windows) {
        List.copyOf(windows).reversed().forEach(Window::hide);
    }

    /** What pictures are taken of. */
    Region root() {
        return view;
    }
}
