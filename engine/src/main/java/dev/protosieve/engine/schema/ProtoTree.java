package dev.protosieve.engine.schema;

import dev.protosieve.engine.schema.ImportScanner.Import;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** The .proto files asked for and all that they import, each file once however it is reached. */
final class ProtoTree {

    private static final int MOST_FILES = 10_000;

    private final ImportResolver resolver;
    private final List<Diagnostic> problems;
    private final boolean ownValidate;
    private final SequencedMap<Path, ProtoFile> files = new LinkedHashMap<>();
    private final Map<String, ProtoFile> copies = new HashMap<>();
    private final SequencedSet<Path> asked = new LinkedHashSet<>();
    private final SequencedSet<String> askedBuiltIn = new LinkedHashSet<>();
    private final Map<Path, Map<Import, Path>> targets = new HashMap<>();
    private final Map<Path, Map<Import, String>> builtInTargets = new HashMap<>();
    private final SequencedMap<Path, Boolean> validates = new LinkedHashMap<>();
    private final Map<Path, String> importedAs = new HashMap<>();
    private final Map<Path, Path> rootOf = new HashMap<>();
    private final Deque<ProtoFile> open = new ArrayDeque<>();

    /** @param ownValidate whether a copy of buf/validate/validate.proto that differs from ours is read, and not ours */
    ProtoTree(ImportResolver resolver, List<Diagnostic> problems, boolean ownValidate) {
        this.resolver = resolver;
        this.problems = problems;
        this.ownValidate = ownValidate;
    }

    /** The copies of buf/validate/validate.proto that are read because they differ from ours. */
    List<Path> validates() {
        return validates.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
    }

    /** One of many in a folder: when it cannot be read, the others are opened all the same. */
    void addIfReadable(Path source) {
        switch (ProtoFile.read(source, resolver.files())) {
            case Outcome.Ok<ProtoFile> _ -> add(source);
            case Outcome.Failed<ProtoFile>(List<Diagnostic> errors) -> errors.forEach(e -> problems
                    .add(Diagnostic.warning(e.code(), e.place(), e.message() + "; it is left out", e.hint())));
        }
    }

    void add(Path source) {
        Optional<String> builtIn = builtInFor(source);
        if (builtIn.isPresent()) {
            askedBuiltIn.add(builtIn.get());
            return;
        }
        read(source).ifPresent(file -> asked.add(file.real()));
        while (!open.isEmpty()) {
            ProtoFile next = open.removeFirst();
            next.imports().forEach(i -> follow(next, i));
        }
    }

    private Optional<ProtoFile> read(Path path) {
        return switch (ProtoFile.read(path, resolver.files())) {
            case Outcome.Ok<ProtoFile>(ProtoFile file, var _) -> Optional.of(keep(file));
            case Outcome.Failed<ProtoFile>(List<Diagnostic> errors) -> {
                problems.addAll(errors);
                yield Optional.empty();
            }
        };
    }

    private ProtoFile keep(ProtoFile file) {
        ProtoFile known = files.get(file.real());
        // a copy of a file, in another root, would define everything twice
        ProtoFile same = known != null ? known
                : copies.putIfAbsent(file.path().getFileName() + "\n" + file.text().content(), file);
        if (same != null) {
            return same;
        }
        files.put(file.real(), file);
        if (files.size() < MOST_FILES) {
            open.add(file);
        } else if (files.size() == MOST_FILES) {
            problems.add(Diagnostic.error("schema.too-many-files", Place.of(file.path().toString()),
                    "this schema has more than " + MOST_FILES + " files", "open fewer files or folders"));
        }
        return file;
    }

    /** The built-in file that is read in the place of a copy. */
    private Optional<String> builtInFor(Path source) {
        return WellKnownTypes.copiedAs(source).filter(name -> !isOwn(name, source));
    }

    private boolean isOwn(String name, Path copy) {
        return ownValidate && name.equals(WellKnownTypes.VALIDATE)
                && validates.computeIfAbsent(copy, path -> differs(path, name));
    }

    private boolean differs(Path copy, String name) {
        return ProtoFile.read(copy, resolver.files()) instanceof Outcome.Ok<ProtoFile>(ProtoFile file, var _)
                && !file.text().content().equals(WellKnownTypes.text(name));
    }

    private boolean isBuiltIn(ProtoFile from, String name) {
        boolean has = WellKnownTypes.has(name);
        return has && !(ownValidate
                && resolver.find(from.path(), name).filter(f -> isOwn(name, f.path())).isPresent());
    }

    private void follow(ProtoFile from, Import wanted) {
        if (isBuiltIn(from, wanted.name())) {
            return;
        }
        Place place = from.text().place(wanted.span());
        if (!ImportResolver.isProper(wanted.name())) {
            problems.add(Diagnostic.error("schema.bad-import", place,
                    "\"" + wanted.name() + "\" is not a path below an import root",
                    "write it with single slashes and without . or .. in it"));
            return;
        }
        Optional<ImportResolver.Found> found = resolver.find(from.path(), wanted.name());
        if (found.isEmpty() && WellKnownTypes.hasSpare(wanted.name())) {
            return;
        }
        if (found.isEmpty()) {
            problems.add(MissingImport.diagnostic(place, wanted.name(), resolver.tried(from.path(), wanted.name())));
            return;
        }
        builtInFor(found.get().path()).ifPresentOrElse(name -> builtInTargets
                .computeIfAbsent(from.real(), _ -> new HashMap<>()).put(wanted, name),
                () -> reach(from, wanted, found.get()));
    }

    private void reach(ProtoFile from, Import wanted, ImportResolver.Found found) {
        rootOf.putIfAbsent(from.real(), found.root());
        read(found.path()).ifPresent(target -> {
            importedAs.putIfAbsent(target.real(), wanted.name());
            targets.computeIfAbsent(from.real(), _ -> new HashMap<>()).put(wanted, target.real());
        });
    }

    /** Everything with the names under which protoc will see it. */
    ProtoSet named() {
        FileNames names = new FileNames(resolver, importedAs, rootOf);
        files.values().forEach(names::add);
        List<ProtoSet.Entry> entries = new ArrayList<>();
        for (ProtoFile file : files.values()) {
            Map<Import, String> imports = new HashMap<>(builtInTargets.getOrDefault(file.real(), Map.of()));
            targets.getOrDefault(file.real(), Map.of()).forEach((i, target) -> imports.put(i, names.of(target)));
            entries.add(new ProtoSet.Entry(names.of(file.real()), file, imports));
        }
        List<String> roots = new ArrayList<>(asked.stream().map(names::of).toList());
        roots.addAll(askedBuiltIn);
        return new ProtoSet(entries, roots);
    }
}
