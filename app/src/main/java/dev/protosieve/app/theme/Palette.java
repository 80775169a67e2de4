package dev.protosieve.app.theme;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.paint.Color;

/**
 * The colours of one theme, as {@code #rrggbb}: the charts and the style sheet read the same values.
 *
 * @param code functions in rules
 * @param name names of types, enum values and packet variables in rules
 * @param rules one colour a rule, used in turn; every one is told apart from its neighbours without colour vision too,
 *     by its number
 */
public record Palette(String canvas, String raised, String sunken, String line, String text, String muted,
        String accent,
        String selection, String pass, String drop, String log, String warn, String code, String name, String onRule,
        List<String> rules) {

    /** Ink on a dark canvas. */
    public static final Palette DARK = new Palette("#151a21", "#1b222b", "#10141a", "#2b333e", "#e6ebf1", "#98a3b0",
            "#58a6ff", "#1f3350", "#3fcf8e", "#ff7878", "#58a6ff", "#f0b849", "#c8a8ff", "#56cfd2", "#0d1117",
            List.of("#58a6ff", "#f2994a", "#b48cff", "#3fcf8e", "#ff7eb6", "#e3c04b", "#3cc8c8", "#d98c6a"));

    /** Ink on paper. */
    public static final Palette LIGHT = new Palette("#ffffff", "#f6f8fa", "#ffffff", "#dde2e8", "#1b2430", "#525d6b",
            "#1a62c6", "#deebfc", "#0f6f40", "#c32a2a", "#1a62c6", "#835800", "#6a3fb5", "#0b6670", "#ffffff",
            List.of("#1f6fde", "#b45809", "#7b4fd6", "#137a46", "#c2357f", "#846800", "#0b7a7a", "#9c4a2c"));

    /** Dark, for the last row of a hall: every contrast is 7:1 or more. */
    public static final Palette DARK_CLEAR = new Palette("#0a0d12", "#11161d", "#06080b", "#3b4552", "#ffffff",
            "#c8d1dc",
            "#8cc4ff", "#16294a", "#5ee6a8", "#ffa0a0", "#8cc4ff", "#ffd166", "#dcc6ff", "#7fe3e3", "#000000",
            List.of("#7db9ff", "#ffb066", "#ccb0ff", "#5ee6a8", "#ffa0cc", "#f2d264", "#5edede", "#efab8c"));

    /** Light, for the last row of a hall: every contrast is 7:1 or more. */
    public static final Palette LIGHT_CLEAR = new Palette("#ffffff", "#f7f9fb", "#ffffff", "#aab4c0", "#0b121b",
            "#39434f", "#0c459a", "#e6f0fd", "#064f2b", "#8f1414", "#0c459a", "#573a00", "#482590", "#04494f",
            "#ffffff",
            List.of("#0c459a", "#733700", "#512b9e", "#064f2b", "#86194f", "#544200", "#044f4f", "#6f2d14"));

    public Palette {
        rules = List.copyOf(rules);
    }

    /** The colour of the rule with that number, counted from 1. */
    public String rule(int number) {
        return rules.get(Math.floorMod(number - 1, rules.size()));
    }

    /** The style class that gives a node the rule's colours ({@code -rule-color}, {@code -rule-tint}). */
    public static String ruleClass(int number) {
        return number < 1 ? "rule-none" : "rule-color-" + Math.floorMod(number - 1, DARK.rules.size());
    }

    /** The looked-up colours of the style sheet: all of {@code -ps-*}, and modena's names that some controls still use. */
    public String css() {
        StringBuilder css = new StringBuilder(".root {\n");
        named().forEach((name, value) -> css.append("  ").append(name).append(": ").append(value).append(";\n"));
        css.append("}\n");
        for (int i = 0; i < rules.size(); i++) {
            css.append(
                    ".rule-color-" + i + " { -rule-color: " + rules.get(i) + "; -rule-tint: " + rules.get(i)
                            + "33; }\n");
        }
        css.append(".rule-none { -rule-color: %s; -rule-tint: transparent; }\n".formatted(muted));
        return css.toString();
    }

    // further from the letters on it
    private static String mixed(String colour, String other) {
        Color color = Color.web(colour).interpolate(Color.web(other), 0.15);
        return "#%02x%02x%02x".formatted(Math.round(color.getRed() * 255), Math.round(color.getGreen() * 255),
                Math.round(color.getBlue() * 255));
    }

    private Map<String, String> named() {
        Map<String, String> colours = new TreeMap<>();
        colours.put("-ps-canvas", canvas);
        colours.put("-ps-raised", raised);
        colours.put("-ps-sunken", sunken);
        colours.put("-ps-line", line);
        colours.put("-ps-text", text);
        colours.put("-ps-muted", muted);
        colours.put("-ps-accent", accent);
        colours.put("-ps-accent-strong", mixed(accent, text));
        colours.put("-ps-selection", selection);
        colours.put("-ps-pass", pass);
        colours.put("-ps-drop", drop);
        colours.put("-ps-log", log);
        colours.put("-ps-warn", warn);
        colours.put("-ps-code", code);
        colours.put("-ps-name", name);
        colours.put("-ps-on-rule", onRule);
        colours.put("-ps-drop-tint", drop + "2a");
        colours.put("-ps-warn-tint", warn + "2a");
        colours.put("-ps-pass-tint", pass + "22");
        // modena's names: ControlsFX looks them up
        colours.put("-fx-text-inner-color", text);
        colours.put("-fx-text-base-color", text);
        colours.put("-fx-text-background-color", text);
        colours.put("-fx-control-inner-background", canvas);
        colours.put("-fx-base", raised);
        colours.put("-fx-background", canvas);
        colours.put("-fx-accent", accent);
        return colours;
    }
}
