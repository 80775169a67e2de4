package dev.protosieve.bpf.differential;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.engine.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes schemas with every scalar type, nesting, recursion, oneofs, defaults, groups and both kinds of enums, in proto2, proto3
 * and edition 2023. The root is {@code r.M0}.
 */
final class RandomSchema {

    enum Syntax {
        PROTO2,
        PROTO3,
        EDITION_2023
    }

    private static final int MESSAGES = 3;
    private static final int FIELDS = 9;
    /** Tags of one to five bytes. */
    private static final int[] NUMBERS = {1, 2, 3, 4, 5, 6, 7, 15, 16, 17, 100, 2047, 2048, 262_143, 262_144,
            33_554_431,
            33_554_432, 268_435_456, 536_870_911};

    private final Random random;
    private final Syntax syntax;

    private RandomSchema(Random random) {
        this.random = random;
        this.syntax = Syntax.values()[random.nextInt(3)];
    }

    static Schema make(Random random) {
        try {
            FileDescriptor file = FileDescriptor.buildFrom(new RandomSchema(random).file(), new FileDescriptor[0]);
            return new Schema(List.of(file), List.of(file.getName()), Map.of(), Map.of());
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    private FileDescriptorProto file() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName("r.proto").setPackage("r");
        switch (syntax) {
            case PROTO2 -> file.setSyntax("proto2");
            case PROTO3 -> file.setSyntax("proto3");
            case EDITION_2023 -> file.setSyntax("editions").setEdition(Edition.EDITION_2023).getOptionsBuilder()
                    .setFeatures(features());
        }
        file.addEnumType(EnumDescriptorProto.newBuilder().setName("E").addValue(value("ZERO", 0))
                .addValue(value("ONE", 1)).addValue(value("TWO", 2)).addValue(value("NEG", -3))
                .addValue(value("FAR", 1_000_000)).addValue(value("TOP", Integer.MAX_VALUE)));
        for (int i = 0; i < MESSAGES; i++) {
            file.addMessageType(message(i));
        }
        return file.build();
    }

    private FeatureSet features() {
        FeatureSet.Builder features = FeatureSet.newBuilder();
        features.setFieldPresence(random.nextBoolean() ? FeatureSet.FieldPresence.IMPLICIT
                : FeatureSet.FieldPresence.EXPLICIT);
        // Fields without presence may not have a closed enum type.
        boolean closed = features.getFieldPresence() == FeatureSet.FieldPresence.EXPLICIT && random.nextBoolean();
        features.setEnumType(closed ? FeatureSet.EnumType.CLOSED : FeatureSet.EnumType.OPEN);
        features.setMessageEncoding(random.nextBoolean() ? FeatureSet.MessageEncoding.DELIMITED
                : FeatureSet.MessageEncoding.LENGTH_PREFIXED);
        features.setUtf8Validation(random.nextBoolean() ? FeatureSet.Utf8Validation.NONE
                : FeatureSet.Utf8Validation.VERIFY);
        return features.build();
    }

    private static EnumValueDescriptorProto value(String name, int number) {
        return EnumValueDescriptorProto.newBuilder().setName(name).setNumber(number).build();
    }

    private DescriptorProto message(int index) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("M" + index);
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("choice"));
        List<Integer> numbers = new ArrayList<>();
        for (int number : NUMBERS) {
            numbers.add(number);
        }
        Collections.shuffle(numbers, random);
        for (int i = 0; i < FIELDS; i++) {
            message.addField(field(i, numbers.get(i), i < 3));
        }
        return message.build();
    }

    private FieldDescriptorProto field(int index, int number, boolean inOneof) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setName("f" + index).setNumber(number);
        field.setLabel(Label.LABEL_OPTIONAL).setType(type());
        switch (field.getType()) {
            case TYPE_MESSAGE -> field.setTypeName(".r.M" + random.nextInt(MESSAGES));
            case TYPE_ENUM -> field.setTypeName(".r.E");
            default -> {
            }
        }
        if (inOneof) {
            field.setOneofIndex(0);
        } else if (random.nextInt(6) == 0) {
            field.setLabel(Label.LABEL_REPEATED);
        } else if (syntax == Syntax.PROTO2 && random.nextBoolean()) {
            RandomDefault.set(field, random);
        }
        return field.build();
    }

    private Type type() {
        if (random.nextInt(4) == 0) {
            return Type.TYPE_MESSAGE;
        }
        Type[] types = Type.values();
        Type type;
        do {
            type = types[random.nextInt(types.length)];
        } while (type == Type.TYPE_GROUP);
        return type;
    }
}
