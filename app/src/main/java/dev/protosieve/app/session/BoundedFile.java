package dev.protosieve.app.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that a person named by mistake, perhaps: a disk image, a device without an end. */
public final class BoundedFile {

    /** As of schemas. */
    public static final int MOST_BYTES = 64 << 20;
    /** The same in words. */
    public static final String MOST = (MOST_BYTES >> 20) + " MiB";

    private BoundedFile() {
    }

    /** The whole file or pipe; more than {@link #MOST_BYTES} are an {@link IOException}. */
    public static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it is larger than " + MOST);
            }
            return bytes;
        }
    }

    /** The same as text; {@link java.nio.charset.CharacterCodingException} when it is no UTF-8. */
    public static String text(Path file) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    }
}
