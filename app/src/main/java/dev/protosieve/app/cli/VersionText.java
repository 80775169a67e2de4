package dev.protosieve.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it down. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (@Nullable InputStream in = VersionText.class.getResourceAsStream("/dev/protosieve/app/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[]{"protosieve " + properties.getProperty("version", "unknown"),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version")};
    }
}
