package dev.protosieve.app;

import dev.protosieve.app.cli.Commands;
import dev.protosieve.app.project.Folders;
import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.shell.GuiOptions;
import dev.protosieve.app.task.NoDisplayException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the program begins: the window without arguments or with a rule file, a command with anything else. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        if (arguments.length == 2 && arguments[0].equals("start-time")) {
            System.exit(StartTime.measure(Path.of(arguments[1]), System.out));
        }
        System.exit(wantsWindow(arguments) ? window(arguments) : Commands.execute(arguments, Wiring::open));
    }

    private static boolean wantsWindow(String[] arguments) {
        return arguments.length == 0 || arguments.length == 1 && isFile(arguments[0]);
    }

    /** Names of commands have no dots or slashes; a folder may be named like one, and then the command is meant. */
    private static boolean isFile(String word) {
        return !word.startsWith("-") && (word.contains(".") || word.contains("/") || word.contains("\\"));
    }

    private static int window(String[] arguments) {
        Optional<Path> file = arguments.length == 0 ? Optional.empty() : Optional.of(Path.of(arguments[0]));
        Path samples = Path.of(System.getProperty("protosieve.home", "."), "samples");
        GuiOptions remembering = GuiOptions.STANDARD.remembering(Folders.ofUser()).samples(samples);
        GuiOptions options = file.map(remembering::file).orElse(remembering);
        try (Wiring wiring = Wiring.openForWindow(); GuiLauncher gui = wiring.gui(options)) {
            gui.awaitClosed();
            return 0;
        } catch (NoDisplayException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
