package dev.protosieve.app.shell;

import dev.protosieve.app.project.Folders;
import dev.protosieve.app.theme.Theme;
import dev.protosieve.engine.emit.Hook;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the window opens.
 *
 * @param file the rule file or schema; without one the file of the last session, or the welcome page
 * @param width of the content, in pixels that do not depend on the screen
 * @param device the interface that is chosen at first; absent for the first there is
 * @param folders where settings and unsaved text are kept; absent when nothing is remembered, and then theme and size count
 * @param samples the folder of the samples; absent when there are none
 */
public record GuiOptions(Optional<Path> file, int width, int height, Theme theme, Hook hook, Optional<String> device,
        Optional<Folders> folders, Optional<Path> samples) {

    public static final GuiOptions STANDARD = new GuiOptions(Optional.empty(), 1440, 900, Theme.DARK, Hook.XDP,
            Optional.empty(), Optional.empty(), Optional.empty());

    public GuiOptions file(Path path) {
        return new GuiOptions(Optional.of(path), width, height, theme, hook, device, folders, samples);
    }

    public GuiOptions size(int w, int h) {
        return new GuiOptions(file, w, h, theme, hook, device, folders, samples);
    }

    public GuiOptions theme(Theme next) {
        return new GuiOptions(file, width, height, next, hook, device, folders, samples);
    }

    public GuiOptions at(Hook where, String interfaceName) {
        return new GuiOptions(file, width, height, theme, where, Optional.of(interfaceName), folders, samples);
    }

    /** Remembers settings and unsaved text there. */
    public GuiOptions remembering(Folders home) {
        return new GuiOptions(file, width, height, theme, hook, device, Optional.of(home), samples);
    }

    public GuiOptions samples(Path folder) {
        return new GuiOptions(file, width, height, theme, hook, device, folders, Optional.of(folder));
    }
}
