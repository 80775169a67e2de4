package dev.protosieve.app;

import dev.protosieve.app.project.Folders;
import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.shell.GuiOptions;
import dev.protosieve.app.task.NoDisplayException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Opens the window as people do, says how long that took since the process began, and ends. The build keeps the classes of
 * such a run for quick starts.
 */
final class StartTime {

    /** Lines of /proc/self/stat count in these (proc_pid_stat(5): sysconf(_SC_CLK_TCK), 100 on all Linux of today). */
    private static final double TICKS_PER_SECOND = 100;
    /** Field 22 is the 20th behind the name in brackets. */
    private static final int START_FIELD = 19;

    /** Set by the build; the launcher then keeps the classes of the run. */
    private static final String TRAINING = "PROTOSIEVE_TRAIN";
    private static final Pattern DESKTOP = Pattern.compile(
            "com/sun/(glass/ui/(gtk/)?|prism/(es2|ps)/|javafx/application/preferences/)[^/]*\\.class");

    private StartTime() {
    }

    /** 0, or 1 when the file was not shown and compiled. */
    static int measure(Path file, PrintStream out) {
        long origin = System.nanoTime() - age().toNanos();
        if (System.getenv(TRAINING) != null) {
            loadDesktop();
        }
        try (Wiring wiring = Wiring.openForWindow()) {
            Path home = temporary();
            try {
                return measure(GuiOptions.STANDARD.file(file)
                        .remembering(new Folders(home.resolve("config"), home.resolve("state"))), wiring, origin, out);
            } finally {
                delete(home);
            }
        } catch (NoDisplayException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int measure(GuiOptions options, Wiring wiring, long origin, PrintStream out) {
        try (GuiLauncher gui = wiring.gui(options)) {
            long shown = gui.awaitFirstFrame() - origin;
            boolean checked = gui.awaitChecked();
            long compiled = System.nanoTime() - origin;
            gui.awaitComplete();
            out.printf("usable %,d ms, compiled and verified %,d ms, processor %,d ms%n", shown / 1_000_000,
                    compiled / 1_000_000,
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis());
            return checked ? 0 : 1;
        }
    }

    // without a display, the run that the build keeps meets neither the desktop's windows nor its graphics card
    private static void loadDesktop() {
        ModuleLayer.boot().configuration().findModule("javafx.graphics").ifPresent(graphics -> {
            try (ModuleReader reader = graphics.reference().open(); Stream<String> names = reader.list()) {
                names.filter(name -> DESKTOP.matcher(name).matches()).forEach(StartTime::load);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void load(String resource) {
        try {
            Class.forName(resource.replace('/', '.').replaceFirst("\\.class$", ""), false,
                    ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            System.err.println(resource + ": " + e);
        }
    }

    // the start that Java tells is rounded to the second in which the machine began
    private static Duration age() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double start = Long.parseLong(fields[START_FIELD]) / TICKS_PER_SECOND;
            double now = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
            return Duration.ofNanos(Math.max(0, Math.round((now - start) * 1e9)));
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("protosieve-start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println(folder + " was not deleted: " + e.getMessage());
        }
    }
}
