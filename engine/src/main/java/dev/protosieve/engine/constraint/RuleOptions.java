package dev.protosieve.engine.constraint;

import build.buf.validate.FieldRules;
import build.buf.validate.MessageRules;
import build.buf.validate.OneofRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;

/**
 * The options of buf/validate/validate.proto. They are read from their bytes: a schema that brings its own copy of that file has
 * other types for them.
 */
final class RuleOptions {

    private static final ExtensionRegistry REGISTRY = registry();

    private RuleOptions() {
    }

    private static ExtensionRegistry registry() {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        ValidateProto.registerAllExtensions(registry);
        return registry;
    }

    static FieldRules of(FieldDescriptor field) {
        try {
            return FieldOptions.parseFrom(field.getOptions().toByteString(), REGISTRY)
                    .getExtension(ValidateProto.field);
        } catch (InvalidProtocolBufferException _) {
            return FieldRules.getDefaultInstance(); // what is no such option demands nothing
        }
    }

    static MessageRules of(Descriptor message) {
        try {
            return MessageOptions.parseFrom(message.getOptions().toByteString(), REGISTRY)
                    .getExtension(ValidateProto.message);
        } catch (InvalidProtocolBufferException _) {
            return MessageRules.getDefaultInstance();
        }
    }

    static OneofRules of(OneofDescriptor oneof) {
        try {
            return OneofOptions.parseFrom(oneof.getOptions().toByteString(), REGISTRY)
                    .getExtension(ValidateProto.oneof);
        } catch (InvalidProtocolBufferException _) {
            return OneofRules.getDefaultInstance();
        }
    }

    static build.buf.validate.PredefinedRules predefined(FieldDescriptor extension) {
        try {
            return FieldOptions.parseFrom(extension.getOptions().toByteString(), REGISTRY)
                    .getExtension(ValidateProto.predefined);
        } catch (InvalidProtocolBufferException _) {
            return build.buf.validate.PredefinedRules.getDefaultInstance();
        }
    }
}
