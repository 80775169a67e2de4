package dev.protosieve.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/** Contrasts as WCAG 2.2 defines them ("relative luminance", "contrast ratio"). */
final class ContrastTest {

    private static double luminance(String colour) {
        Color c = Color.web(colour);
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double contrast(String a, String b) {
        double one = luminance(a);
        double other = luminance(b);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static List<String> tooFaint(Palette p, double bar) {
        Map<String, String> texts = Map.of("text", p.text(), "muted", p.muted(), "accent", p.accent(), "pass", p.pass(),
                "drop", p.drop(), "log", p.log(), "warn", p.warn(), "code", p.code(), "name", p.name());
        Map<String, String> grounds = Map.of("canvas", p.canvas(), "raised", p.raised(), "sunken", p.sunken(),
                "selection", p.selection());
        List<String> faint = new ArrayList<>();
        texts.forEach((text, ink) -> grounds.forEach((ground, paper) -> {
            if (contrast(ink, paper) < bar) {
                faint.add(text + " on " + ground);
            }
        }));
        for (String colour : p.rules()) {
            if (contrast(p.onRule(), colour) < bar) {
                faint.add("number on " + colour);
            }
        }
        if (contrast(p.onRule(), p.accent()) < bar) {
            faint.add("words on a blue button");
        }
        return faint;
    }

    @Test
    void everyTextCanBeReadOnEveryGround() {
        assertEquals(List.of(), tooFaint(Palette.DARK, 4.5));
        assertEquals(List.of(), tooFaint(Palette.LIGHT, 4.5));
    }

    @Test
    void everyTextOfAPresentationCanBeReadFromTheLastRow() {
        assertEquals(List.of(), tooFaint(Palette.DARK_CLEAR, 7));
        assertEquals(List.of(), tooFaint(Palette.LIGHT_CLEAR, 7));
    }

    @Test
    void measuresAsTheStandardDoes() {
        assertEquals(21, contrast("#000000", "#ffffff"), 0.001);
        assertEquals(4.54, contrast("#767676", "#ffffff"), 0.01);
    }

    @Test
    void everyLengthOfTheSheetGrowsAndNothingElse() {
        String css = ".a { -fx-padding: 8 14 0.5 2px; -fx-border-width: 1; -fx-font-size: 13px; -fx-opacity: 0.5;"
                + " -fx-background-color: #112233; -fx-background-radius: 6 0; -fx-max-width: infinity }";
        assertEquals(".a { -fx-padding: 16.00px 28.00px 1.00px 4.00px; -fx-border-width: 1; -fx-font-size: 26.00px;"
                + " -fx-opacity: 0.5; -fx-background-color: #112233; -fx-background-radius: 12.00px 0.00px;"
                + " -fx-max-width: infinity }", new Scale(2).of(css));
        assertEquals(css, new Scale(1).of(css));
    }

    @Test
    void zoomsInStepsBetweenItsEnds() {
        Appearance look = new Appearance(Appearance.Choice.DARK,
                new SimpleObjectProperty<>(false));
        for (int i = 0; i < 20; i++) {
            look.larger();
        }
        assertEquals(2.5, look.zoom());
        look.setPercent(10);
        assertEquals(0.8, look.zoom());
        look.presenting().set(true);
        assertTrue(look.zoom() > 1);
        assertEquals(Theme.DARK_CLEAR, look.theme().get());
    }
}
