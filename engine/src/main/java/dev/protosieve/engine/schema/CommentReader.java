package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the comments of a file's declarations: the one above, or else the one behind. */
final class CommentReader {

    private final Map<List<Integer>, String> byPath = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();

    private CommentReader() {
    }

    /** Comments by full name of message, field, enum or enum value. */
    static Map<String, String> read(FileDescriptorProto proto, FileDescriptor file) {
        CommentReader reader = new CommentReader();
        for (Location location : proto.getSourceCodeInfo().getLocationList()) {
            String comment = location.hasLeadingComments() ? location.getLeadingComments()
                    : location.getTrailingComments();
            if (!comment.isBlank()) {
                reader.byPath.put(location.getPathList(), tidy(comment));
            }
        }
        file.getMessageTypes().forEach(
                m -> reader.message(m, List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, m.getIndex())));
        file.getEnumTypes()
                .forEach(e -> reader.enumeration(e, List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, e.getIndex())));
        return reader.byName;
    }

    private void message(Descriptor message, List<Integer> path) {
        note(message.getFullName(), path);
        message.getFields().forEach(
                f -> note(f.getFullName(), below(path, DescriptorProto.FIELD_FIELD_NUMBER, f.getIndex())));
        message.getEnumTypes().forEach(
                e -> enumeration(e, below(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, e.getIndex())));
        message.getNestedTypes().forEach(
                m -> message(m, below(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, m.getIndex())));
    }

    private void enumeration(EnumDescriptor type, List<Integer> path) {
        note(type.getFullName(), path);
        type.getValues().forEach(
                v -> note(v.getFullName(), below(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, v.getIndex())));
    }

    private void note(String fullName, List<Integer> path) {
        String comment = byPath.get(path);
        if (comment != null) {
            byName.put(fullName, comment);
        }
    }

    private static List<Integer> below(List<Integer> path, int field, int index) {
        return Stream.concat(path.stream(), Stream.of(field, index)).toList();
    }

    private static String tidy(String comment) {
        return comment.strip().lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
