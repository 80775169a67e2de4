package dev.protosieve.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** Light or dark: AtlantaFX for the controls, our sheet on top, our colours and fonts below both. */
public enum Theme {
    LIGHT(Palette.LIGHT),
    DARK(Palette.DARK),
    /** For presentations. */
    LIGHT_CLEAR(Palette.LIGHT_CLEAR),
    /** For presentations. */
    DARK_CLEAR(Palette.DARK_CLEAR);

    static final String SHEET = "protosieve.css";
    /** Made by the build ({@link ControlSheet}). */
    static final String DARK_CONTROLS = "controls-dark.css";
    /** Made by the build ({@link ControlSheet}). */
    static final String LIGHT_CONTROLS = "controls-light.css";

    private final Palette palette;

    Theme(Palette palette) {
        this.palette = palette;
    }

    public Palette palette() {
        return palette;
    }

    public boolean isDark() {
        return this == DARK || this == DARK_CLEAR;
    }

    /** As dark or light as this one, with all contrasts 7:1 or more. */
    public Theme clear() {
        return isDark() ? DARK_CLEAR : LIGHT_CLEAR;
    }

    /** The theme named {@code light} or {@code dark}; dark for anything else. */
    public static Theme named(String word) {
        return word.equalsIgnoreCase("light") ? LIGHT : DARK;
    }

    /**
     * Sets how controls look in all windows. Before the first control is made, so that JavaFX does not read a theme of its
     * own first.
     */
    public void dressControls() {
        Application.setUserAgentStylesheet(controls());
    }

    /**
     * Dresses a scene; popups take the sheets over from their owner.
     *
     * @param zoom 1 for the natural size of letters and everything around them
     */
    public void applyTo(Scene scene, double zoom) {
        dressControls();
        scene.getStylesheets().setAll(sheets(zoom));
        scene.getRoot().getStyleClass().removeAll("theme-light", "theme-dark");
        scene.getRoot().getStyleClass().add(isDark() ? "theme-dark" : "theme-light");
    }

    // by its address JavaFX takes the sheet as BinarySheet made it, and need not parse it
    private List<String> sheets(double zoom) {
        String own = palette.css() + Fonts.installed().css();
        return zoom == 1 ? List.of(data(own), address(SHEET).toExternalForm())
                : List.of(data(new Scale(zoom).of(own + read(SHEET))));
    }

    private String controls() {
        return address(isDark() ? DARK_CONTROLS : LIGHT_CONTROLS).toExternalForm();
    }

    private static String data(String css) {
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    private static URL address(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name);
    }

    static String read(String name) {
        try (InputStream sheet = address(name).openStream()) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
