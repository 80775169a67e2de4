package dev.protosieve.app.theme;

import java.util.List;
import java.util.Set;
import javafx.scene.text.Font;

/**
 * The two families of the window: the first that is installed of a list of good ones.
 *
 * @param text for words
 * @param mono for code
 */
public record Fonts(String text, String mono) {

    private static final List<String> TEXT = List.of("Inter", "Inter UI", "Segoe UI", "SF Pro Text", "Noto Sans",
            "Cantarell",
            "Open Sans", "Liberation Sans", "DejaVu Sans");
    private static final List<String> MONO = List.of("JetBrains Mono", "Cascadia Mono", "SF Mono", "Fira Code",
            "Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono");

    /** What this machine has, looked for once: asking for all families reads every font. */
    public static Fonts installed() {
        return Installed.FONTS;
    }

    private static final class Installed {
        static final Fonts FONTS = find();
    }

    private static Fonts find() {
        Set<String> families = Set.copyOf(Font.getFamilies());
        return new Fonts(first(TEXT, families, "System"), first(MONO, families, "Monospaced"));
    }

    private static String first(List<String> wanted, Set<String> families, String otherwise) {
        return wanted.stream().filter(families::contains).findFirst().orElse(otherwise);
    }

    String css() {
        return """
                .root, .pop-form { -fx-font-family: "%s"; -fx-font-size: 13px; }
                .mono, .code-area, .code-area .text, .styled-text-area .text { -fx-font-family: "%s"; }
                """.formatted(text, mono);
    }
}
