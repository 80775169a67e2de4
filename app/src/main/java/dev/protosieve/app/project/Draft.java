package dev.protosieve.app.project;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.RulesOnDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The unsaved text of one window on disk. Its lock belongs to the process, so when the process is killed the system gives
 * it free, and the next window finds a draft that nobody holds.
 */
public final class Draft implements AutoCloseable {

    private static final String HEAD = "protosieve draft 1";
    private static final String TEXT = ".draft";
    private static final String LOCK = ".lock";

    private final Path file;
    private final Path lockFile;
    private final FileChannel channel;
    private final FileLock lock;

    private Draft(Path file, Path lockFile, FileChannel channel, FileLock lock) {
        this.file = file;
        this.lockFile = lockFile;
        this.channel = channel;
        this.lock = lock;
    }

    /** An empty draft of this process; its name begins with the process id. */
    public static Draft begin(Path folder) throws IOException {
        Files.createDirectories(folder);
        // its lock comes first: a draft that nobody holds is another window's to find
        Path lockFile = Files.createTempFile(folder, ProcessHandle.current().pid() + "-", LOCK);
        Path file = lockFile.resolveSibling(stem(lockFile, LOCK) + TEXT);
        return claim(file).orElseThrow(() -> new IOException(file + " is held by another process"));
    }

    private static String stem(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }

    /** The drafts in the folder that no living process holds; they are this process's now, until closed or cleared. */
    public static List<Draft> abandoned(Path folder) {
        List<Draft> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(TEXT)).sorted().toList()) {
                unheld(file).ifPresent(found::add);
            }
        } catch (IOException | UncheckedIOException e) {
            // no folder, no drafts
        }
        return found;
    }

    private static Optional<Draft> unheld(Path file) {
        try {
            return claim(file);
        } catch (IOException e) {
            // another user's
            return Optional.empty();
        }
    }

    private static Optional<Draft> claim(Path file) throws IOException {
        Path lockFile = file.resolveSibling(stem(file, TEXT) + LOCK);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new Draft(file, lockFile, channel, lock));
            }
        } catch (OverlappingFileLockException e) {
            // another window of this process
        }
        channel.close();
        return Optional.empty();
    }

    /** Writes the text and where it belongs. */
    public void write(Document document) throws IOException {
        SafeFile.write(file, HEAD + '\n' + document.file().map(Path::toString).orElse("") + '\n' + document.folder()
                + '\n' + document.ends().in(document.text()));
    }

    /** The document in the draft, unsaved, with what is on disk now as its saved text; empty when it cannot be read. */
    public Optional<Document> read() {
        try {
            String[] parts = Files.readString(file).split("\n", 4);
            if (parts.length < 4 || !parts[0].equals(HEAD)) {
                return Optional.empty();
            }
            Path folder = Path.of(parts[2]);
            Optional<Path> path = Optional.of(parts[1]).filter(p -> !p.isEmpty()).map(Path::of);
            RulesOnDisk typed = RulesOnDisk.of(parts[3]);
            return Optional.of(new Document(path, folder, typed.text(), path.map(Draft::onDisk).orElse(""),
                    typed.ends()));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    // a rule file that cannot be read holds nothing of the draft, which is then all there is
    private static String onDisk(Path file) {
        try {
            return RulesOnDisk.read(file).text();
        } catch (IOException e) {
            return "";
        }
    }

    /** There is nothing unsaved now. */
    public void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Forgets the text for good and gives the lock free. */
    public void discard() throws IOException {
        clear();
        close();
    }

    /** Gives the lock free; a text that was not cleared is found again by {@link #abandoned}. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(file)) {
            Files.deleteIfExists(lockFile);
        }
        lock.release();
        channel.close();
    }
}
