package dev.protosieve.app.cli;

import dev.protosieve.app.shell.Version;
import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it down. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[]{"protosieve " + Version.number(), Version.platform()};
    }
}
