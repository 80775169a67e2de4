package dev.protosieve.engine.oracle;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Message types that declare only what rules read, so that protobuf-java takes everything else for unknown fields and does not
 * validate it. What rules only meet, and the other members of a oneof, which clear the one that is read, stay as bytes where
 * their content would be validated.
 *
 * <p>Of every field only what parsing depends on is taken over, written as features of an edition: number, wire form,
 * presence, whether a string must be UTF-8, and whether an enum is closed. An open enum is an int32 and so is a closed one in
 * a map, whose entry is left out later ({@link WalkedValues}); an entry is a message with two fields.
 */
final class WalkedTypes {

    private static final String PACKAGE = "protosieve.walked";

    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName(PACKAGE)
            .setPackage(PACKAGE).setSyntax("editions").setEdition(Edition.EDITION_2023);
    private final Map<WalkedTree, String> names = new IdentityHashMap<>();

    private WalkedTypes() {
    }

    /** The type of the root message; its fields have the numbers of the original, but other names. */
    static Descriptor of(WalkedTree root) {
        WalkedTypes types = new WalkedTypes();
        String name = types.message(root);
        try {
            return FileDescriptor.buildFrom(types.file.build(), new FileDescriptor[0]).findMessageTypeByName(name);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("a part of a valid message type is not valid: " + e.getMessage(), e);
        }
    }

    /** The name of its type. */
    private String message(WalkedTree node) {
        if (names.containsKey(node)) {
            return names.get(node);
        }
        String name = "W" + names.size();
        names.put(node, name);
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        List<OneofDescriptor> oneofs = oneofs(node);
        oneofs.forEach(o -> message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("o" + oneofs.indexOf(o))));
        for (FieldDescriptor field : declared(node, oneofs)) {
            FieldDescriptorProto.Builder proto = field(node, field, message);
            int oneof = oneofs.indexOf(field.getRealContainingOneof());
            if (oneof >= 0) {
                proto.setOneofIndex(oneof);
            }
            message.addField(proto);
        }
        file.addMessageType(message);
        return name;
    }

    private static List<OneofDescriptor> oneofs(WalkedTree node) {
        Set<OneofDescriptor> oneofs = new LinkedHashSet<>();
        node.read().values().stream().filter(f -> f.getRealContainingOneof() != null)
                .forEach(f -> oneofs.add(f.getRealContainingOneof()));
        return new ArrayList<>(oneofs);
    }

    private static SortedSet<FieldDescriptor> declared(WalkedTree node, List<OneofDescriptor> oneofs) {
        SortedSet<FieldDescriptor> fields = new TreeSet<>(Comparator.comparingInt(FieldDescriptor::getNumber));
        fields.addAll(node.read().values());
        oneofs.forEach(o -> fields.addAll(o.getFields()));
        return fields;
    }

    private FieldDescriptorProto.Builder field(WalkedTree node, FieldDescriptor field,
            DescriptorProto.Builder message) {
        FieldDescriptorProto.Builder proto = FieldDescriptorProto.newBuilder().setName("f" + field.getNumber())
                .setNumber(field.getNumber())
                .setLabel(field.isRepeated() ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
        FeatureSet.Builder features = FeatureSet.newBuilder();
        boolean inEntry = field.getContainingType().getOptions().getMapEntry();
        if (!field.isRepeated() && !field.hasPresence() && !inEntry) {
            features.setFieldPresence(FeatureSet.FieldPresence.IMPLICIT);
        }
        @Nullable WalkedTree inner = node.inner().get(field.getNumber());
        switch (field.getType()) {
            case STRING -> text(field, node.readsValue(field.getNumber()), proto, features);
            case MESSAGE -> {
                proto.setType(inner == null ? Type.TYPE_BYTES : Type.TYPE_MESSAGE);
                if (inner != null) {
                    proto.setTypeName("." + PACKAGE + "." + message(inner));
                }
            }
            case GROUP -> {
                features.setMessageEncoding(FeatureSet.MessageEncoding.DELIMITED);
                proto.setType(Type.TYPE_MESSAGE).setTypeName("." + PACKAGE + "."
                        + message(inner == null ? WalkedTree.nothing(field.getMessageType()) : inner));
            }
            case ENUM -> {
                if (field.legacyEnumFieldTreatedAsClosed() && !inEntry) {
                    message.addEnumType(closed(field));
                    proto.setType(Type.TYPE_ENUM)
                            .setTypeName("." + PACKAGE + "." + message.getName() + "." + closed(field).getName());
                } else {
                    proto.setType(Type.TYPE_INT32);
                }
            }
            case BOOL, INT32, INT64, UINT32, UINT64, SINT32, SINT64, FIXED32, FIXED64, SFIXED32, SFIXED64, FLOAT,
                    DOUBLE, BYTES ->
                proto.setType(field.toProto().getType());
        }
        return proto.setOptions(FieldOptions.newBuilder().setFeatures(features));
    }

    private static void text(FieldDescriptor field, boolean read, FieldDescriptorProto.Builder proto,
            FeatureSet.Builder features) {
        boolean text = read && field.needsUtf8Check();
        proto.setType(text ? Type.TYPE_STRING : Type.TYPE_BYTES);
        if (text) {
            features.setUtf8Validation(FeatureSet.Utf8Validation.VERIFY);
        }
    }

    /** An enum that has the same numbers and is closed. */
    private static EnumDescriptorProto closed(FieldDescriptor field) {
        String name = "E" + field.getNumber();
        EnumDescriptorProto.Builder closed = EnumDescriptorProto.newBuilder().setName(name).setOptions(EnumOptions
                .newBuilder().setFeatures(FeatureSet.newBuilder().setEnumType(FeatureSet.EnumType.CLOSED)));
        field.getEnumType().getValues().stream().map(EnumValueDescriptor::getNumber).distinct()
                .forEach(n -> closed.addValue(EnumValueDescriptorProto.newBuilder().setNumber(n)
                        .setName(name + "V" + closed.getValueCount())));
        return closed.build();
    }
}
