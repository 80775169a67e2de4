package dev.protosieve.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.task.FxThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;
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

    /** A button of each kind on each ground, in each state that it may be looked at in. */
    private static List<String> tooFaintButtons(Theme theme, double bar) {
        List<String> faint = new ArrayList<>();
        for (String kind : List.of("", "flat", "accent", "danger button-outlined", "danger flat", "flat add-term",
                "flat welcome-link")) {
            for (String state : List.of("", "focused", "hover", "armed", "hover focused", "hover armed focused")) {
                Button button = new Button("Words");
                button.getStyleClass().addAll(List.of(kind.split(" ")));
                dress(theme, button);
                Stream.of(state.split(" ")).filter(s -> !s.isEmpty())
                        .forEach(s -> button.pseudoClassStateChanged(PseudoClass.getPseudoClass(s), true));
                button.applyCss();
                double seen = contrast(theme, button, button.getTextFill());
                if (seen < bar) {
                    faint.add("%s %s %s: %.2f".formatted(theme, kind, state, seen));
                }
            }
        }
        return faint;
    }

    private static void dress(Theme theme, Node node) {
        theme.applyTo(new Scene(new StackPane(node)), 1);
        node.applyCss();
    }

    /** What is below a node without a ground of its own is a card, which is paler than the canvas. */
    private static double contrast(Theme theme, Region node, Paint ink) {
        Color below = Color.web(theme.palette().raised());
        Color paper = node.getBackground() == null ? below
                : node.getBackground().getFills().stream().map(fill -> (Color) fill.getFill())
                        .reduce(below, ContrastTest::over);
        return contrast(hex(below.interpolate(over(paper, (Color) ink), node.getOpacity())),
                hex(below.interpolate(paper, node.getOpacity())));
    }

    private static Color over(Color below, Color above) {
        return below.interpolate(Color.color(above.getRed(), above.getGreen(), above.getBlue()), above.getOpacity());
    }

    private static String hex(Color color) {
        return "#%02x%02x%02x".formatted(Math.round(color.getRed() * 255), Math.round(color.getGreen() * 255),
                Math.round(color.getBlue() * 255));
    }

    private static <T> T onFx(Supplier<T> look) {
        FxThread fx = new FxThread();
        fx.start();
        return CompletableFuture.supplyAsync(look, fx).join();
    }

    @Test
    void buttonsCanBeReadInEveryState() {
        assertEquals(List.of(), onFx(() -> tooFaintButtons(Theme.DARK, 4.5)));
        assertEquals(List.of(), onFx(() -> tooFaintButtons(Theme.LIGHT, 4.5)));
        assertEquals(List.of(), onFx(() -> tooFaintButtons(Theme.DARK_CLEAR, 7)));
        assertEquals(List.of(), onFx(() -> tooFaintButtons(Theme.LIGHT_CLEAR, 7)));
    }

    @Test
    void whatIsOffAndStillToBeReadIsNotFaded() {
        for (Theme theme : Theme.values()) {
            double bar = theme == theme.clear() ? 7 : 4.5;
            List<Double> seen = onFx(() -> {
                Button missing = new Button("gone.sieve  (missing)");
                missing.getStyleClass().addAll("flat", "welcome-link");
                missing.setDisable(true);
                dress(theme, missing);
                Label chip = new Label("test");
                chip.getStyleClass().addAll("chip", "chip-value");
                HBox words = new HBox(chip);
                words.getStyleClass().add("card-words");
                HBox card = new HBox(words);
                card.getStyleClass().addAll("rule-card", "off");
                dress(theme, card);
                TextArea prompt = new TextArea();
                prompt.setPromptText("These bytes are no such message");
                prompt.getStyleClass().add("message-text");
                prompt.setDisable(true);
                dress(theme, prompt);
                Text said = (Text) prompt.lookupAll(".text").stream()
                        .filter(t -> t instanceof Text text && text.getText().startsWith("These")).findFirst()
                        .orElseThrow();
                return List.of(contrast(theme, missing, missing.getTextFill()),
                        contrast(theme, chip, chip.getTextFill()), words.getOpacity() * bar,
                        contrast(theme, prompt, said.getFill()));
            });
            assertTrue(seen.stream().allMatch(s -> s >= bar), () -> theme + " " + seen);
        }
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
