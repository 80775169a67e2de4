package dev.protosieve.app.shell;

import dev.protosieve.app.theme.Theme;
import dev.protosieve.engine.emit.Hook;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the window opens.
 *
 * @param file the rule file; an empty window without one
 * @param width of the content, in pixels that do not depend on the screen
 * @param device the interface that is chosen at first; absent for the first there is
 */
public record GuiOptions(Optional<Path> file, int width, int height, Theme theme, Hook hook, Optional<String> device) {

    public static final GuiOptions STANDARD = new GuiOptions(Optional.empty(), 1440, 900, Theme.DARK, Hook.XDP,
            Optional.empty());

    public GuiOptions file(Path path) {
        return new GuiOptions(Optional.of(path), width, height, theme, hook, device);
    }

    public GuiOptions size(int w, int h) {
        return new GuiOptions(file, w, h, theme, hook, device);
    }

    public GuiOptions theme(Theme next) {
        return new GuiOptions(file, width, height, next, hook, device);
    }

    public GuiOptions at(Hook where, String interfaceName) {
        return new GuiOptions(file, width, height, theme, where, Optional.of(interfaceName));
    }
}
