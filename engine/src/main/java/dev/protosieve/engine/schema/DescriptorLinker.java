package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Links file descriptors with each other and with the well-known ones of the protobuf-java jar. */
final class DescriptorLinker {

    private final SequencedMap<String, FileDescriptorProto> protos = new LinkedHashMap<>();
    private final SequencedMap<String, FileDescriptor> linked = new LinkedHashMap<>();
    private final Function<String, Place> places;
    private final List<Diagnostic> problems;

    private DescriptorLinker(FileDescriptorSet set, Function<String, Place> places, List<Diagnostic> problems) {
        set.getFileList().forEach(file -> protos.putIfAbsent(file.getName(), file));
        this.places = places;
        this.problems = problems;
    }

    /**
     * Linked files by name, dependencies first; custom options are readable in them.
     *
     * @param places where a problem with a file of that name stands
     */
    static SequencedMap<String, FileDescriptor> link(FileDescriptorSet set, Function<String, Place> places,
            List<Diagnostic> problems) {
        SequencedMap<String, FileDescriptor> first = new DescriptorLinker(set, places, problems).linkAll();
        FileDescriptorSet.Builder known = FileDescriptorSet.newBuilder();
        set.getFileList().forEach(file -> known.addFile(withOptions(file, first)));
        boolean same = IntStream.range(0, set.getFileCount()).allMatch(i -> set.getFile(i) == known.getFile(i));
        return same ? first : new DescriptorLinker(known.build(), places, new ArrayList<>()).linkAll();
    }

    /** With the custom options that the file's own imports define: elsewhere their numbers may mean others. */
    private static FileDescriptorProto withOptions(FileDescriptorProto file, Map<String, FileDescriptor> linked) {
        Optional<ExtensionRegistry> options = optionExtensions(visible(file, linked));
        try {
            return options.isEmpty() ? file : FileDescriptorProto.parseFrom(file.toByteString(), options.get());
        } catch (InvalidProtocolBufferException e) {
            return file; // an option's bytes do not fit its type: it stays an unknown field
        }
    }

    /** The file itself, what it imports, and what that imports for others. */
    private static Set<FileDescriptor> visible(FileDescriptorProto file, Map<String, FileDescriptor> linked) {
        Set<FileDescriptor> visible = new LinkedHashSet<>();
        Deque<FileDescriptor> open = new ArrayDeque<>();
        Stream.of(List.of(file.getName()), file.getDependencyList(), file.getOptionDependencyList())
                .flatMap(List::stream)
                .forEach(name -> WellKnownTypes.descriptor(name).or(() -> Optional.ofNullable(linked.get(name)))
                        .ifPresent(open::add));
        while (!open.isEmpty()) {
            FileDescriptor next = open.removeFirst();
            if (visible.add(next)) {
                open.addAll(next.getPublicDependencies());
            }
        }
        return visible;
    }

    private SequencedMap<String, FileDescriptor> linkAll() {
        protos.keySet().forEach(this::linkWithImports);
        return linked;
    }

    /** Depth first with a stack of our own: a chain of imports may be longer than Java's stack. */
    private void linkWithImports(String root) {
        Deque<String> path = new ArrayDeque<>(List.of(root));
        Set<String> opened = new HashSet<>();
        while (!path.isEmpty()) {
            String name = path.peek();
            List<String> missing = opened.add(name) ? unlinkedImports(name) : List.of();
            Optional<String> cyclic = missing.stream().filter(opened::contains).filter(path::contains).findFirst();
            if (cyclic.isPresent()) {
                problem("schema.import-cycle", name,
                        "\"" + name + "\" imports itself by way of \"" + cyclic.get() + "\"");
            }
            if (missing.isEmpty() || cyclic.isPresent()) {
                path.pop();
                linkOne(name);
            } else {
                missing.forEach(path::push);
            }
        }
    }

    private List<String> unlinkedImports(String name) {
        return proto(name).getDependencyList().stream()
                .filter(d -> !WellKnownTypes.has(d) && protos.containsKey(d) && !linked.containsKey(d)).toList();
    }

    private void linkOne(String name) {
        if (linked.containsKey(name)) {
            return;
        }
        Optional<FileDescriptor> builtIn = WellKnownTypes.descriptor(name);
        if (builtIn.isPresent()) {
            linked.put(name, builtIn.get());
            return;
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String wanted : proto(name).getDependencyList()) {
            Optional<FileDescriptor> found = WellKnownTypes.descriptor(wanted)
                    .or(() -> Optional.ofNullable(linked.get(wanted)));
            found.ifPresent(imports::add);
            if (found.isEmpty() && !protos.containsKey(wanted)) {
                problems.add(Diagnostic.error("schema.missing-import", places.apply(name), "\"" + name
                        + "\" imports \"" + wanted + "\", which is not in the descriptor set",
                        "write the set anew with protoc --include_imports; buf build includes them always"));
            }
        }
        if (imports.size() == proto(name).getDependencyCount()) {
            build(proto(name), imports);
        }
    }

    // Descriptor sets come from anywhere, and protobuf-java lets some broken ones fall through its own checks.
    private void build(FileDescriptorProto proto, List<FileDescriptor> imports) {
        try {
            linked.put(proto.getName(),
                    FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new)));
        } catch (DescriptorValidationException | RuntimeException e) {
            problem("schema.bad-descriptor", proto.getName(), "descriptors do not fit together: " + e.getMessage());
        }
    }

    private FileDescriptorProto proto(String name) {
        return Objects.requireNonNull(protos.get(name));
    }

    private void problem(String code, String file, String message) {
        problems.add(Diagnostic.error(code, places.apply(file), message, ""));
    }

    /** Empty when no option is among them; else all extensions, as a custom option may hold some. */
    private static Optional<ExtensionRegistry> optionExtensions(Collection<FileDescriptor> files) {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        List<FieldDescriptor> all = files.stream()
                .flatMap(f -> Stream.concat(f.getExtensions().stream(),
                        f.getMessageTypes().stream().flatMap(DescriptorLinker::nested)))
                .toList();
        for (FieldDescriptor extension : all) {
            if (extension.getJavaType() == JavaType.MESSAGE) {
                registry.add(extension, DynamicMessage.getDefaultInstance(extension.getMessageType()));
            } else {
                registry.add(extension);
            }
        }
        return all.stream().anyMatch(DescriptorLinker::isOption) ? Optional.of(registry) : Optional.empty();
    }

    private static boolean isOption(FieldDescriptor extension) {
        return extension.getContainingType().getFile().getFullName().equals("google/protobuf/descriptor.proto");
    }

    private static Stream<FieldDescriptor> nested(Descriptor message) {
        return Stream.concat(message.getExtensions().stream(),
                message.getNestedTypes().stream().flatMap(DescriptorLinker::nested));
    }
}
