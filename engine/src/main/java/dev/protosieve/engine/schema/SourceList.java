package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What a user asked to open, sorted into .proto files, folders (archives are read like them) and descriptor sets. */
final class SourceList {

    private static final Set<String> SET_ENDINGS = Set.of("desc", "pb", "binpb", "protoset", "fds", "gz");
    /** In which buf writes images, too. */
    private static final Set<String> TEXT_ENDINGS = Set.of("json", "yaml", "yml", "txtpb", "textproto");
    private static final Set<String> ARCHIVE_ENDINGS = Set.of("zip", "jar");
    /** RFC 1952, 2.3.1: ID1 and ID2. */
    private static final int GZIP = 0x8b1f;
    /** The local file header signature of a .zip begins with these two letters, and no .proto text does. */
    private static final int ZIP = 'P' | 'K' << 8;

    /** What is left of {@code grpc://host} when it is taken for a path. */
    private static final Pattern SERVER = Pattern.compile("(^|[/\\\\])grpcs?:[/\\\\]");

    private final List<Path> protos = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final Map<Path, FileDescriptorSet> sets = new LinkedHashMap<>();
    private final List<Diagnostic> problems;
    private final SourceFiles files;
    private final KnownSources known;
    private final BooleanSupplier stop;

    /** @param stop asked while folders are searched; after it said yes there is a problem that says so */
    SourceList(List<Diagnostic> problems, SourceFiles files, KnownSources known, BooleanSupplier stop) {
        this.problems = problems;
        this.files = files;
        this.known = known;
        this.stop = stop;
    }

    /**
     * A .proto file of a folder or archive.
     *
     * @param name below what was opened, with slashes
     * @param size in bytes
     * @param changed when, in milliseconds since 1970
     */
    record Found(Path path, String name, long size, long changed) {
    }

    /** Files that were named one by one. */
    List<Path> protos() {
        return protos;
    }

    /** Files that folders and archives hold. */
    List<Found> found() {
        return found;
    }

    List<Path> folders() {
        return folders;
    }

    Map<Path, FileDescriptorSet> sets() {
        return sets;
    }

    void add(Path source) {
        if (source.toString().isEmpty()) {
            problem("schema.empty-path", source, "the path of the schema is empty", "name a .proto file or a folder");
        } else if (SERVER.matcher(source.toString()).find()) {
            problem("schema.server", source, "a schema is a file or folder, not a server",
                    "open the server in the window once: what it tells is kept in a descriptor set");
        } else if (Files.isDirectory(source)) {
            folders.add(source);
            addFolder(source);
        } else if (ending(source).equals("proto")) {
            protos.add(source);
        } else {
            addByContent(source);
        }
    }

    private void addByContent(Path source) {
        try {
            int magic = SourceFile.magic(source);
            if (magic == ZIP) {
                addArchive(source);
            } else if (ARCHIVE_ENDINGS.contains(ending(source))) {
                throw new ArchiveReader.Refused("this is no .zip archive, or a damaged one");
            } else {
                addSet(source, magic == GZIP);
            }
        } catch (ArchiveReader.Refused e) {
            problem("schema.bad-archive", source, "" + e.getMessage(), "open the folder that it was made from");
        } catch (IOException e) {
            problems.add(SourceFile.unreadable(source, e));
        }
    }

    private void addArchive(Path source) throws IOException {
        Map<String, byte[]> content = known.archive(source);
        if (content.isEmpty()) {
            problem("schema.empty-archive", source, "there is no .proto file in this archive", "");
            return;
        }
        folders.add(source);
        files.mount(source, content);
        long changed = Files.getLastModifiedTime(source).toMillis();
        content.forEach((name, bytes) -> found.add(new Found(source.resolve(name), name, bytes.length, changed)));
    }

    private void addSet(Path source, boolean packed) throws IOException {
        Optional<FileDescriptorSet> before = known.set(source);
        if (before.isPresent()) {
            sets.put(source, before.get());
            return;
        }
        byte[] bytes = packed ? unpacked(SourceFile.bytes(source)) : SourceFile.bytes(source);
        Optional<FileDescriptorSet> set = parse(bytes);
        if (set.isPresent()) {
            sets.put(source, set.get());
            known.keep(source, set.get());
        } else if (SET_ENDINGS.contains(ending(source)) || SourceFile.looksBinary(bytes)) {
            problem("schema.bad-descriptor-set", source, "this is no descriptor set",
                    "protoc writes one with --include_imports --descriptor_set_out=FILE, buf with build -o FILE");
        } else if (TEXT_ENDINGS.contains(ending(source))) {
            problem("schema.bad-descriptor-set", source, "this is text, and descriptor sets are read as bytes",
                    "write it anew: buf build -o FILE.binpb, protoc --include_imports --descriptor_set_out=FILE");
        } else {
            protos.add(source);
        }
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] all = in.readNBytes(SourceFile.MOST_BYTES + 1);
            if (all.length > SourceFile.MOST_BYTES) {
                throw new IOException("unpacked, the file is larger than " + (SourceFile.MOST_BYTES >> 20) + " MiB");
            }
            return all;
        }
    }

    private static Optional<FileDescriptorSet> parse(byte[] bytes) {
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(bytes);
            boolean real = set.getFileCount() > 0 && set.getFileList().stream().noneMatch(f -> f.getName().isEmpty());
            return real ? Optional.of(set) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private void addFolder(Path folder) {
        FolderSearch search = new FolderSearch(folder, stop);
        try {
            search.run();
        } catch (IOException e) {
            problem("schema.unreadable", folder, "the folder cannot be read: " + Problems.of(e),
                    "open a folder that you may read");
            return;
        }
        if (search.cancelled()) {
            problem("schema.cancelled", folder, "reading the schema was cancelled", "");
            return;
        }
        found.addAll(search.found());
        if (search.found().isEmpty()) {
            problem("schema.empty-folder", folder, "there is no .proto file in this folder"
                    + (search.failed().isEmpty() ? "" : ", and " + search.failed().size() + " in it cannot be read"),
                    "open the folder that holds them, or a single file");
        } else if (search.stopped()) {
            problem("schema.too-many-files", folder, "this folder has more than " + FolderSearch.MOST_FILES
                    + " .proto files or " + FolderSearch.MOST_FOLDERS + " folders", "open a folder further down");
        } else if (!search.failed().isEmpty()) {
            problems.add(leftOut(folder, search.failed()));
        }
    }

    private static Diagnostic leftOut(Path folder, List<String> names) {
        int more = names.size() - 1;
        return Diagnostic.warning("schema.unreadable", Place.of(folder.toString()),
                "\"" + names.getFirst() + "\" in this folder "
                        + (more == 0 ? "cannot be read and is" : "and " + more + " more cannot be read and are")
                        + " left out",
                "give yourself the right to read it, or open a folder further down");
    }

    private void problem(String code, Path path, String message, String hint) {
        problems.add(Diagnostic.error(code, Place.of(path.toString()), message, hint));
    }

    static String ending(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
