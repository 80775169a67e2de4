package dev.protosieve.engine.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

    private static final Pattern ENDING = Pattern.compile("\\.proto$", Pattern.CASE_INSENSITIVE);
    /** {@code .git/a.proto}, but neither {@code ./a.proto} nor {@code ../a.proto}. */
    private static final Pattern HIDDEN = Pattern.compile("(^|/)\\.(?!\\.?/)[^/]*/");

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
                if (isProto(entry)) {
                    byte[] bytes = content(zip, entry, MOST_BYTES - total);
                    total += bytes.length;
                    files.put(name(entry), bytes);
                }
            }
        } catch (ZipException e) {
            throw new Refused("this is no .zip archive, or a damaged one");
        }
        return files;
    }

    /** What a folder would be read for: hidden folders and what is no .proto file are passed over. */
    private static boolean isProto(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory() && !name.startsWith("__MACOSX/") && ENDING.matcher(name).find()
                && !HIDDEN.matcher(name).find();
    }

    /** {@code ./a.proto}, as tar and some zip tools write it, is {@code a.proto}. */
    private static String name(ZipEntry entry) throws Refused {
        String name = entry.getName().replaceFirst("^(\\./)+", "");
        if (!ImportResolver.isProper(name) || name.contains(":")) {
            throw new Refused("the archive has an entry named \"" + entry.getName() + "\", which leads out of it");
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
