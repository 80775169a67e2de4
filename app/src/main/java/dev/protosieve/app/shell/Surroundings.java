package dev.protosieve.app.shell;

import dev.protosieve.bpf.feature.Check;
import dev.protosieve.bpf.feature.Doctor;
import dev.protosieve.engine.schema.ProtocFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What lies around the program: Java, protoc, JavaFX and what it needs of the system. */
public final class Surroundings {

    /** Packages of Debian 12 with the libraries that JavaFX opens by name. */
    private record Library(String file, String debianPackage) {
    }

    private static final List<Library> DRAWING = List.of(new Library("libfontconfig.so.1", "fontconfig"),
            new Library("libfreetype.so.6", "libfreetype6"), new Library("libpango-1.0.so.0", "libpango-1.0-0"),
            new Library("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"));
    private static final Library WINDOWS = new Library("libgtk-3.so.0", "libgtk-3-0");
    private static final Path FONTS = Path.of("/usr/share/fonts");

    private Surroundings() {
    }

    /** What the kernel lets this process do, and then what lies around the program. Takes some 100 ms. */
    public static List<Check> examine() {
        return Stream.concat(Doctor.examine().stream(), around().stream()).toList();
    }

    private static List<Check> around() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("Java", true, Runtime.version().toString(), ""));
        checks.add(protoc());
        checks.add(javafx());
        if (System.getProperty("os.name").equals("Linux")) {
            checks.add(libraries());
            checks.add(display());
            checks.add(fonts());
        }
        return checks;
    }

    private static Check protoc() {
        String program = ProtocFinder.find().map(Path::toString).orElse("protoc");
        try {
            Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return new Check("protoc", ended && process.exitValue() == 0, said.strip(), "");
        } catch (IOException e) {
            return new Check("protoc", false, program + " cannot be started", "use the distribution's bin/protosieve");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Check("protoc", false, "interrupted", "");
        }
    }

    private static Check javafx() {
        Optional<Module> graphics = ModuleLayer.boot().findModule("javafx.graphics");
        return graphics.isPresent()
                ? new Check("JavaFX", true, System.getProperty("glass.platform", "the system's windows"), "")
                : new Check("JavaFX", false, "not on the module path", "use the distribution's bin/protosieve");
    }

    private static Check libraries() {
        List<String> missing = DRAWING.stream().filter(l -> !present(l)).map(Library::debianPackage).toList();
        return missing.isEmpty() ? new Check("drawing", true, "fontconfig, freetype and pango are there", "")
                : new Check("drawing", false, "libraries are missing", "apt-get install " + String.join(" ", missing));
    }

    private static Check display() {
        if (!hasDisplay(System.getenv())) {
            return new Check("display", true, "none: only the demo draws, in memory", "");
        }
        return present(WINDOWS) ? new Check("display", true, "there is one", "")
                : new Check("display", false, "GTK 3 is missing", "apt-get install " + WINDOWS.debianPackage);
    }

    /** An empty name is none, as for those who open windows. */
    public static boolean hasDisplay(Map<String, String> environment) {
        return Stream.of("DISPLAY", "WAYLAND_DISPLAY").anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    }

    private static boolean present(Library library) {
        return Stream.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/lib/x86_64-linux-gnu",
                "/usr/lib/aarch64-linux-gnu").anyMatch(folder -> Files.exists(Path.of(folder, library.file())));
    }

    private static Check fonts() {
        return FontSearch.anyIn(FONTS) ? new Check("fonts", true, "there are some in " + FONTS, "")
                : new Check("fonts", false, "none in " + FONTS, "apt-get install fonts-dejavu-core");
    }
}
