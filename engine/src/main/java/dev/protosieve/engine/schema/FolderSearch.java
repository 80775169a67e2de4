package dev.protosieve.engine.schema;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Walks a folder for .proto files without following links, hidden folders left out. */
final class FolderSearch extends SimpleFileVisitor<Path> {

    static final int MOST_FOLDERS = 50_000;
    static final int MOST_FILES = 25_000;

    private final Path asked;
    /** Where the walk begins: a link that was asked for is followed, those below it are not. */
    private Path top;
    private final List<SourceList.Found> found = new ArrayList<>();
    private int folders;
    private final List<String> failed = new ArrayList<>();
    private final BooleanSupplier stop;
    private boolean stopped;
    private boolean cancelled;

    /** @param stop asked at each file and folder; after it said yes only a part is found */
    FolderSearch(Path top, BooleanSupplier stop) {
        this.asked = top;
        this.top = top;
        this.stop = stop;
    }

    void run() throws IOException {
        top = asked.toRealPath();
        Files.walkFileTree(top, this);
        found.sort(Comparator.comparing(SourceList.Found::path));
    }

    /** Sorted by path. */
    List<SourceList.Found> found() {
        return found;
    }

    /** Whether there were too many. */
    boolean stopped() {
        return stopped;
    }

    boolean cancelled() {
        return cancelled;
    }

    private String name(Path file) {
        return top.relativize(file).toString().replace('\\', '/');
    }

    /** Files and folders below the top that could not be read. */
    List<String> failed() {
        return failed;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean hidden = folders > 0 && String.valueOf(folder.getFileName()).startsWith(".");
        stopped |= ++folders > MOST_FOLDERS;
        return hidden ? FileVisitResult.SKIP_SUBTREE : next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (SourceList.ending(file).equals("proto") && !(attributes.isSymbolicLink() && Files.isDirectory(file))) {
            stopped |= found.size() == MOST_FILES;
            found.add(new SourceList.Found(asked.resolve(top.relativize(file)), name(file), attributes.size(),
                    attributes.lastModifiedTime().toMillis()));
        }
        return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
        if (file.equals(top)) {
            throw problem;
        }
        failed.add(name(file));
        return next();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
        return next();
    }

    private FileVisitResult next() {
        cancelled |= stop.getAsBoolean();
        return stopped || cancelled ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
}
