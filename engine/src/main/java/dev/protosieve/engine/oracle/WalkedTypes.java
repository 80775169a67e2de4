package dev.protosieve.engine.oracle;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Message types that declare only what rules read, so that protobuf-java takes everything else for unknown fields and does not
 * validate it.
 *
 * <p>The other members of a oneof stay, because they clear the one that is read; but as bytes where their content would be
 * validated.
 */
final class WalkedTypes {

    static final String PACKAGE = "protosieve.walked";

    private int count;

    private WalkedTypes() {
    }

    static Descriptor of(WalkedTree root) {
        return new WalkedTypes().build(root).getMessageTypes().getFirst();
    }

    /** One file a message, since messages of one tree may come from files of several syntaxes. */
    private FileDescriptor build(WalkedTree node) {
        Descriptor type = node.type();
        String name = "W" + count++;
        Map<String, FileDescriptor> imports = new LinkedHashMap<>();
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        FeatureSet features = features(type);
        if (!features.equals(FeatureSet.getDefaultInstance())) {
            message.setOptions(MessageOptions.newBuilder().setFeatures(features));
        }
        addFields(node, message, imports);
        FileDescriptorProto.Builder file = head(type.getFile()).setName(PACKAGE + "." + name).setPackage(PACKAGE)
                .addMessageType(message).addAllDependency(imports.keySet());
        try {
            return FileDescriptor.buildFrom(file.build(), imports.values().toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("a part of a valid message type is not valid: " + e.getMessage(), e);
        }
    }

    private static FileDescriptorProto.Builder head(FileDescriptor original) {
        FileDescriptorProto proto = original.toProto();
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
        if (proto.hasSyntax()) {
            file.setSyntax(proto.getSyntax());
        }
        if (proto.hasEdition()) {
            file.setEdition(proto.getEdition());
        }
        if (proto.getOptions().hasFeatures()) {
            file.setOptions(FileOptions.newBuilder().setFeatures(proto.getOptions().getFeatures()));
        }
        return file;
    }

    /** What the message and those around it set; the file's features are inherited again from the file. */
    private static FeatureSet features(Descriptor type) {
        FeatureSet.Builder features = type.getContainingType() == null ? FeatureSet.newBuilder()
                : features(type.getContainingType()).toBuilder();
        return features.mergeFrom(type.toProto().getOptions().getFeatures()).build();
    }

    private void addFields(WalkedTree node, DescriptorProto.Builder message, Map<String, FileDescriptor> imports) {
        Set<OneofDescriptor> oneofs = new LinkedHashSet<>();
        node.type().getOneofs().stream()
                .filter(o -> o.getFields().stream().anyMatch(f -> node.read().containsKey(f.getNumber())))
                .forEach(oneofs::add);
        for (OneofDescriptor oneof : oneofs) {
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(oneof.getName()));
        }
        for (FieldDescriptor field : node.type().getFields()) {
            OneofDescriptor oneof = field.getContainingOneof();
            boolean read = node.read().containsKey(field.getNumber());
            if (read || oneof != null && oneofs.contains(oneof)) {
                FieldDescriptorProto.Builder proto = read ? read(field, node.inner().get(field.getNumber()), imports)
                        : onlyClears(field, imports);
                if (oneof != null) {
                    proto.setOneofIndex(new java.util.ArrayList<>(oneofs).indexOf(oneof));
                }
                message.addField(proto);
            }
        }
    }

    private FieldDescriptorProto.Builder read(FieldDescriptor field, @Nullable WalkedTree inner,
            Map<String, FileDescriptor> imports) {
        FieldDescriptorProto.Builder proto = copy(field);
        if (inner != null) {
            FileDescriptor file = build(inner);
            imports.put(file.getName(), file);
            proto.setTypeName("." + file.getMessageTypes().getFirst().getFullName());
        } else if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            imports.put(field.getEnumType().getFile().getName(), field.getEnumType().getFile());
        }
        return proto;
    }

    private FieldDescriptorProto.Builder onlyClears(FieldDescriptor field, Map<String, FileDescriptor> imports) {
        FieldDescriptorProto.Builder proto = copy(field).clearDefaultValue();
        return switch (field.getType()) {
            case STRING, MESSAGE -> proto.setType(FieldDescriptorProto.Type.TYPE_BYTES).clearTypeName().clearOptions();
            case GROUP -> {
                FileDescriptor file = build(WalkedTree.nothing(field.getMessageType()));
                imports.put(file.getName(), file);
                yield proto.setTypeName("." + file.getMessageTypes().getFirst().getFullName());
            }
            case ENUM -> {
                imports.put(field.getEnumType().getFile().getName(), field.getEnumType().getFile());
                yield proto;
            }
            case BOOL, INT32, INT64, UINT32, UINT64, SINT32, SINT64, FIXED32, FIXED64, SFIXED32, SFIXED64, FLOAT,
                    DOUBLE, BYTES ->
                proto;
        };
    }

    /** Name, number, type and presence; of the options only the features. */
    private static FieldDescriptorProto.Builder copy(FieldDescriptor field) {
        FieldDescriptorProto.Builder proto = field.toProto().toBuilder().clearOneofIndex();
        FieldOptions options = proto.getOptions();
        proto.clearOptions();
        if (options.hasFeatures()) {
            proto.setOptions(FieldOptions.newBuilder().setFeatures(options.getFeatures()));
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            proto.setTypeName("." + field.getEnumType().getFullName());
        }
        return proto;
    }
}
