package dev.protosieve.app.project;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where the application keeps what belongs to the user.
 *
 * @param config for what people may read and edit
 * @param state for what the application remembers by itself
 */
public record Folders(Path config, Path state) {

    private static final String NAME = "protosieve";

    /** The folders of the user who started this process. */
    public static Folders ofUser() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /** As the XDG Base Directory Specification 0.8 has it, and as usual on macOS and Windows. */
    static Folders of(Map<String, String> environment, String system, Path home) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            Path own = home.resolve("Library").resolve("Application Support").resolve(NAME);
            return new Folders(own, own);
        }
        if (os.startsWith("windows")) {
            return new Folders(at(environment, "APPDATA", home.resolve("AppData").resolve("Roaming")),
                    at(environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local")));
        }
        return new Folders(at(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
                at(environment, "XDG_STATE_HOME", home.resolve(".local").resolve("state")));
    }

    // "All paths set in these environment variables must be absolute", others are to be ignored
    private static Path at(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.getOrDefault(name, "");
        Path base = value.isEmpty() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
        return base.resolve(NAME);
    }

    public Path settings() {
        return config.resolve("settings.conf");
    }

    public Path drafts() {
        return state.resolve("drafts");
    }

    /** For what servers tell of their schemas. */
    public Path servers() {
        return state.resolve("servers");
    }
}
