package dev.protosieve.bpf.differential;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ExtensionRange;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import dev.protosieve.engine.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes schemas with everything that a schema can have: all types, singular, optional, required and repeated, packed and not,
 * maps of all types, groups, oneofs with messages, recursion, wrappers and times, defaults, open and closed enums, extensions;
 * in proto2, proto3 and two editions. The root is {@code r.M0}.
 */
final class RandomSchema {

    enum Syntax {
        PROTO2,
        PROTO3,
        EDITION_2023,
        EDITION_2024
    }

    static final int MESSAGES = 4;
    static final int FIRST_EXTENSION = 50_000;
    private static final int EXTENSIONS = 6;
    /** Tags of one to five bytes. */
    private static final int[] NUMBERS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 99,
            100, 126,
            127, 2047, 2048, 2049, 16_383, 16_384, 262_143, 262_144, 33_554_431, 33_554_432, 268_435_455, 268_435_456,
            536_870_910, 536_870_911};

    private final Random random;
    private final Syntax syntax;
    private final RandomField fields;

    private RandomSchema(Random random) {
        this.random = random;
        this.syntax = Syntax.values()[random.nextInt(Syntax.values().length)];
        this.fields = new RandomField(random, syntax);
    }

    static FileDescriptorProto make(Random random) {
        return new RandomSchema(random).file();
    }

    /** @throws DescriptorValidationException when the parts do not go together */
    static Schema link(FileDescriptorProto proto) throws DescriptorValidationException {
        FileDescriptor[] imports = {WrappersProto.getDescriptor(), TimestampProto.getDescriptor(),
                DurationProto.getDescriptor()};
        FileDescriptor file = FileDescriptor.buildFrom(proto, imports);
        List<FileDescriptor> all = new ArrayList<>(List.of(imports));
        all.addFirst(file);
        return new Schema(all, List.of(file.getName()), Map.of(), Map.of());
    }

    private FileDescriptorProto file() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName("r.proto").setPackage("r");
        file.addDependency("google/protobuf/wrappers.proto").addDependency("google/protobuf/timestamp.proto")
                .addDependency("google/protobuf/duration.proto");
        boolean implicit = random.nextBoolean();
        switch (syntax) {
            case PROTO2 -> file.setSyntax("proto2");
            case PROTO3 -> file.setSyntax("proto3");
            case EDITION_2023 -> edition(file, Edition.EDITION_2023, implicit);
            case EDITION_2024 -> edition(file, Edition.EDITION_2024, implicit);
        }
        file.addEnumType(values("E", "")).addEnumType(values("Open", "O_"));
        if (syntax == Syntax.EDITION_2023 || syntax == Syntax.EDITION_2024) {
            file.getEnumTypeBuilder(1).setOptions(EnumOptions.newBuilder()
                    .setFeatures(FeatureSet.newBuilder().setEnumType(FeatureSet.EnumType.OPEN)));
        }
        for (int i = 0; i < MESSAGES; i++) {
            file.addMessageType(message(i));
        }
        if (syntax != Syntax.PROTO3) {
            for (int i = 0; i < EXTENSIONS; i++) {
                fields.addExtension(file, i);
            }
        }
        return file.build();
    }

    private void edition(FileDescriptorProto.Builder file, Edition edition, boolean implicit) {
        FeatureSet.Builder features = file.setSyntax("editions").setEdition(edition).getOptionsBuilder()
                .getFeaturesBuilder();
        features.setFieldPresence(implicit ? FeatureSet.FieldPresence.IMPLICIT : FeatureSet.FieldPresence.EXPLICIT);
        // Fields without presence may not have a closed enum type.
        features.setEnumType(!implicit && random.nextBoolean() ? FeatureSet.EnumType.CLOSED : FeatureSet.EnumType.OPEN);
        features.setMessageEncoding(random.nextBoolean() ? FeatureSet.MessageEncoding.DELIMITED
                : FeatureSet.MessageEncoding.LENGTH_PREFIXED);
        features.setRepeatedFieldEncoding(random.nextBoolean() ? FeatureSet.RepeatedFieldEncoding.PACKED
                : FeatureSet.RepeatedFieldEncoding.EXPANDED);
        features.setUtf8Validation(random.nextBoolean() ? FeatureSet.Utf8Validation.NONE
                : FeatureSet.Utf8Validation.VERIFY);
    }

    private static EnumDescriptorProto values(String name, String prefix) {
        return EnumDescriptorProto.newBuilder().setName(name).addValue(value(prefix + "ZERO", 0))
                .addValue(value(prefix + "ONE", 1)).addValue(value(prefix + "TWO", 2))
                .addValue(value(prefix + "NEG", -3)).addValue(value(prefix + "FAR", 1_000_000))
                .addValue(value(prefix + "TOP", Integer.MAX_VALUE)).build();
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
        int count = random.nextInt(4) == 0 ? 9 + random.nextInt(NUMBERS.length - 9) : 4 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            fields.add(message, i, numbers.get(i), i < 3);
        }
        if (syntax != Syntax.PROTO3) {
            message.addExtensionRange(ExtensionRange.newBuilder().setStart(FIRST_EXTENSION)
                    .setEnd(FIRST_EXTENSION + EXTENSIONS));
        }
        return message.build();
    }
}
