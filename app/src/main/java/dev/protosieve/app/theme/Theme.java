package dev.protosieve.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;

/** Light or dark: AtlantaFX for the controls, our sheet on top, our colours and fonts below both. */
public enum Theme {
    LIGHT(Palette.LIGHT),
    DARK(Palette.DARK);

    private final Palette palette;

    Theme(Palette palette) {
        this.palette = palette;
    }

    public Palette palette() {
        return palette;
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    /** The theme named {@code light} or {@code dark}; dark for anything else. */
    public static Theme named(String word) {
        return word.equalsIgnoreCase("light") ? LIGHT : DARK;
    }

    /** Dresses a scene; popups take the sheets over from their owner. */
    public void applyTo(Scene scene) {
        scene.setUserAgentStylesheet(controls());
        scene.getStylesheets().setAll(sheets());
        scene.getRoot().getStyleClass().removeAll("theme-light", "theme-dark");
        scene.getRoot().getStyleClass().add(this == DARK ? "theme-dark" : "theme-light");
    }

    /** Our own sheets, for popups that have a scene of their own. */
    public List<String> sheets() {
        return List.of(data(palette.css() + Fonts.installed().css()), resource("protosieve.css"));
    }

    private String controls() {
        return switch (this) {
            case LIGHT -> new PrimerLight().getUserAgentStylesheet();
            case DARK -> new PrimerDark().getUserAgentStylesheet();
        };
    }

    private static String data(String css) {
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        URL url = Objects.requireNonNull(Theme.class.getResource(name), name);
        return url.toExternalForm();
    }
}
