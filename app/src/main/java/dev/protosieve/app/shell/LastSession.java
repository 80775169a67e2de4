package dev.protosieve.app.shell;

import dev.protosieve.app.project.Settings;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.theme.Appearance;
import dev.protosieve.app.theme.Pane;
import dev.protosieve.app.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** How the window stood when it was closed, as settings; how it looked, also when it came to no proper end. */
final class LastSession {

    private static final double LEAST = 400;
    private static final double MOST = 20_000;

    private LastSession() {
    }

    /** @param otherwise counts where nothing is remembered at all */
    static Appearance.Choice choice(Optional<Settings> settings, Theme otherwise) {
        if (settings.isEmpty()) {
            return otherwise.isDark() ? Appearance.Choice.DARK : Appearance.Choice.LIGHT;
        }
        String word = settings.get().text("theme").orElse("system").toUpperCase(Locale.ROOT);
        return Arrays.stream(Appearance.Choice.values()).filter(c -> c.name().equals(word)).findFirst()
                .orElse(Appearance.Choice.SYSTEM);
    }

    static Optional<Double> zoom(Optional<Settings> settings) {
        return settings.flatMap(s -> s.number("zoom", 80, 250));
    }

    static Optional<Path> file(Settings settings) {
        return settings.path("session.file");
    }

    /** Size and place, if that place is still on a screen. */
    static void place(Settings settings, Stage stage) {
        Optional<Double> width = settings.number("window.width", LEAST, MOST);
        Optional<Double> height = settings.number("window.height", LEAST, MOST);
        if (width.isPresent() && height.isPresent()) {
            Rectangle2D screen = Screen.getPrimary().getVisualBounds();
            stage.setWidth(Math.min(width.get(), screen.getWidth()));
            stage.setHeight(Math.min(height.get(), screen.getHeight()));
        }
        Optional<Double> x = settings.number("window.x", -MOST, MOST);
        Optional<Double> y = settings.number("window.y", -MOST, MOST);
        if (x.isPresent() && y.isPresent()
                && !Screen.getScreensForRectangle(x.get() + 50, y.get() + 10, 100, 20).isEmpty()) {
            stage.setX(x.get());
            stage.setY(y.get());
        }
        stage.setMaximized(settings.text("window.maximized").filter("yes"::equals).isPresent());
    }

    /** Which panes are shown, their sizes, and blocks or text. */
    static void panes(Settings settings, MainView view) {
        settings.text("session.panes").ifPresent(names -> {
            List<String> shown = Arrays.asList(names.split(","));
            view.panes().show(view.panes().every().stream().filter(p -> shown.contains(p.title())).toList());
        });
        settings.text("session.dividers").ifPresent(view.panes()::divide);
        settings.text("session.view").ifPresent(v -> view.show(!v.equals("text")));
    }

    /** Writes theme and size down as soon as people change them. */
    static void follow(Settings settings, Appearance appearance) {
        appearance.choice().subscribe((_, _) -> put(settings, looks(appearance)));
        appearance.percent().subscribe((_, _) -> put(settings, looks(appearance)));
    }

    private static Map<String, String> looks(Appearance appearance) {
        return Map.of("theme", appearance.choice().get().name().toLowerCase(Locale.ROOT), "zoom",
                whole(appearance.percent().get()));
    }

    static void store(Settings settings, Stage stage, Appearance appearance, Presentation presentation, MainView view,
            Document document) {
        if (presentation.isOn()) {
            presentation.toggle();
        }
        Map<String, String> values = new HashMap<>(looks(appearance));
        values.put("window.maximized", stage.isMaximized() ? "yes" : "no");
        if (!stage.isMaximized()) {
            values.put("window.x", whole(stage.getX()));
            values.put("window.y", whole(stage.getY()));
            values.put("window.width", whole(stage.getWidth()));
            values.put("window.height", whole(stage.getHeight()));
        }
        values.put("session.panes", String.join(",", view.panes().shown().get().stream().map(Pane::title).toList()));
        values.put("session.dividers", view.panes().dividers());
        values.put("session.view", view.showsBlocks() ? "blocks" : "text");
        values.put("session.file", document.file().map(Path::toString).orElse(""));
        put(settings, values);
    }

    private static void put(Settings settings, Map<String, String> values) {
        try {
            settings.put(values);
        } catch (IOException e) {
            System.getLogger(LastSession.class.getName()).log(System.Logger.Level.WARNING,
                    "the settings were not written", e);
        }
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
