package dev.protosieve.engine.typed;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import dev.protosieve.engine.schema.Schema;
import java.util.List;
import java.util.Map;

/** Descriptors for tests, made without protoc. */
public final class SampleSchema {

    private static final String MODERN = """
            name: "all.proto" package: "t" syntax: "proto3"
            dependency: "google/protobuf/wrappers.proto" dependency: "google/protobuf/timestamp.proto"
            enum_type { name: "Color" value { name: "RED" number: 0 } value { name: "GREEN" number: 1 }
              value { name: "BLUE" number: -7 } }
            message_type {
              name: "All"
              field { name: "i32" number: 1 type: TYPE_INT32 } field { name: "i64" number: 2 type: TYPE_INT64 }
              field { name: "u32" number: 3 type: TYPE_UINT32 } field { name: "u64" number: 4 type: TYPE_UINT64 }
              field { name: "s32" number: 5 type: TYPE_SINT32 } field { name: "s64" number: 6 type: TYPE_SINT64 }
              field { name: "f32" number: 7 type: TYPE_FIXED32 } field { name: "f64" number: 8 type: TYPE_FIXED64 }
              field { name: "sf32" number: 9 type: TYPE_SFIXED32 } field { name: "sf64" number: 10 type: TYPE_SFIXED64 }
              field { name: "flt" number: 11 type: TYPE_FLOAT } field { name: "dbl" number: 12 type: TYPE_DOUBLE }
              field { name: "flag" number: 13 type: TYPE_BOOL } field { name: "text" number: 14 type: TYPE_STRING }
              field { name: "raw" number: 15 type: TYPE_BYTES }
              field { name: "color" number: 16 type: TYPE_ENUM type_name: ".t.Color" }
              field { name: "sub" number: 17 type: TYPE_MESSAGE type_name: ".t.All" }
              field { name: "tags" number: 18 type: TYPE_STRING label: LABEL_REPEATED }
              field { name: "boxed" number: 19 type: TYPE_MESSAGE type_name: ".google.protobuf.Int32Value" }
              field { name: "at" number: 20 type: TYPE_MESSAGE type_name: ".google.protobuf.Timestamp" }
              field { name: "counts" number: 21 type: TYPE_MESSAGE label: LABEL_REPEATED type_name: ".t.All.CountsEntry" }
              field { name: "one_text" number: 22 type: TYPE_STRING oneof_index: 0 }
              field { name: "one_num" number: 23 type: TYPE_INT32 oneof_index: 0 }
              field { name: "one_sub" number: 24 type: TYPE_MESSAGE type_name: ".t.Leaf" oneof_index: 0 }
              field { name: "kind" number: 25 type: TYPE_ENUM type_name: ".t.All.Kind" }
              field { name: "leaf" number: 26 type: TYPE_MESSAGE type_name: ".t.Leaf" }
              field { name: "nums" number: 27 type: TYPE_INT32 label: LABEL_REPEATED }
              oneof_decl { name: "one" }
              enum_type { name: "Kind" value { name: "PLAIN" number: 0 } value { name: "FANCY" number: 3 } }
              nested_type {
                name: "CountsEntry" options { map_entry: true }
                field { name: "key" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
                field { name: "value" number: 2 type: TYPE_INT32 label: LABEL_OPTIONAL }
              }
            }
            message_type {
              name: "Leaf"
              field { name: "name" number: 1 type: TYPE_STRING } field { name: "size" number: 2 type: TYPE_UINT32 }
            }
            """;

    private static final String LEGACY = """
            name: "old.proto" package: "old" syntax: "proto2"
            enum_type { name: "Level" value { name: "LOW" number: 1 } value { name: "HIGH" number: 2 } }
            message_type {
              name: "Old"
              field { name: "text" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL default_value: "none" }
              field { name: "other" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL }
              field { name: "level" number: 3 type: TYPE_ENUM type_name: ".old.Level" label: LABEL_OPTIONAL
                default_value: "HIGH" }
              field { name: "count" number: 4 type: TYPE_INT32 label: LABEL_REQUIRED }
              field { name: "grp" number: 5 type: TYPE_GROUP type_name: ".old.Old.Grp" label: LABEL_OPTIONAL }
              field { name: "limit" number: 6 type: TYPE_INT64 label: LABEL_OPTIONAL default_value: "-5" }
              nested_type {
                name: "Grp"
                field { name: "n" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL }
                field { name: "inner" number: 2 type: TYPE_MESSAGE type_name: ".old.Old" label: LABEL_OPTIONAL }
              }
            }
            """;

    private static final Schema SCHEMA = open();

    private SampleSchema() {
    }

    /** Messages {@code t.All}, {@code t.Leaf} (proto3) and {@code old.Old} (proto2). */
    public static Schema schema() {
        return SCHEMA;
    }

    private static Schema open() {
        try {
            FileDescriptor wrappers = WrappersProto.getDescriptor();
            FileDescriptor timestamp = TimestampProto.getDescriptor();
            FileDescriptor modern = link(MODERN, wrappers, timestamp);
            FileDescriptor legacy = link(LEGACY);
            return new Schema(List.of(wrappers, timestamp, modern, legacy), List.of("all.proto", "old.proto"),
                    Map.of(), Map.of());
        } catch (TextFormat.ParseException | DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FileDescriptor link(String text, FileDescriptor... imports)
            throws TextFormat.ParseException, DescriptorValidationException {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
        TextFormat.merge(text, file);
        for (DescriptorProto.Builder message : file.getMessageTypeBuilderList()) {
            message.getFieldBuilderList().stream().filter(f -> !f.hasLabel())
                    .forEach(f -> f
                            .setLabel(com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_OPTIONAL));
        }
        return FileDescriptor.buildFrom(file.build(), imports);
    }
}
