package dev.protosieve.engine.constraint;

import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.KnownRegex;
import build.buf.validate.MessageOneofRule;
import build.buf.validate.MessageRules;
import build.buf.validate.OneofRules;
import build.buf.validate.Rule;
import build.buf.validate.ValidateProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Schemas in which every kind of field has every kind of rule, sooner or later. */
final class RandomConstraints {

    static final String FILE = "random.proto";
    private static final List<String> IMPORTS = List.of("buf/validate/validate.proto", "google/protobuf/any.proto",
            "google/protobuf/duration.proto", "google/protobuf/field_mask.proto", "google/protobuf/timestamp.proto",
            "google/protobuf/wrappers.proto");
    private static final List<String> MESSAGES = List.of("Sub", "google.protobuf.Any", "google.protobuf.Duration",
            "google.protobuf.FieldMask", "google.protobuf.Timestamp", "google.protobuf.BoolValue",
            "google.protobuf.BytesValue", "google.protobuf.DoubleValue", "google.protobuf.FloatValue",
            "google.protobuf.Int32Value", "google.protobuf.Int64Value", "google.protobuf.StringValue",
            "google.protobuf.UInt32Value", "google.protobuf.UInt64Value");
    private static final List<Type> SCALARS = List.of(Type.TYPE_INT32, Type.TYPE_INT64, Type.TYPE_UINT32,
            Type.TYPE_UINT64, Type.TYPE_SINT32, Type.TYPE_SINT64, Type.TYPE_FIXED32, Type.TYPE_FIXED64,
            Type.TYPE_SFIXED32, Type.TYPE_SFIXED64, Type.TYPE_FLOAT, Type.TYPE_DOUBLE, Type.TYPE_BOOL,
            Type.TYPE_ENUM, Type.TYPE_STRING, Type.TYPE_STRING, Type.TYPE_STRING, Type.TYPE_STRING,
            Type.TYPE_BYTES, Type.TYPE_BYTES);
    private static final List<String> PATTERNS = List.of("^a", "b$", "a|b", "^[a-c]+\\d$", "[^b]*", "(?i)AB?", ".",
            "\\p{L}+", "^$", "(a|b){2,3}", "\\bx", "a\\.b", "");

    private final RandomGenerator random;

    RandomConstraints(RandomGenerator random) {
        this.random = random;
    }

    /** @param messages how many types, named M0, M1 and so on in package {@code random} */
    FileDescriptorProto file(int messages) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName(FILE).setPackage("random")
                .setSyntax("editions").setEdition(Edition.EDITION_2023).addAllDependency(IMPORTS);
        file.addEnumType(enumeration("Open", List.of(0, 1, 5, -3)));
        EnumDescriptorProto.Builder closed = enumeration("Closed", List.of(1, 0, 7)).toBuilder();
        closed.getOptionsBuilder().getFeaturesBuilder().setEnumType(FeatureSet.EnumType.CLOSED);
        file.addEnumType(closed);
        DescriptorProto.Builder sub = DescriptorProto.newBuilder().setName("Sub");
        sub.addField(field("number", 1, Type.TYPE_INT32, ""));
        sub.addField(field("text", 2, Type.TYPE_STRING, ""));
        sub.getFieldBuilder(0).getOptionsBuilder().setExtension(ValidateProto.field,
                FieldRules.newBuilder().setInt32(build.buf.validate.Int32Rules.newBuilder().setGte(-1)).build());
        sub.getFieldBuilder(1).getOptionsBuilder().setExtension(ValidateProto.field,
                FieldRules.newBuilder().setRequired(true).build());
        file.addMessageType(sub);
        for (int i = 0; i < messages; i++) {
            file.addMessageType(message("M" + i));
        }
        return file.build();
    }

    private static EnumDescriptorProto enumeration(String name, List<Integer> numbers) {
        EnumDescriptorProto.Builder built = EnumDescriptorProto.newBuilder().setName(name);
        numbers.forEach(n -> built.addValueBuilder().setName(name.toUpperCase(Locale.ROOT) + (n < 0 ? "_" : "")
                + Math.abs(n)).setNumber(n));
        return built.build();
    }

    private DescriptorProto message(String name) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        int fields = 1 + random.nextInt(3);
        boolean oneof = random.nextInt(4) == 0;
        for (int i = 0; i < fields; i++) {
            message.addField(randomField(message, name, i, oneof));
        }
        if (oneof) {
            message.addOneofDeclBuilder().setName("choice").getOptionsBuilder().setExtension(ValidateProto.oneof,
                    OneofRules.newBuilder().setRequired(random.nextBoolean()).build());
        }
        if (fields > 1 && random.nextInt(6) == 0) {
            message.getOptionsBuilder().setExtension(ValidateProto.message, MessageRules.newBuilder()
                    .addOneof(MessageOneofRule.newBuilder().addFields("f0").addFields("f1")
                            .setRequired(random.nextBoolean()))
                    .build());
        }
        return message.build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type, String typeName) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setName(name).setNumber(number)
                .setType(type).setLabel(Label.LABEL_OPTIONAL);
        return typeName.isEmpty() ? field : field.setTypeName(typeName);
    }

    private FieldDescriptorProto randomField(DescriptorProto.Builder message, String owner, int index,
            boolean oneof) {
        boolean isMessage = random.nextInt(4) == 0;
        Type type = isMessage ? Type.TYPE_MESSAGE : pick(SCALARS);
        String typeName = switch (type) {
            case TYPE_MESSAGE -> pick(MESSAGES);
            case TYPE_ENUM -> pick(List.of("Open", "Closed"));
            default -> "";
        };
        String full = typeName.isEmpty() ? "" : typeName.startsWith("google") ? "." + typeName : ".random." + typeName;
        FieldDescriptorProto.Builder field = field("f" + index, index + 1, type, full);
        FieldRules.Builder rules = FieldRules.newBuilder();
        FeatureSet.Builder features = field.getOptionsBuilder().getFeaturesBuilder();
        int shape = random.nextInt(8);
        if (shape == 0 && !oneof) {
            field.setLabel(Label.LABEL_REPEATED);
            list(rules, type, typeName);
        } else if (shape == 1 && !oneof && !typeName.equals("Closed")) {
            map(message, owner, index, field, rules, typeName);
        } else {
            if (oneof) {
                field.setOneofIndex(0);
            } else if (!isMessage && !typeName.equals("Closed") && random.nextBoolean()) {
                features.setFieldPresence(FeatureSet.FieldPresence.IMPLICIT);
            } else if (random.nextInt(10) == 0) {
                features.setFieldPresence(FeatureSet.FieldPresence.LEGACY_REQUIRED);
            }
            if (typeName.equals("Sub") && random.nextBoolean()) {
                features.setMessageEncoding(FeatureSet.MessageEncoding.DELIMITED);
            }
            rules = value(type, typeName);
        }
        if (random.nextInt(4) == 0) {
            rules.setRequired(true);
        }
        if (random.nextInt(3) == 0) {
            rules.setIgnore(pick(List.of(Ignore.IGNORE_IF_ZERO_VALUE, Ignore.IGNORE_UNSPECIFIED,
                    Ignore.IGNORE_IF_ZERO_VALUE, Ignore.IGNORE_ALWAYS)));
        }
        field.getOptionsBuilder().setExtension(ValidateProto.field, rules.build());
        return field.build();
    }

    private void list(FieldRules.Builder rules, Type type, String typeName) {
        var list = rules.getRepeatedBuilder();
        if (random.nextInt(3) == 0) {
            list.setMinItems(random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            list.setMaxItems(random.nextInt(3));
        }
        if (random.nextInt(8) == 0) {
            list.setUnique(true);
        }
        list.setItems(element(type, typeName));
    }

    private FieldRules.Builder element(Type type, String typeName) {
        FieldRules.Builder rules = value(type, typeName);
        if (random.nextInt(3) == 0) {
            rules.setIgnore(Ignore.IGNORE_IF_ZERO_VALUE);
        }
        return rules;
    }

    private void map(DescriptorProto.Builder message, String owner, int index, FieldDescriptorProto.Builder field,
            FieldRules.Builder rules, String typeName) {
        Type key = pick(List.of(Type.TYPE_STRING, Type.TYPE_INT32, Type.TYPE_UINT64, Type.TYPE_BOOL,
                Type.TYPE_SFIXED64));
        DescriptorProto.Builder entry = message.addNestedTypeBuilder().setName("F" + index + "Entry");
        entry.getOptionsBuilder().setMapEntry(true);
        entry.addField(field("key", 1, key, ""));
        entry.addField(field("value", 2, field.getType(), field.getTypeName()));
        var map = rules.getMapBuilder();
        if (random.nextInt(3) == 0) {
            map.setMinPairs(random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            map.setMaxPairs(random.nextInt(3));
        }
        if (random.nextBoolean()) {
            map.setKeys(element(key, ""));
        }
        if (random.nextBoolean()) {
            map.setValues(element(field.getType(), typeName));
        }
        field.setLabel(Label.LABEL_REPEATED).setType(Type.TYPE_MESSAGE)
                .setTypeName(".random." + owner + ".F" + index + "Entry");
    }

    private FieldRules.Builder value(Type type, String typeName) {
        FieldRules.Builder rules = FieldRules.newBuilder();
        String name = switch (typeName) {
            case "google.protobuf.Any" -> "any";
            case "google.protobuf.Duration" -> "duration";
            case "google.protobuf.FieldMask" -> "field_mask";
            case "google.protobuf.Timestamp" -> "timestamp";
            case "Sub" -> "";
            case "Open", "Closed" -> "enum";
            default -> typeName.isEmpty() ? type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT)
                    : typeName.replaceAll("google.protobuf.|Value", "").toLowerCase(Locale.ROOT);
        };
        if (!name.isEmpty() && random.nextInt(10) > 0) {
            FieldDescriptor field = FieldRules.getDescriptor().findFieldByName(name);
            rules.setField(field, typed(rules.newBuilderForField(field), name));
        }
        if (random.nextInt(8) == 0) {
            own(name).forEach(cel -> rules.addCel(Rule.newBuilder().setId("own." + rules.getCelCount())
                    .setMessage("own").setExpression(cel)));
        }
        return rules;
    }

    private List<String> own(String name) {
        return List.of(pick(switch (name) {
            case "int32", "int64", "sint32", "sint64", "sfixed32", "sfixed64", "enum" ->
                List.of("this % 2 == 0", "this > 3 ? 'x' : ''", "this + 1 > 2", "10 / this > 2");
            case "uint32", "uint64", "fixed32", "fixed64" -> List.of("this % 2u == 0u", "this <= 5u ? '' : 'y'");
            case "float", "double" -> List.of("this > 1.0", "this < 1.0 || this > 2.0", "!(this <= 0.5)");
            case "string" -> List.of("this.size() > 1", "this.matches('a')", "this.startsWith('a') || this == ''",
                    "this.matches('^[a-c]+$') ? '' : 'no'", "!this.matches(\"b\")");
            case "bytes" -> List.of("this.size() > 1", "this != b'ab'");
            case "bool" -> List.of("this", "!this");
            case "" -> List.of("this.number > 3", "has(this.text) && this.text != 'a'", "this.text.matches('a|b')");
            case "duration" -> List.of("this > duration('1s')", "this != duration('0s')");
            case "timestamp" -> List.of("this > timestamp('1970-01-01T00:01:40Z')");
            default -> List.of("this != null");
        }));
    }

    private Message typed(Message.Builder rules, String name) {
        Descriptor type = rules.getDescriptorForType();
        List<FieldDescriptor> fields = new ArrayList<>(type.getFields());
        fields.removeIf(f -> f.getName().equals("example"));
        int wanted = 1 + random.nextInt(3);
        for (int i = 0; i < wanted; i++) {
            FieldDescriptor field = pick(fields);
            if (field.isRepeated()) {
                for (int n = random.nextInt(3); n >= 0; n--) {
                    rules.addRepeatedField(field, constant(field, name));
                }
            } else {
                rules.setField(field, constant(field, name));
            }
        }
        return rules.build();
    }

    private Object constant(FieldDescriptor field, String name) {
        if (field.getName().matches("(min_|max_)?(len|bytes)(_bytes)?")) {
            return (long) random.nextInt(5);
        }
        if (field.getName().equals("pattern")) {
            return pick(PATTERNS);
        }
        return switch (field.getJavaType()) {
            case BOOLEAN -> random.nextInt(8) > 0;
            case ENUM -> pick(List.of(KnownRegex.KNOWN_REGEX_HTTP_HEADER_NAME,
                    KnownRegex.KNOWN_REGEX_HTTP_HEADER_VALUE)).getValueDescriptor();
            case INT, LONG, FLOAT, DOUBLE, STRING, BYTE_STRING -> name.equals("any") ? pick(RandomMessages.TYPE_URLS)
                    : name.equals("enum") ? (Object) pick(List.of(0, 1, 5, -3, 7, 2))
                            : new RandomMessages(random).value(field, 0);
            case MESSAGE -> switch (field.getMessageType().getName()) {
                case "Timestamp" -> com.google.protobuf.Timestamp.newBuilder()
                        .setSeconds(pick(RandomMessages.SECONDS)).setNanos(pick(RandomMessages.NANOS)).build();
                case "Duration" -> com.google.protobuf.Duration.newBuilder()
                        .setSeconds(pick(RandomMessages.SECONDS)).build();
                default -> com.google.protobuf.FieldMask.newBuilder().addPaths("a").build();
            };
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
