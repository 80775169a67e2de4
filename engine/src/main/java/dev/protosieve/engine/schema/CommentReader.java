package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the comments of a file's declarations: the one above, or else the one behind. */
final class CommentReader {

    private final Map<List<Integer>, String> byPath = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();

    private CommentReader() {
    }

    /** Comments by full name of message, field, enum or enum value. */
    static Map<String, String> read(FileDescriptorProto file) {
        CommentReader reader = new CommentReader();
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            String comment = location.getLeadingComments().isBlank() ? location.getTrailingComments()
                    : location.getLeadingComments();
            if (!comment.isBlank()) {
                reader.byPath.put(location.getPathList(), tidy(comment));
            }
        }
        String scope = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
        each(file.getMessageTypeList(), List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER),
                (m, path) -> reader.message(m, scope, path));
        each(file.getEnumTypeList(), List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER),
                (e, path) -> reader.enumeration(e, scope, path));
        return reader.byName;
    }

    private void message(DescriptorProto message, String scope, List<Integer> path) {
        String name = scope + message.getName();
        note(name, path);
        each(message.getFieldList(), below(path, DescriptorProto.FIELD_FIELD_NUMBER),
                (f, at) -> note(name + "." + f.getName(), at));
        each(message.getEnumTypeList(), below(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER),
                (e, at) -> enumeration(e, name + ".", at));
        each(message.getNestedTypeList(), below(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER),
                (m, at) -> message(m, name + ".", at));
    }

    private void enumeration(EnumDescriptorProto type, String scope, List<Integer> path) {
        String name = scope + type.getName();
        note(name, path);
        each(type.getValueList(), below(path, EnumDescriptorProto.VALUE_FIELD_NUMBER),
                (v, at) -> note(name + "." + v.getName(), at));
    }

    private static <T> void each(List<T> list, List<Integer> path, BiConsumer<T, List<Integer>> reader) {
        for (int i = 0; i < list.size(); i++) {
            reader.accept(list.get(i), below(path, i));
        }
    }

    private void note(String fullName, List<Integer> path) {
        String comment = byPath.get(path);
        if (comment != null) {
            byName.put(fullName, comment);
        }
    }

    private static List<Integer> below(List<Integer> path, int next) {
        return Stream.concat(path.stream(), Stream.of(next)).toList();
    }

    private static String tidy(String comment) {
        return comment.strip().lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
