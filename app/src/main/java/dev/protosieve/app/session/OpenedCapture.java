package dev.protosieve.app.session;

import java.nio.file.Path;

/** A capture file that was opened; the same file opened anew equals nothing, since it may hold other packets. */
public final class OpenedCapture {

    private final Path file;

    public OpenedCapture(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
