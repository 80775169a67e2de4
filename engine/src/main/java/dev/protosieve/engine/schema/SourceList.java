package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user asked to open, sorted into .proto files, folders and descriptor sets. */
final class SourceList {

    private static final Set<String> SET_ENDINGS = Set.of("desc", "pb", "binpb", "protoset", "fds");
    private static final int MOST_FOLDERS = 20_000;
    private static final int MOST_FILES = 5_000;

    private final List<Path> protos = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final Map<Path, FileDescriptorSet> sets = new LinkedHashMap<>();
    private final List<Diagnostic> problems;

    SourceList(List<Diagnostic> problems) {
        this.problems = problems;
    }

    List<Path> protos() {
        return protos;
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
        byte[] bytes;
        try {
            bytes = SourceFile.bytes(source);
        } catch (IOException e) {
            problems.add(SourceFile.unreadable(source, e));
            return;
        }
        Optional<FileDescriptorSet> set = parse(bytes);
        if (set.isPresent()) {
            sets.put(source, set.get());
        } else if (SET_ENDINGS.contains(ending(source)) || SourceFile.looksBinary(bytes)) {
            problem("schema.bad-descriptor-set", source, "this is no descriptor set",
                    "protoc writes one with --include_imports --descriptor_set_out=FILE");
        } else {
            protos.add(source);
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
        ProtoSearch search = new ProtoSearch();
        try {
            Files.walkFileTree(folder, search);
        } catch (IOException e) {
            problem("schema.unreadable", folder, "the folder cannot be read: " + Problems.of(e), "");
            return;
        }
        Collections.sort(search.found);
        protos.addAll(search.found);
        if (search.found.isEmpty()) {
            problem("schema.empty-folder", folder, "there is no .proto file in this folder", "");
        } else if (search.stopped) {
            problem("schema.too-many-files", folder,
                    "this folder has more than " + MOST_FILES + " .proto files or " + MOST_FOLDERS + " folders",
                    "open a folder further down");
        }
    }

    private void problem(String code, Path path, String message, String hint) {
        problems.add(Diagnostic.error(code, Place.of(path.toString()), message, hint));
    }

    private static String ending(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Walks a folder without following links, hidden folders left out. */
    private static final class ProtoSearch extends SimpleFileVisitor<Path> {

        private final List<Path> found = new ArrayList<>();
        private int folders;
        private boolean stopped;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean hidden = folders > 0 && String.valueOf(folder.getFileName()).startsWith(".");
            stopped |= ++folders > MOST_FOLDERS;
            return hidden ? FileVisitResult.SKIP_SUBTREE : next();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (ending(file).equals("proto") && !Files.isDirectory(file)) {
                stopped |= found.size() == MOST_FILES;
                found.add(file);
            }
            return next();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return next();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
            return next();
        }

        private FileVisitResult next() {
            return stopped ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
