package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From files to linked descriptors. */
public final class SchemaLoader {

    /** Folders with more files are indexed, and only what the rules need is compiled: decision 22. */
    public static final int MOST_EAGER = 200;

    private final ProtoCompiler protoc;
    private final KnownSources known = new KnownSources();
    private final IndexBuilder indexer = new IndexBuilder();
    private final KnownResults results = new KnownResults();
    private volatile @Nullable Linked linked;

    public SchemaLoader(ProtoCompiler protoc) {
        this.protoc = protoc;
    }

    /** What came out of which files, so that rules that are compiled again meet the same descriptors. */
    private record Linked(FileDescriptorSet compiled, List<String> roots, Map<String, Path> paths,
            Map<Path, FileDescriptorSet> sets, Schema schema) {

        boolean isOf(FileDescriptorSet set, ProtoSet protos, Map<Path, FileDescriptorSet> others) {
            return compiled == set && roots.equals(protos.roots()) && paths.equals(protos.paths())
                    && sets.equals(others);
        }
    }

    /**
     * Opens .proto files, folders and descriptor sets.
     *
     * @param sources what to open
     * @param importRoots extra folders to look for imports in
     */
    public Outcome<Schema> open(List<Path> sources, List<Path> importRoots) {
        return open(sources, importRoots, Set.of(), () -> false);
    }

    /**
     * Opens .proto files, folders, archives and descriptor sets; of a large folder or archive only what is wanted.
     *
     * @param wanted full names of messages: of folders and archives with more than {@link #MOST_EAGER} files only
     *     the files that declare one, and what they import, are compiled; the others are in {@link Schema#index}
     * @param stop asked now and then; the answer is of no use after it said yes
     */
    public Outcome<Schema> open(List<Path> sources, List<Path> importRoots, Set<String> wanted, BooleanSupplier stop) {
        List<Diagnostic> found = new ArrayList<>();
        SourceFiles files = new SourceFiles();
        SourceList list = new SourceList(found, files, known, stop);
        new LinkedHashSet<>(sources).forEach(list::add);
        ImportResolver resolver = new ImportResolver(importRoots, list.folders(), files,
                new SiblingFiles(() -> list.found().stream().map(SourceList.Found::path).toList()));
        if (list.found().size() > MOST_EAGER) {
            ProtoIndex index = indexer.index(list.found(), files, stop);
            return opened(list, resolver, index.declaring(wanted), found, stop).map(s -> s.with(index));
        }
        Outcome<Schema> whole = opened(list, resolver, list.found().stream().map(SourceList.Found::path).toList(),
                found, stop);
        return whole instanceof Outcome.Failed<Schema>(List<Diagnostic> errors) && !list.found().isEmpty()
                ? opened(list, resolver, found, errors, indexer.index(list.found(), files, stop), wanted, stop)
                : whole;
    }

    /** A folder with a mistake in it: what has nothing to do with the mistake opens. */
    private Outcome<Schema> opened(SourceList list, ImportResolver resolver, List<Diagnostic> found,
            List<Diagnostic> errors, ProtoIndex index, Set<String> wanted, BooleanSupplier stop) {
        if (found.stream().anyMatch(Diagnostic::isError) || index.messages().isEmpty()) {
            return new Outcome.Failed<>(errors);
        }
        return switch (opened(list, resolver, index.declaring(wanted), List.of(), stop)) {
            case Outcome.Ok<Schema>(Schema schema, var _) -> new Outcome.Ok<>(schema.with(index), warnings(errors));
            case Outcome.Failed<Schema> _ -> new Outcome.Failed<>(errors);
        };
    }

    /** With the options of protovalidate that are built in; where they do not fit, with the schema's own copy of them. */
    private Outcome<Schema> opened(SourceList list, ImportResolver resolver, List<Path> inFolders,
            List<Diagnostic> said, BooleanSupplier stop) {
        List<Diagnostic> found = new ArrayList<>(said);
        Outcome<Schema> ours = compiled(tree(list, resolver, inFolders, found, false), list, found, stop);
        if (!(ours instanceof Outcome.Failed<Schema>) || stop.getAsBoolean()) {
            return ours;
        }
        List<Diagnostic> again = new ArrayList<>(said);
        ProtoTree own = tree(list, resolver, inFolders, again, true);
        own.validates().forEach(copy -> again.add(ownOptions(copy)));
        Outcome<Schema> theirs = own.validates().isEmpty() ? ours : compiled(own, list, again, stop);
        return errors(theirs) < errors(ours) ? theirs : ours;
    }

    private static long errors(Outcome<Schema> outcome) {
        return outcome.diagnostics().stream().filter(Diagnostic::isError).count();
    }

    private static ProtoTree tree(SourceList list, ImportResolver resolver, List<Path> inFolders,
            List<Diagnostic> found, boolean ownValidate) {
        ProtoTree tree = new ProtoTree(resolver, found, ownValidate);
        list.protos().forEach(tree::add);
        inFolders.forEach(tree::addIfReadable);
        return tree;
    }

    private static Diagnostic ownOptions(Path copy) {
        return Diagnostic.warning("schema.own-options", Place.of(copy.toString()),
                "this is another version of protovalidate than the one that is built in",
                "the schema opens with it; constraints that the built-in version does not know are left out");
    }

    /**
     * One file of a large tree, with what it imports.
     *
     * @param sources what the tree was opened by
     * @param stop asked now and then; the answer is of no use after it said yes
     */
    public Outcome<Schema> link(Path file, List<Path> sources, List<Path> importRoots, BooleanSupplier stop) {
        List<Diagnostic> found = new ArrayList<>();
        SourceFiles files = new SourceFiles();
        SourceList list = new SourceList(found, files, known, stop);
        sources.stream().filter(s -> !Files.isDirectory(s)).distinct().forEach(list::add);
        List<Path> opened = new ArrayList<>(sources.stream().filter(Files::isDirectory).toList());
        opened.addAll(list.folders());
        ImportResolver resolver = new ImportResolver(importRoots, opened, files,
                new SiblingFiles(() -> all(sources, list, stop)));
        Outcome<Schema> ours = link(file, resolver, found, false, stop);
        return ours instanceof Outcome.Failed<Schema> && !stop.getAsBoolean()
                && link(file, resolver, found, true, stop) instanceof Outcome.Ok<Schema> own ? own : ours;
    }

    private Outcome<Schema> link(Path file, ImportResolver resolver, List<Diagnostic> said, boolean ownValidate,
            BooleanSupplier stop) {
        List<Diagnostic> found = new ArrayList<>(said);
        ProtoTree tree = new ProtoTree(resolver, found, ownValidate);
        tree.add(file);
        if (found.stream().anyMatch(Diagnostic::isError) || ownValidate && tree.validates().isEmpty()) {
            return new Outcome.Failed<>(found);
        }
        ProtoSet protos = tree.named();
        return switch (fresh(protos, protos.texts(), stop)) {
            case Outcome.Ok<FileDescriptorSet>(FileDescriptorSet set, var _) -> link(set, protos, Map.of(), found);
            case Outcome.Failed<FileDescriptorSet>(List<Diagnostic> errors) -> new Outcome.Failed<>(errors);
        };
    }

    private static List<Diagnostic> warnings(List<Diagnostic> errors) {
        return errors.stream().map(e -> Diagnostic.warning(e.code(), e.place(), e.message(), e.hint())).toList();
    }

    private static List<Path> all(List<Path> sources, SourceList archives, BooleanSupplier stop) {
        SourceList folders = new SourceList(new ArrayList<>(), new SourceFiles(), new KnownSources(), stop);
        sources.stream().filter(Files::isDirectory).forEach(folders::add);
        return Stream.concat(archives.found().stream(), folders.found().stream()).map(SourceList.Found::path).toList();
    }

    private Outcome<Schema> compiled(ProtoTree tree, SourceList list, List<Diagnostic> found, BooleanSupplier stop) {
        if (found.stream().anyMatch(Diagnostic::isError)) {
            return new Outcome.Failed<>(found);
        }
        ProtoSet protos = tree.named();
        return switch (compile(protos, stop)) {
            case Outcome.Ok<FileDescriptorSet>(FileDescriptorSet set, List<Diagnostic> warnings) -> {
                found.addAll(warnings);
                yield linked(set, protos, list.sets(), found);
            }
            case Outcome.Failed<FileDescriptorSet>(List<Diagnostic> errors) -> {
                found.addAll(errors);
                yield new Outcome.Failed<>(found);
            }
        };
    }

    private Outcome<FileDescriptorSet> compile(ProtoSet protos, BooleanSupplier stop) {
        if (protos.roots().isEmpty()) {
            return Outcome.ok(FileDescriptorSet.getDefaultInstance());
        }
        Map<String, String> texts = protos.texts();
        KnownResults.Question question = new KnownResults.Question(texts, protos.roots(), protos.paths());
        return results.of(question).orElseGet(() -> {
            Outcome<FileDescriptorSet> result = fresh(protos, texts, stop);
            results.keep(question, result);
            return result;
        });
    }

    private Outcome<FileDescriptorSet> fresh(ProtoSet protos, Map<String, String> texts, BooleanSupplier stop) {
        try (ScratchFolder scratch = ScratchFolder.create()) {
            ProtoSet.write(texts, scratch.path());
            return protoc.compile(scratch.path(), protos.roots(), protos.sources(), stop);
        } catch (IOException e) {
            return Outcome.failed(Diagnostic.error("schema.io", Place.of(protos.roots().getFirst()),
                    "working files cannot be written: " + Problems.of(e), "free some space or set java.io.tmpdir"));
        }
    }

    private Outcome<Schema> linked(FileDescriptorSet compiled, ProtoSet protos, Map<Path, FileDescriptorSet> sets,
            List<Diagnostic> found) {
        Linked known = linked;
        if (known != null && known.isOf(compiled, protos, sets)) {
            return Outcome.of(known.schema(), found);
        }
        Outcome<Schema> outcome = link(compiled, protos, sets, found);
        if (outcome instanceof Outcome.Ok<Schema>(Schema schema, var _)) {
            linked = new Linked(compiled, protos.roots(), protos.paths(), sets, schema);
        }
        return outcome;
    }

    private static Outcome<Schema> link(FileDescriptorSet compiled, ProtoSet protos, Map<Path, FileDescriptorSet> sets,
            List<Diagnostic> found) {
        SequencedMap<String, FileDescriptorProto> files = new LinkedHashMap<>();
        Map<String, Path> paths = new HashMap<>(protos.paths());
        SequencedSet<String> roots = new LinkedHashSet<>(protos.roots());
        compiled.getFileList().forEach(f -> files.put(f.getName(), f));
        sets.forEach((path, set) -> {
            set.getFileList().forEach(f -> addFromSet(f, path, files, paths, found));
            roots.addAll(rootsOf(set));
        });
        FileDescriptorSet all = FileDescriptorSet.newBuilder().addAllFile(files.values()).build();
        SequencedMap<String, FileDescriptor> linked = DescriptorLinker.link(all,
                name -> Place.of(paths.containsKey(name) ? String.valueOf(paths.get(name)) : name), found);
        if (found.stream().anyMatch(Diagnostic::isError)) {
            return new Outcome.Failed<>(found);
        }
        Map<String, String> comments = new HashMap<>();
        files.values().forEach(file -> comments.putAll(CommentReader.read(file)));
        return Outcome.of(new Schema(ordered(linked, roots), List.copyOf(roots), comments, paths), found);
    }

    private static void addFromSet(FileDescriptorProto file, Path set, Map<String, FileDescriptorProto> files,
            Map<String, Path> paths, List<Diagnostic> found) {
        FileDescriptorProto known = files.putIfAbsent(file.getName(), file);
        if (known == null) {
            paths.put(file.getName(), set);
        } else if (!WellKnownTypes.has(file.getName()) && !bare(known).equals(bare(file))) {
            found.add(Diagnostic.error("schema.conflict", Place.of(set.toString()),
                    "\"" + file.getName() + "\" is here in another version than in " + paths.get(file.getName()), ""));
        }
    }

    private static FileDescriptorProto bare(FileDescriptorProto file) {
        return BufImage.without(file).toBuilder().clearSourceCodeInfo().build();
    }

    /** An image of buf says what was only imported; a plain set does not: then it is what no other file imports. */
    private static List<String> rootsOf(FileDescriptorSet set) {
        if (set.getFileList().stream().anyMatch(BufImage::has)) {
            return set.getFileList().stream().filter(f -> !BufImage.isImport(f)).map(FileDescriptorProto::getName)
                    .toList();
        }
        Set<String> imported = new LinkedHashSet<>();
        set.getFileList().forEach(f -> {
            imported.addAll(f.getDependencyList());
            imported.addAll(f.getOptionDependencyList());
        });
        return set.getFileList().stream().map(FileDescriptorProto::getName).filter(n -> !imported.contains(n)).toList();
    }

    private static List<FileDescriptor> ordered(SequencedMap<String, FileDescriptor> linked, Set<String> roots) {
        List<FileDescriptor> files = new ArrayList<>();
        roots.forEach(name -> files.add(Objects.requireNonNull(linked.get(name))));
        linked.forEach((name, file) -> {
            if (!roots.contains(name)) {
                files.add(file);
            }
        });
        return files;
    }
}
