package dev.protosieve.engine.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads the .proto files of a .zip into memory, never more than {@link #MOST_BYTES}, and writes nothing to the disk. */
final class ArchiveReader {

    /** All files of one archive together, unpacked: three times the largest public collection of schemas. */
    static final long MOST_BYTES = 128L << 20;
    static final int MOST_ENTRIES = 50_000;
    /** The target of a link is stored as its content, which is a path and not a statement. */
    private static final int LONGEST_LINK = 4096;

    private ArchiveReader() {
    }

    /** What no archive of schemas has; the message is for people. */
    static final class Refused extends IOException {
        Refused(String message) {
            super(message);
        }
    }

    /** Contents by name, sorted; throws {@link Refused} for an archive that is too large or has dangerous names. */
    static Map<String, byte[]> read(Path archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        long total = 0;
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new Refused("the archive has more than " + MOST_ENTRIES + " entries");
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = name(entry);
                if (!entry.isDirectory() && name.endsWith(".proto") && !name.startsWith("__MACOSX/")) {
                    byte[] bytes = content(zip, entry, MOST_BYTES - total);
                    total += bytes.length;
                    files.put(name, bytes);
                }
            }
        } catch (ZipException e) {
            throw new Refused("this is no .zip archive, or a damaged one");
        }
        return files;
    }

    private static String name(ZipEntry entry) throws Refused {
        String name = entry.getName();
        String plain = entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
        if (!ImportResolver.isProper(plain) || plain.contains(":")) {
            throw new Refused("the archive has an entry named \"" + name + "\", which leads out of it");
        }
        return name;
    }

    private static byte[] content(ZipFile zip, ZipEntry entry, long room) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) room + 1);
            if (bytes.length > room) {
                throw new Refused("the archive holds more than " + (MOST_BYTES >> 20) + " MiB of .proto text");
            }
            if (isLink(bytes)) {
                throw new Refused("\"" + entry.getName() + "\" is a link; links in archives are not followed");
            }
            return bytes;
        }
    }

    private static boolean isLink(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > LONGEST_LINK) {
            return false;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.endsWith(".proto") && text.chars().noneMatch(c -> c <= ' ' || c == ';' || c == '{');
    }
}
