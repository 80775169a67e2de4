package dev.protosieve.bpf.differential;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the files of {@link RandomSchema} as .proto text. */
final class ProtoText {

    private final FileDescriptorProto file;
    private final StringBuilder text = new StringBuilder();

    private ProtoText(FileDescriptorProto file) {
        this.file = file;
    }

    static String of(FileDescriptorProto file) {
        ProtoText proto = new ProtoText(file);
        proto.file();
        return proto.text.toString();
    }

    private void file() {
        if (file.hasEdition()) {
            line("", "edition = \"" + (file.getEdition() == Edition.EDITION_2023 ? "2023" : "2024") + "\";");
        } else {
            line("", "syntax = \"" + (isLegacy() ? "proto2" : "proto3") + "\";");
        }
        line("", "package " + file.getPackage() + ";");
        file.getDependencyList().forEach(d -> line("", "import \"" + d + "\";"));
        features(file.getOptions().getFeatures()).forEach(f -> line("", "option " + f + ";"));
        file.getEnumTypeList().forEach(this::enumType);
        Set<String> groups = new HashSet<>();
        file.getExtensionList().stream().filter(f -> f.getType() == Type.TYPE_GROUP)
                .forEach(f -> groups.add(f.getTypeName()));
        file.getMessageTypeList().stream().filter(m -> !groups.contains(".r." + m.getName()))
                .forEach(this::message);
        for (FieldDescriptorProto extension : file.getExtensionList()) {
            line("", "extend " + extension.getExtendee() + " {");
            field("  ", extension, file.getMessageTypeList());
            line("", "}");
        }
    }

    private void line(String indent, String words) {
        text.append(indent).append(words).append('\n');
    }

    private void enumType(EnumDescriptorProto type) {
        line("", "enum " + type.getName() + " {");
        features(type.getOptions().getFeatures()).forEach(f -> line("  ", "option " + f + ";"));
        type.getValueList().forEach(v -> line("  ", v.getName() + " = " + v.getNumber() + ";"));
        line("", "}");
    }

    private void message(DescriptorProto message) {
        line("", "message " + message.getName() + " {");
        body(message, "  ");
        line("", "}");
    }

    private void body(DescriptorProto message, String indent) {
        for (int i = 0; i < message.getOneofDeclCount(); i++) {
            int index = i;
            List<FieldDescriptorProto> members = message.getFieldList().stream()
                    .filter(f -> f.hasOneofIndex() && f.getOneofIndex() == index && !f.getProto3Optional()).toList();
            if (!members.isEmpty()) {
                line(indent, "oneof " + message.getOneofDecl(i).getName() + " {");
                members.forEach(f -> field(indent + "  ", f, message.getNestedTypeList()));
                line(indent, "}");
            }
        }
        message.getFieldList().stream().filter(f -> !f.hasOneofIndex() || f.getProto3Optional())
                .forEach(f -> field(indent, f, message.getNestedTypeList()));
        message.getExtensionRangeList()
                .forEach(r -> line(indent, "extensions " + r.getStart() + " to " + (r.getEnd() - 1) + ";"));
    }

    private void field(String indent, FieldDescriptorProto field, List<DescriptorProto> types) {
        DescriptorProto own = types.stream().filter(t -> field.getTypeName().endsWith("." + t.getName())).findFirst()
                .orElse(DescriptorProto.getDefaultInstance());
        String tail = " = " + field.getNumber() + options(field);
        if (own.getOptions().getMapEntry()) {
            line(indent, "map<" + type(own.getField(0)) + ", " + type(own.getField(1)) + "> " + field.getName() + tail
                    + ";");
        } else if (field.getType() == Type.TYPE_GROUP) {
            line(indent, label(field) + "group " + own.getName() + tail + " {");
            body(own, indent + "  ");
            line(indent, "}");
        } else {
            line(indent, label(field) + type(field) + " " + field.getName() + tail + ";");
        }
    }

    private String label(FieldDescriptorProto field) {
        if (field.getLabel() == Label.LABEL_REPEATED) {
            return "repeated ";
        }
        if (field.getLabel() == Label.LABEL_REQUIRED) {
            return "required ";
        }
        return (isLegacy() && !field.hasOneofIndex()) || field.getProto3Optional() ? "optional " : "";
    }

    /** protoc leaves the syntax out of files of proto2. */
    private boolean isLegacy() {
        return !file.hasEdition() && !file.getSyntax().equals("proto3");
    }

    private static String type(FieldDescriptorProto field) {
        return field.getTypeName().isEmpty() ? field.getType().name().substring("TYPE_".length())
                .toLowerCase(Locale.ROOT) : field.getTypeName();
    }

    private static String options(FieldDescriptorProto field) {
        List<String> options = new ArrayList<>(features(field.getOptions().getFeatures()));
        if (field.getOptions().hasPacked()) {
            options.add("packed = " + field.getOptions().getPacked());
        }
        if (field.hasDefaultValue()) {
            boolean quoted = field.getType() == Type.TYPE_STRING || field.getType() == Type.TYPE_BYTES;
            options.add("default = " + (quoted ? "\"" + field.getDefaultValue() + "\"" : field.getDefaultValue()));
        }
        return options.isEmpty() ? "" : " [" + String.join(", ", options) + "]";
    }

    private static List<String> features(FeatureSet features) {
        return features.getAllFields().entrySet().stream()
                .map(e -> "features." + e.getKey().getName() + " = " + e.getValue()).toList();
    }
}
