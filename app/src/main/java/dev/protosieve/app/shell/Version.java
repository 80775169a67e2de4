package dev.protosieve.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What this program is, as the build wrote it down, and what it runs on. */
public final class Version {

    private Version() {
    }

    /** {@code 1.2.3}, or {@code unknown} outside of a build. */
    public static String number() {
        Properties properties = new Properties();
        try (@Nullable InputStream in = Version.class.getResourceAsStream("/dev/protosieve/app/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }

    /** Java and operating system in one line. */
    public static String platform() {
        return "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version");
    }
}
