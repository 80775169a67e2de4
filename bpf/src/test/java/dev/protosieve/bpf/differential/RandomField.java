package dev.protosieve.bpf.differential;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import dev.protosieve.bpf.differential.RandomSchema.Syntax;
import java.util.Locale;
import java.util.Random;

/** Makes the fields of random messages. */
final class RandomField {

    private static final Type[] SCALARS = {Type.TYPE_DOUBLE, Type.TYPE_FLOAT, Type.TYPE_INT64, Type.TYPE_UINT64,
            Type.TYPE_INT32, Type.TYPE_FIXED64, Type.TYPE_FIXED32, Type.TYPE_BOOL, Type.TYPE_STRING, Type.TYPE_BYTES,
            Type.TYPE_UINT32, Type.TYPE_SFIXED32, Type.TYPE_SFIXED64, Type.TYPE_SINT32, Type.TYPE_SINT64};
    private static final Type[] KEYS = {Type.TYPE_INT32, Type.TYPE_INT64, Type.TYPE_UINT32, Type.TYPE_UINT64,
            Type.TYPE_SINT32, Type.TYPE_SINT64, Type.TYPE_FIXED32, Type.TYPE_FIXED64, Type.TYPE_SFIXED32,
            Type.TYPE_SFIXED64, Type.TYPE_BOOL, Type.TYPE_STRING};
    private static final String[] WELL_KNOWN = {"BoolValue", "BytesValue", "DoubleValue", "FloatValue", "Int32Value",
            "Int64Value", "StringValue", "UInt32Value", "UInt64Value", "Timestamp", "Duration"};

    private final Random random;
    private final Syntax syntax;

    RandomField(Random random, Syntax syntax) {
        this.random = random;
        this.syntax = syntax;
    }

    void add(DescriptorProto.Builder message, int index, int number, boolean inOneof) {
        if (!inOneof && random.nextInt(7) == 0) {
            addMap(message, index, number);
            return;
        }
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setName("f" + index).setNumber(number);
        field.setLabel(Label.LABEL_OPTIONAL);
        type(field, message);
        if (inOneof) {
            field.setOneofIndex(0);
        } else if (random.nextInt(4) == 0) {
            field.setLabel(Label.LABEL_REPEATED);
            encoding(field);
        } else {
            presence(message, field);
        }
        message.addField(field);
    }

    void addExtension(FileDescriptorProto.Builder file, int index) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setName("x" + index)
                .setNumber(RandomSchema.FIRST_EXTENSION + index)
                .setLabel(random.nextBoolean() ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
                .setExtendee(".r.M" + random.nextInt(RandomSchema.MESSAGES));
        if (syntax == Syntax.PROTO2 && random.nextInt(4) == 0) {
            String name = "Gx" + index;
            field.setName(name.toLowerCase(Locale.ROOT)).setType(Type.TYPE_GROUP).setTypeName(".r." + name);
            fillGroup(file.addMessageTypeBuilder().setName(name));
        } else if (random.nextInt(3) == 0) {
            message(field);
        } else {
            field.setType(SCALARS[random.nextInt(SCALARS.length)]);
        }
        if (field.getLabel() == Label.LABEL_REPEATED) {
            encoding(field);
        }
        file.addExtension(field);
    }

    private void type(FieldDescriptorProto.Builder field, DescriptorProto.Builder message) {
        switch (random.nextInt(12)) {
            case 0, 1 -> message(field);
            case 2 -> field.setType(Type.TYPE_MESSAGE).setTypeName(".google.protobuf."
                    + WELL_KNOWN[random.nextInt(WELL_KNOWN.length)]);
            case 3 -> field.setType(Type.TYPE_ENUM).setTypeName(random.nextInt(3) == 0 ? ".r.Open" : ".r.E");
            case 4 -> group(field, message);
            default -> field.setType(SCALARS[random.nextInt(SCALARS.length)]);
        }
    }

    private void message(FieldDescriptorProto.Builder field) {
        field.setType(Type.TYPE_MESSAGE).setTypeName(".r.M" + random.nextInt(RandomSchema.MESSAGES));
        if (isEdition() && random.nextInt(3) == 0) {
            field.getOptionsBuilder().getFeaturesBuilder().setMessageEncoding(random.nextBoolean()
                    ? FeatureSet.MessageEncoding.DELIMITED
                    : FeatureSet.MessageEncoding.LENGTH_PREFIXED);
        }
    }

    /** Only proto2 declares groups; editions have delimited messages. */
    private void group(FieldDescriptorProto.Builder field, DescriptorProto.Builder message) {
        if (syntax != Syntax.PROTO2) {
            message(field);
            return;
        }
        String name = "G" + field.getName();
        field.setName(name.toLowerCase(Locale.ROOT)).setType(Type.TYPE_GROUP)
                .setTypeName(".r." + message.getName() + "." + name);
        fillGroup(message.addNestedTypeBuilder().setName(name));
    }

    private void fillGroup(DescriptorProto.Builder group) {
        group.addFieldBuilder().setName("n").setNumber(1 + random.nextInt(20)).setLabel(Label.LABEL_OPTIONAL)
                .setType(SCALARS[random.nextInt(SCALARS.length)]);
        group.addFieldBuilder().setName("m").setNumber(30).setLabel(Label.LABEL_OPTIONAL).setType(Type.TYPE_MESSAGE)
                .setTypeName(".r.M" + random.nextInt(RandomSchema.MESSAGES));
    }

    private void presence(DescriptorProto.Builder message, FieldDescriptorProto.Builder field) {
        boolean isMessage = field.getType() == Type.TYPE_MESSAGE || field.getType() == Type.TYPE_GROUP;
        switch (syntax) {
            case PROTO2 -> {
                if (random.nextInt(12) == 0) {
                    field.setLabel(Label.LABEL_REQUIRED);
                } else if (!field.getTypeName().equals(".r.Open") && random.nextBoolean()) {
                    RandomDefault.set(field, random);
                }
            }
            case PROTO3 -> {
                if (random.nextInt(4) == 0) {
                    field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
                    message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
                }
            }
            case EDITION_2023, EDITION_2024 -> {
                if (!isMessage && field.getType() != Type.TYPE_ENUM && random.nextInt(3) == 0) {
                    FeatureSet.FieldPresence[] all = {FeatureSet.FieldPresence.IMPLICIT,
                            FeatureSet.FieldPresence.EXPLICIT, FeatureSet.FieldPresence.LEGACY_REQUIRED};
                    field.getOptionsBuilder().getFeaturesBuilder().setFieldPresence(all[random.nextInt(all.length)]);
                }
            }
        }
    }

    private void encoding(FieldDescriptorProto.Builder field) {
        boolean packable = switch (field.getType()) {
            case TYPE_STRING, TYPE_BYTES, TYPE_MESSAGE, TYPE_GROUP -> false;
            default -> true;
        };
        if (!packable || random.nextBoolean()) {
            return;
        }
        boolean packed = random.nextBoolean();
        if (isEdition()) {
            field.getOptionsBuilder().getFeaturesBuilder().setRepeatedFieldEncoding(packed
                    ? FeatureSet.RepeatedFieldEncoding.PACKED
                    : FeatureSet.RepeatedFieldEncoding.EXPANDED);
        } else {
            field.getOptionsBuilder().setPacked(packed);
        }
    }

    private void addMap(DescriptorProto.Builder message, int index, int number) {
        String name = "F" + index + "Entry";
        DescriptorProto.Builder entry = message.addNestedTypeBuilder().setName(name)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true));
        entry.addFieldBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL)
                .setType(KEYS[random.nextInt(KEYS.length)]);
        FieldDescriptorProto.Builder value = entry.addFieldBuilder().setName("value").setNumber(2)
                .setLabel(Label.LABEL_OPTIONAL);
        switch (random.nextInt(6)) {
            case 0 -> value.setType(Type.TYPE_MESSAGE).setTypeName(".r.M" + random.nextInt(RandomSchema.MESSAGES));
            case 1 -> value.setType(Type.TYPE_ENUM).setTypeName(random.nextBoolean() ? ".r.Open" : ".r.E");
            default -> value.setType(SCALARS[random.nextInt(SCALARS.length)]);
        }
        message.addFieldBuilder().setName("f" + index).setNumber(number).setLabel(Label.LABEL_REPEATED)
                .setType(Type.TYPE_MESSAGE).setTypeName(".r." + message.getName() + "." + name);
    }

    private boolean isEdition() {
        return syntax == Syntax.EDITION_2023 || syntax == Syntax.EDITION_2024;
    }
}
