package dev.protosieve.bpf.differential;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.bpf.differential.Paths.Path;
import dev.protosieve.bpf.differential.RandomValues.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Conditions without {@code && || !} that use one feature of the language each. */
final class RandomAtoms {

    private static final String[] RELATIONS = {"==", "!=", "<", "<=", ">", ">="};

    /** Of all kinds, most of them found in texts that {@code MessageGenerator} makes. */
    private static final String[] PATTERNS = {"^[A-Z]", "a+b?c", "(?i)zebra\\s*x", "^\\pL*$", "\\bab\\b", "é|日本|\\d{3}",
            "[^\\x00-\\x7f]{2}", "(?m)^.{2,9}$", "^abc", "9$", "^Hello$", "A", "x*", "^(a|b|c|[0-9.-])+$", "(?s)a.*z$",
            "[a-z]+@[a-z]+\\.[a-z]{2,}", "\\B-\\B", "^[^\\n]{40,}"};

    private final Random random;
    private final Descriptor root;
    private final Paths paths;
    private final RandomValues values;

    RandomAtoms(Random random, Descriptor root, Paths paths, RandomValues values) {
        this.random = random;
        this.root = root;
        this.paths = paths;
        this.values = values;
    }

    String relation() {
        return " " + values.pick(RELATIONS) + " ";
    }

    /** Empty when the schema has no field for it. */
    Optional<String> of(Feature feature) {
        return switch (feature) {
            case LISTS -> at(f -> Paths.isScalar(f) && RandomValues.kind(f) != Kind.BOOL, this::list);
            case BOOL_EQUALITY -> at(f -> Paths.isScalar(f) && RandomValues.kind(f) == Kind.BOOL,
                    (name, f) -> name + values.pick(" == ", " != ") + values.constant(f));
            case DOUBLE_NEGATION -> at(f -> Paths.isScalar(f) && RandomValues.kind(f) == Kind.BOOL,
                    (name, _) -> "!(!" + name + ")");
            case MATCHES -> at(f -> Paths.isScalar(f) && f.getType() == FieldDescriptor.Type.STRING,
                    (name, _) -> name + ".matches(r\"" + values.pick(PATTERNS) + "\")");
            case HAS -> at(f -> !f.isMapField() || random.nextBoolean(), (name, _) -> "has(" + name + ")");
            case SIZE -> at(RandomAtoms::hasSize, (name, _) -> "size(" + name + ")" + relation() + random.nextInt(6));
            case QUANTIFIERS -> at(f -> f.isRepeated() && !f.isMapField(), this::quantifier);
            case INDEX -> at(f -> f.isRepeated() && !f.isMapField() && isValue(f),
                    (name, f) -> test(name + "[" + random.nextInt(4) + "]", f));
            case MAPS -> at(FieldDescriptor::isMapField, this::map);
            case ARITHMETIC -> at(f -> Paths.isScalar(f) && isWhole(f), this::arithmetic);
            case NEGATION -> at(f -> Paths.isScalar(f) && RandomValues.kind(f) == Kind.INT,
                    (name, f) -> "-" + name + relation() + values.constant(f));
            case CHOICE -> paths.any(f -> Paths.isScalar(f) && RandomValues.kind(f) == Kind.BOOL)
                    .flatMap(test -> at(f -> Paths.isScalar(f) && isWhole(f), (name, f) -> "(" + test.text() + " ? "
                            + name + " : " + values.constant(f) + ")" + relation() + values.constant(f)));
            case WRAPPERS -> at(f -> !f.isRepeated() && Paths.isWellKnown(f) && isWrapper(f), this::wrapper);
            case NULLS -> at(RandomAtoms::isNullable, (name, _) -> name + values.pick(" == ", " != ") + "null");
            case EXTENSIONS -> extension();
            case VALIDATE_FULL -> Optional.empty();
            case TIMES -> at(f -> !f.isRepeated() && Paths.isWellKnown(f) && !isWrapper(f), this::time);
        };
    }

    private Optional<String> extension() {
        List<FieldDescriptor> extensions = root.getFile().getExtensions().stream()
                .filter(f -> f.getContainingType().equals(root) && (isValue(f) || f.isRepeated())).toList();
        if (extensions.isEmpty()) {
            return Optional.empty();
        }
        FieldDescriptor field = extensions.get(random.nextInt(extensions.size()));
        String name = "msg.`" + field.getFullName() + "`";
        return Optional.of(field.isRepeated() ? quantifier(name, field) : test(name, field));
    }

    private interface Words {
        String about(String name, FieldDescriptor field);
    }

    private Optional<String> at(Predicate<FieldDescriptor> kind, Words words) {
        return paths.any(kind).map(path -> words.about(path.text(), path.field()));
    }

    private String list(String name, FieldDescriptor field) {
        StringBuilder text = new StringBuilder(name + " in [" + values.constant(field));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(", ").append(values.constant(field));
        }
        return text.append(']').toString();
    }

    private static boolean hasSize(FieldDescriptor field) {
        return field.isRepeated() || switch (RandomValues.kind(field)) {
            case STRING, BYTES -> true;
            case BOOL, INT, UINT, DOUBLE, ENUM, MESSAGE -> false;
        };
    }

    private static boolean isValue(FieldDescriptor field) {
        return RandomValues.kind(field) != Kind.MESSAGE;
    }

    private static boolean isWhole(FieldDescriptor field) {
        return RandomValues.kind(field) == Kind.INT || RandomValues.kind(field) == Kind.UINT;
    }

    /** A test of a value of the field's element type. */
    private String test(String name, FieldDescriptor field) {
        return switch (RandomValues.kind(field)) {
            case BOOL -> random.nextBoolean() ? name : "!" + name;
            case STRING -> random.nextBoolean() ? name + ".contains(" + values.constant(field) + ")"
                    : name + " == " + values.constant(field);
            case INT, UINT, DOUBLE, BYTES, ENUM -> name + relation() + values.constant(field);
            case MESSAGE -> throw new AssertionError("messages are tested by their fields");
        };
    }

    private String quantifier(String name, FieldDescriptor field) {
        String word = values.pick("exists", "all", "exists_one");
        if (isValue(field)) {
            return name + "." + word + "(e, " + test("e", field) + ")";
        }
        if (Paths.isWellKnown(field)) {
            return "size(" + name + ") > 1";
        }
        Optional<Path> inner = paths.any("e", field.getMessageType(), Paths::isScalar);
        return name + "." + word + "(e, " + inner.map(p -> test(p.text(), p.field())).orElse("true") + ")";
    }

    private String map(String name, FieldDescriptor map) {
        FieldDescriptor key = map.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = map.getMessageType().findFieldByNumber(2);
        String constant = values.constant(key);
        return switch (random.nextInt(4)) {
            case 0 -> constant + " in " + name;
            case 1 -> name + "." + values.pick("exists", "all", "exists_one") + "(k, " + test("k", key) + ")";
            case 2 -> constant + " in " + name + " && " + element(name + "[" + constant + "]", value);
            default -> element(name + "[" + constant + "]", value);
        };
    }

    private String element(String name, FieldDescriptor value) {
        return isValue(value) ? test(name, value)
                : paths.any(name, value.getMessageType(), Paths::isScalar).map(p -> test(p.text(), p.field()))
                        .orElse("has(" + name + "." + value.getMessageType().getFields().getFirst().getName() + ")");
    }

    private String arithmetic(String name, FieldDescriptor field) {
        Kind kind = RandomValues.kind(field);
        String other = paths.any(f -> Paths.isScalar(f) && RandomValues.kind(f) == kind && random.nextBoolean())
                .map(Path::text).orElseGet(() -> values.constant(field));
        return name + " " + values.pick("+", "-", "*", "/", "%") + " " + other + relation() + values.constant(field);
    }

    private static boolean isWrapper(FieldDescriptor field) {
        return field.getMessageType().getName().endsWith("Value");
    }

    /** cel-java takes a wrapper that is delimited and not set for its default, where CEL asks for null. */
    private static boolean isNullable(FieldDescriptor field) {
        return !field.isRepeated() && Paths.isWellKnown(field) && isWrapper(field)
                && field.getType() != FieldDescriptor.Type.GROUP;
    }

    /** A wrapper is its value, or null. */
    private String wrapper(String name, FieldDescriptor field) {
        return random.nextInt(3) == 0 ? "has(" + name + ")"
                : name + values.pick(" == ", " != ") + values.constant(field.getMessageType().findFieldByNumber(1));
    }

    private String time(String name, FieldDescriptor field) {
        String constant = field.getMessageType().getName().equals("Timestamp")
                ? "timestamp(\"" + values.pick("1970-01-01T00:00:00Z", "2024-02-29T12:30:00.5Z",
                        "1969-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59Z") + "\")"
                : "duration(\"" + values.pick("0s", "1.5s", "-1.5s", "100h", "0.000000001s") + "\")";
        return name + relation() + constant;
    }
}
