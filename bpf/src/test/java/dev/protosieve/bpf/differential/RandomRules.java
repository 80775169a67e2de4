package dev.protosieve.bpf.differential;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes rule files as a person might, over any message type. */
final class RandomRules {

    private static final String[] RELATIONS = {"==", "!=", "<", "<=", ">", ">="};
    private static final String[] STRINGS = {"", "A", "ab", "abc", "Hello", "zebra", "é", "日本",
            "a longer needle of text",
            "exactly8", "nine byte", "x"};
    private static final String[] DOUBLES = {"0.0", "-0.0", "0.1", "1.5", "-2.0", "1e300", "-1e300",
            "3.4028234663852886e38",
            "1e-45", "5e-324", "500.0"};
    private static final String[] INTS = {"0", "1", "-1", "3", "-5", "100", "127", "128", "300", "2147483647",
            "-2147483648",
            "2147483648", "4294967295", "-9223372036854775807", "9223372036854775807"};
    private static final String[] UINTS = {"0u", "1u", "3u", "7u", "100u", "127u", "128u", "4294967295u", "4294967296u",
            "18446744073709551615u"};
    private static final int MAX_DEPTH = 3;

    private final Random random;
    private final Descriptor root;
    private final boolean realTime;

    /** @param realTime whether limits must give the same answer however long the test takes */
    RandomRules(Random random, Descriptor root, boolean realTime) {
        this.realTime = realTime;
        this.random = random;
        this.root = root;
    }

    String file() {
        StringBuilder text = new StringBuilder("schema \"r.proto\"\nmessage " + root.getFullName() + "\n");
        text.append("match udp.dst_port == 9000\n");
        int rules = 1 + random.nextInt(6);
        for (int i = 0; i < rules; i++) {
            text.append(random.nextInt(8) == 0 ? "off " : "").append(action()).append(" if ").append(condition(2))
                    .append('\n');
        }
        text.append(random.nextBoolean() ? "on malformed drop\n" : "on malformed pass\n");
        text.append(random.nextBoolean() ? "default drop\n" : "default pass\n");
        return text.toString();
    }

    private String action() {
        return switch (random.nextInt(10)) {
            case 0 -> "log";
            case 1 -> "sample 1/" + (1 + random.nextInt(5));
            case 2 -> "count" + (random.nextInt(4) == 0 ? "" : " by " + key());
            case 3 -> "limit " + rate() + (random.nextBoolean() ? " per " + key() : "");
            case 4, 5, 6 -> "pass";
            default -> "drop";
        };
    }

    /** In real time one that gives no second token while the test runs. */
    private String rate() {
        String burst = " burst " + (1 + random.nextInt(40));
        return realTime ? "1/h" + burst : (1 + random.nextInt(2000)) + "/" + pick("s", "m", "h")
                + (random.nextBoolean() ? burst : "");
    }

    /** Something that packets can be told apart by; strings only where their octets are those that CEL sees. */
    private String key() {
        List<FieldDescriptor> path = path();
        if (path.isEmpty()) {
            return pick("udp.length", "ip.version", condition(1));
        }
        FieldDescriptor field = path.getLast();
        return switch (field.getJavaType()) {
            case FLOAT, DOUBLE -> condition(1);
            case STRING -> field.needsUtf8Check() ? name(path) : "udp.length";
            case BOOLEAN, BYTE_STRING, ENUM, INT, LONG, MESSAGE -> name(path);
        };
    }

    private String condition(int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
                case 1 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
                default -> "!(" + condition(depth - 1) + ")";
            };
        }
        return atom();
    }

    private String atom() {
        List<FieldDescriptor> path = path();
        if (path.isEmpty()) {
            return random.nextBoolean() ? "udp.length > 20" : "ip.version == 4";
        }
        FieldDescriptor field = path.getLast();
        String name = name(path);
        return switch (field.getJavaType()) {
            case BOOLEAN -> random.nextBoolean() ? name : name + " == " + random.nextBoolean();
            case STRING -> string(name);
            case BYTE_STRING -> name + relation() + "b\"" + pick(STRINGS) + "\"";
            case FLOAT, DOUBLE -> name + relation() + other(field, DOUBLES);
            case ENUM -> name + relation() + pick("r.E.ONE", "r.E.NEG", "0", "2", "7");
            case INT, LONG -> unsigned(field) ? name + relation() + other(field, UINTS)
                    : name + relation() + other(field, INTS);
            case MESSAGE -> throw new AssertionError("paths end at values");
        };
    }

    private String string(String name) {
        return switch (random.nextInt(6)) {
            case 0 -> name + relation() + "\"" + pick(STRINGS) + "\"";
            case 1 -> name + " in [\"" + pick(STRINGS) + "\", \"" + pick(STRINGS) + "\"]";
            case 2 -> name + ".startsWith(\"" + pick(STRINGS) + "\")";
            case 3 -> name + ".endsWith(\"" + pick(STRINGS) + "\")";
            default -> name + ".contains(\"" + pick(STRINGS) + "\")";
        };
    }

    /** A constant, or now and then another field of the same CEL type. */
    private String other(FieldDescriptor field, String[] constants) {
        if (random.nextInt(4) == 0) {
            for (int tries = 0; tries < 20; tries++) {
                List<FieldDescriptor> path = path();
                if (!path.isEmpty() && kind(path.getLast()).equals(kind(field))) {
                    return name(path);
                }
            }
        }
        return pick(constants);
    }

    private static String kind(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case FLOAT, DOUBLE -> "double";
            case INT, LONG -> unsigned(field) ? "uint" : "int";
            case BOOLEAN, STRING, BYTE_STRING, ENUM, MESSAGE -> field.getJavaType().name();
        };
    }

    private static boolean unsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }

    private String relation() {
        return " " + pick(RELATIONS) + " ";
    }

    /** Singular fields down to a value; empty when the walk ends at a message. */
    private List<FieldDescriptor> path() {
        List<FieldDescriptor> path = new ArrayList<>();
        Descriptor at = root;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            List<FieldDescriptor> fields = at.getFields().stream().filter(f -> !f.isRepeated()).toList();
            FieldDescriptor field = fields.get(random.nextInt(fields.size()));
            path.add(field);
            if (field.getJavaType() != JavaType.MESSAGE) {
                return path;
            }
            at = field.getMessageType();
        }
        return List.of();
    }

    private static String name(List<FieldDescriptor> path) {
        StringBuilder name = new StringBuilder("msg");
        path.forEach(field -> name.append('.').append(field.getName()));
        return name.toString();
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
