package dev.protosieve.engine.schema;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reading files that a user named, with bounds. */
final class SourceFile {

    /** The largest public schemas, all of their files together, have about 40 MB. */
    static final int MOST_BYTES = 64 << 20;

    private SourceFile() {
    }

    /** The whole file; one that is too large or no regular file is an {@link IOException} too. */
    static byte[] bytes(Path path) throws IOException {
        // A named pipe or a device would block for ever.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException(Files.isDirectory(path) ? "this is a folder" : "this is no regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("the file is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return bytes;
        }
    }

    /** The first two bytes, the lower one first; 0 for a shorter file. */
    static int magic(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("this is no regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(2);
            return head.length < 2 ? 0 : (head[0] & 0xff) | (head[1] & 0xff) << 8;
        }
    }

    static Diagnostic unreadable(Path path, IOException why) {
        if (why instanceof NoSuchFileException && Files.isSymbolicLink(path)) {
            return Diagnostic.error("schema.not-found", Place.of(path.toString()),
                    "this is a link to a file that is not there", "");
        }
        if (why instanceof NoSuchFileException) {
            boolean named = ("" + path.getFileName()).contains(".");
            return Diagnostic.error("schema.not-found", Place.of(path.toString()),
                    named ? "there is no such file" : "there is no such file or folder",
                    NearestNames.hint(path.getFileName() == null ? "" : path.getFileName().toString(),
                            neighbours(path)));
        }
        return Diagnostic.error("schema.unreadable", Place.of(path.toString()),
                "the file cannot be read: " + Problems.of(why),
                why instanceof AccessDeniedException ? "give yourself the right to read it, or open another" : "");
    }

    /** Control characters are no part of any .proto text. */
    static boolean looksBinary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
            if (bytes[i] >= 0 && bytes[i] < 0x09) {
                return true;
            }
        }
        return false;
    }

    private static List<String> neighbours(Path path) {
        try (Stream<Path> files = Files.list(path.toAbsolutePath().getParent())) {
            return files.limit(1000).map(f -> f.getFileName().toString()).toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
