package dev.protosieve.app.project;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes text so that a reader, or the next start after a power cut, finds the old text or the new, never a part. */
public final class SafeFile {

    private SafeFile() {
    }

    /**
     * Replaces the file's content. A symbolic link stays one and its target is written; permissions stay. In a folder where no
     * file may be made, a file that may be written is written in place.
     */
    public static void write(Path file, String text) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = Optional.ofNullable(real.getParent()).orElse(real);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // moving a new file over it would get around a file that is not to be written
        if (Files.exists(real) && !Files.isWritable(real)) {
            throw new AccessDeniedException(real.toString());
        }
        Path next;
        try {
            next = Files.createTempFile(folder, "." + real.getFileName() + ".", ".tmp");
        } catch (AccessDeniedException e) {
            if (!Files.exists(real)) {
                throw e;
            }
            put(real, bytes);
            return;
        }
        try {
            put(next, bytes);
            keepAttributes(real, next);
            Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.CREATE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    // a temporary file is for its owner only; a new file is as the process makes files, which only the system knows
    private static void keepAttributes(Path old, Path next) throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        if (!Files.exists(old)) {
            Path model = Files.createFile(next.resolveSibling(next.getFileName() + ".mode"));
            try {
                view.setPermissions(Files.getPosixFilePermissions(model));
            } finally {
                Files.delete(model);
            }
            return;
        }
        PosixFileAttributes before = Files.readAttributes(old, PosixFileAttributes.class);
        try {
            view.setGroup(before.group());
            view.setOwner(before.owner());
        } catch (IOException e) {
            // only root gives files away: then it belongs to whoever saved it
        }
        view.setPermissions(before.permissions());
    }
}
