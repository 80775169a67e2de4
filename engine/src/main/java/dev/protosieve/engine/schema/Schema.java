package dev.protosieve.engine.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Linked descriptors of everything a rule file may name.
 *
 * @param files the files asked for, then what they import (dependencies first), each once
 * @param roots names (as protoc has them) of the files asked for
 * @param comments the comment above (or else behind) by full name of message, field, enum or enum value; no entry without one
 * @param sources where each file (by protoc's name) was read from; no entry for files that are built in
 * @param index the files of a large tree that are not linked, because the rules need nothing of them
 */
public record Schema(List<FileDescriptor> files, List<String> roots, Map<String, String> comments,
        Map<String, Path> sources, ProtoIndex index) {

    public Schema(List<FileDescriptor> files, List<String> roots, Map<String, String> comments,
            Map<String, Path> sources) {
        this(files, roots, comments, sources, ProtoIndex.NONE);
    }

    public Schema {
        files = List.copyOf(files);
        roots = List.copyOf(roots);
        comments = Map.copyOf(comments);
        sources = Map.copyOf(sources);
    }

    Schema with(ProtoIndex found) {
        return found == index ? this : new Schema(files, roots, comments, sources, found);
    }

    /** The message of that full name, nested ones too. */
    public Optional<Descriptor> message(String fullName) {
        return messages().stream().filter(m -> m.getFullName().equals(fullName)).findFirst();
    }

    /** Every message of every file, nested ones behind their parents; synthetic map entries left out. */
    public List<Descriptor> messages() {
        List<Descriptor> all = new ArrayList<>();
        files.forEach(f -> f.getMessageTypes().forEach(m -> collect(m, all)));
        return all;
    }

    private static void collect(Descriptor message, List<Descriptor> into) {
        if (message.getOptions().getMapEntry()) {
            return;
        }
        into.add(message);
        message.getNestedTypes().forEach(m -> collect(m, into));
    }

    /** Every enum of every file, those nested in messages too. */
    public List<EnumDescriptor> enums() {
        Stream<EnumDescriptor> top = files.stream().flatMap(f -> f.getEnumTypes().stream());
        return Stream.concat(top, messages().stream().flatMap(m -> m.getEnumTypes().stream())).toList();
    }

    /** Every extension of every file, also those that are declared inside messages. */
    public List<FieldDescriptor> extensions() {
        return Stream.concat(files.stream().flatMap(f -> f.getExtensions().stream()),
                messages().stream().flatMap(m -> m.getExtensions().stream())).toList();
    }

    /** The extension of that full name, also one that is declared inside a message. */
    public Optional<FieldDescriptor> extension(String fullName) {
        return extensions().stream().filter(e -> e.getFullName().equals(fullName)).findFirst();
    }
}
