package dev.protosieve.app.lab;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet.FieldPresence;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TypeRegistry;
import dev.protosieve.engine.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a schema with no field required: protobuf's readers of text and JSON refuse inner messages that lack one. */
final class LooseTypes {

    /** Every file with options of its own imports it, and nobody sends what it requires. */
    private static final String OPTIONS = "google/protobuf/descriptor.proto";

    private final Map<String, FileDescriptor> files = new HashMap<>();

    private LooseTypes() {
    }

    static TypeRegistry of(Schema schema) {
        LooseTypes loose = new LooseTypes();
        TypeRegistry.Builder types = TypeRegistry.newBuilder();
        schema.files().forEach(f -> types.add(loose.file(f).getMessageTypes()));
        return types.build();
    }

    private FileDescriptor file(FileDescriptor file) {
        FileDescriptor known = files.get(file.getFullName());
        if (known != null) {
            return known;
        }
        List<FileDescriptor> imports = file.getDependencies().stream().map(this::file).toList();
        boolean same = imports.equals(file.getDependencies())
                && (file.getFullName().equals(OPTIONS)
                        || file.getMessageTypes().stream().noneMatch(LooseTypes::requires));
        FileDescriptor loose = same ? file : built(file.toProto(), imports);
        files.put(file.getFullName(), loose);
        return loose;
    }

    private static boolean requires(Descriptor message) {
        return message.getFields().stream().anyMatch(FieldDescriptor::isRequired)
                || message.getNestedTypes().stream().anyMatch(LooseTypes::requires);
    }

    private static FileDescriptor built(FileDescriptorProto file, List<FileDescriptor> imports) {
        FileDescriptorProto.Builder loose = file.toBuilder();
        loose.getMessageTypeBuilderList().forEach(LooseTypes::loosen);
        try {
            return FileDescriptor.buildFrom(loose.build(), imports.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("optional fields are allowed wherever required ones are", e);
        }
    }

    private static void loosen(DescriptorProto.Builder message) {
        message.getFieldBuilderList().forEach(LooseTypes::loosen);
        message.getNestedTypeBuilderList().forEach(LooseTypes::loosen);
    }

    private static void loosen(FieldDescriptorProto.Builder field) {
        if (field.getLabel() == Label.LABEL_REQUIRED) {
            field.setLabel(Label.LABEL_OPTIONAL);
        }
        if (field.getOptions().getFeatures().getFieldPresence() == FieldPresence.LEGACY_REQUIRED) {
            field.getOptionsBuilder().getFeaturesBuilder().setFieldPresence(FieldPresence.EXPLICIT);
        }
    }
}
