package dev.protosieve.app.shell;

import dev.protosieve.app.project.Autosave;
import dev.protosieve.app.project.Draft;
import dev.protosieve.app.project.Settings;
import dev.protosieve.app.schema.BusyStrip;
import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.app.session.CompileLoop;
import dev.protosieve.app.session.Runner;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.app.theme.Appearance;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javafx.collections.ObservableList;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The stage with everything that belongs to it. On the FX thread only. */
final class MainWindow {

    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 64, 128, 256, 512);
    /** A window that nobody sees, on another desktop perhaps, is compiled for too. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int HEADLESS_ROW = 1000;
    private static final double SMALL_WIDTH = 1280;
    private static final double SMALL_HEIGHT = 720;

    private final Workbench bench;
    private final FxThread fx;
    private final Stage stage = new Stage();
    private final Appearance appearance;
    private final BorderPane frame = new BorderPane();
    private final Overlay overlay = new Overlay(frame);
    private final StackPane root = new StackPane(frame, overlay);
    private final MainView view;
    private final Scene scene;
    private final FileDesk desk;
    private final Supplier<WelcomePage> welcome;
    private final Optional<Settings> settings;
    private final Optional<Autosave> autosave;
    private final Presentation presentation;
    private final CompletableFuture<Long> firstFrame = new CompletableFuture<>();
    private final CompletableFuture<Boolean> complete = new CompletableFuture<>();
    private final Runnable behindFirstFrame;
    private int layouts;
    private final Runnable laidOut = this::laidOut;

    MainWindow(Workbench bench, Runner runner, CompileLoop compile, BackgroundTasks tasks, Workers workers, FxThread fx,
            GuiOptions options, SchemaParts schemas) {
        this.bench = bench;
        this.fx = fx;
        this.settings = options.folders().map(folders -> Settings.read(folders.settings()));
        this.autosave = options.folders()
                .map(folders -> new Autosave(folders.drafts(), workers, words -> fx.execute(() -> trouble(words))));
        this.appearance = new Appearance(LastSession.choice(settings, options.theme()), fx.systemIsDark());
        appearance.theme().get().dressControls();
        LastSession.zoom(settings).ifPresent(appearance::setPercent);
        settings.ifPresent(s -> LastSession.follow(s, appearance));
        this.desk = new FileDesk(bench, schemas.sources(), stage, overlay, settings, () -> showWelcome(false),
                () -> autosave.map(Autosave::flush).orElse(false));
        Help help = new Help(overlay, tasks);
        this.view = new MainView(bench, runner, tasks, schemas, desk, workers, fx, this::switchTheme, help::doctor);
        this.presentation = new Presentation(appearance, view.panes());
        WindowActions actions = new WindowActions(bench, runner, desk, view, appearance, presentation, help, overlay,
                tasks, stage, this::picture, () -> showWelcome(true), this::close);
        help.actions(actions.all());
        BusyStrip opening = new BusyStrip(schemas.sources());
        this.welcome = () -> new WelcomePage(actions.starters(), options.samples().map(Lessons::in).orElse(List.of()),
                desk::openCopy, desk::openAny, opening);
        frame.setTop(new MenuRow(actions.groups(), this::recent, desk::openAny, actions.palette()));
        frame.setCenter(view);
        boolean small = overflowsHeadless(options);
        this.scene = small ? new Scene(root, SMALL_WIDTH, SMALL_HEIGHT)
                : new Scene(root, fitting(options.width(), Rectangle2D::getWidth),
                        fitting(options.height(), Rectangle2D::getHeight));
        appearance.theme().subscribe(_ -> dress());
        appearance.percent().subscribe((_, _) -> dress());
        scene.getAccelerators().putAll(actions.otherKeys());
        scene.addEventFilter(ScrollEvent.SCROLL, this::zoomByWheel);
        acceptFiles();
        bench.document().subscribe(document -> autosave.ifPresent(a -> a.changed(document)));
        begin(options);
        show(small, options);
        workers.after(LONGEST_WAIT, () -> fx.execute(compile::begin));
        this.behindFirstFrame = () -> afterFirstFrame(compile, options);
    }

    private void zoomByWheel(ScrollEvent wheel) {
        if (wheel.isShortcutDown() && wheel.getDeltaY() != 0 && !wheel.isInertia()) {
            wheel.consume();
            if (wheel.getDeltaY() > 0) {
                appearance.larger();
            } else {
                appearance.smaller();
            }
        }
    }

    private void begin(GuiOptions options) {
        stage.setScene(scene);
        stage.titleProperty().bind(
                bench.document().map(d -> (d.isDirty() ? "\u2022 " : "") + d.name() + " \u2013 Protosieve"));
        stage.setOnCloseRequest(request -> {
            request.consume();
            close();
        });
        Optional<Path> file = options.file().or(() -> settings.flatMap(LastSession::file).filter(Files::isRegularFile));
        file.ifPresent(desk::openUnasked);
        showWelcome(bench.document().get().file().isEmpty() && bench.document().get().text().isEmpty());
    }

    private void show(boolean small, GuiOptions options) {
        settings.ifPresent(s -> LastSession.place(s, stage));
        if (Double.isNaN(stage.getWidth()) && fillsTheScreen()) {
            stage.setMaximized(true);
        }
        scene.addPostLayoutPulseListener(laidOut);
        stage.show();
        settings.ifPresent(s -> LastSession.panes(s, view));
        if (small) {
            root.resize(options.width(), options.height());
            view.divide();
        }
        settings.map(Settings::notice).filter(n -> !n.isEmpty()).ifPresent(this::trouble);
        if (frame.getCenter() == view) {
            focusRules();
        }
    }

    /** No larger than the screen, where there is a real one. */
    private static double fitting(double wanted, ToDoubleFunction<Rectangle2D> side) {
        return isHeadless() ? wanted : Math.min(wanted, side.applyAsDouble(Screen.getPrimary().getVisualBounds()));
    }

    // with its frame around it, such a window would hang over the edges of the screen
    private boolean fillsTheScreen() {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        return !isHeadless() && (scene.getWidth() >= screen.getWidth() || scene.getHeight() >= screen.getHeight());
    }

    private static boolean isHeadless() {
        return "Headless".equals(System.getProperty("glass.platform"));
    }

    // JavaFX 26's headless platform draws into a buffer of 1000 x 1000 pixels, row after row, and throws behind its end:
    // there a larger view hangs over the edge of a smaller window, and pictures are taken of the view
    private static boolean overflowsHeadless(GuiOptions options) {
        return isHeadless() && options.height() * HEADLESS_ROW + options.width() > HEADLESS_ROW * HEADLESS_ROW;
    }

    // a layout that comes behind the one with the rules: by then their picture was handed over
    private void laidOut() {
        boolean ruled = frame.getCenter() != view || bench.tree().get().rules().isEmpty()
                || root.lookup(".rule-card") != null;
        if (ruled && layouts++ > 0) {
            scene.removePostLayoutPulseListener(laidOut);
            firstFrame.complete(System.nanoTime());
            fx.later(behindFirstFrame);
        } else {
            fx.pulse();
        }
    }

    // what nobody sees at first, in pieces, so that keys and mouse get their turn between them
    private void afterFirstFrame(CompileLoop compile, GuiOptions options) {
        compile.begin();
        // in one go: each change of the list hands all pixels of the best one to the desktop
        stage.getIcons().setAll(ICON_SIZES.stream().flatMap(size -> icon(size).stream()).toList());
        options.folders().ifPresent(f -> new Recovery(overlay, desk, Draft.abandoned(f.drafts())).offer());
        Deque<Runnable> parts = new ArrayDeque<>(view.hiddenParts());
        parts.add(() -> complete.complete(true));
        next(parts);
    }

    private void next(Deque<Runnable> parts) {
        Optional.ofNullable(parts.poll()).ifPresent(part -> fx.later(() -> {
            part.run();
            next(parts);
        }));
    }

    /** When the parts that nobody sees at first are there too. */
    CompletableFuture<Boolean> complete() {
        return complete;
    }

    /** When the window was laid out for the first time; what is drawn then is there to be used. */
    CompletableFuture<Long> firstFrame() {
        return firstFrame;
    }

    private static Optional<Image> icon(int size) {
        try (InputStream png = MainWindow.class
                .getResourceAsStream("/dev/protosieve/icons/protosieve-" + size + ".png")) {
            return Optional.ofNullable(png).map(Image::new);
        } catch (IOException e) {
            // a window without icon is still a window
            return Optional.empty();
        }
    }

    private void acceptFiles() {
        scene.setOnDragOver(drag -> {
            if (dropped(drag.getDragboard().getFiles()).isPresent()) {
                drag.acceptTransferModes(TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(drag -> {
            Optional<Path> file = dropped(drag.getDragboard().getFiles());
            file.ifPresent(desk::openAny);
            drag.setDropCompleted(file.isPresent());
        });
    }

    private static Optional<Path> dropped(List<File> files) {
        return files.size() == 1 ? Optional.of(files.getFirst().toPath()) : Optional.empty();
    }

    private Stream<Path> recent() {
        return settings.stream().flatMap(MenuRow::recent);
    }

    /** Puts the page that welcomes in the place of the panes, or the panes in its. */
    private void showWelcome(boolean shown) {
        if (shown) {
            WelcomePage page = welcome.get();
            page.showRecent(recent().toList());
            frame.setCenter(page);
            page.focusFirst();
        } else if (frame.getCenter() != view) {
            frame.setCenter(view);
            // what was never laid out holds no panes that could take the keys
            root.applyCss();
            root.layout();
            focusRules();
        }
    }

    private void focusRules() {
        view.panes().focus(view.panes().every().get(1));
    }

    private void dress() {
        appearance.theme().get().applyTo(scene, appearance.zoom());
        view.dress(appearance.theme().get());
    }

    private void switchTheme() {
        appearance.choice().set(
                appearance.theme().get().isDark() ? Appearance.Choice.LIGHT : Appearance.Choice.DARK);
    }

    /** Which of the two views of the rules is in front. */
    void showBlocks(boolean blocks) {
        view.show(blocks);
    }

    FileDesk desk() {
        return desk;
    }

    private WritableImage picture() {
        return Picture.of(root);
    }

    private void trouble(String words) {
        desk.say("Please note", words);
    }

    /** Asks about unsaved text, then remembers how things stand and hides the window. */
    void close() {
        desk.unlessUnsaved(() -> {
            autosave.ifPresent(Autosave::close);
            settings.ifPresent(
                    s -> LastSession.store(s, stage, appearance, presentation, view, bench.document().get()));
            stage.hide();
        });
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
        return root;
    }
}
