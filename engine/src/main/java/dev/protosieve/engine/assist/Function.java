package dev.protosieve.engine.assist;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions and macros that compile, with the values that they are for. */
public enum Function {
    CONTAINS("contains", List.of("string"), "bool", "string.contains(text) -> bool",
            "whether the text stands anywhere in it; upper and lower case differ", "(\"|\")"),
    STARTS_WITH("startsWith", List.of("string"), "bool", "string.startsWith(text) -> bool",
            "whether it begins with the text", "(\"|\")"),
    ENDS_WITH("endsWith", List.of("string"), "bool", "string.endsWith(text) -> bool", "whether it ends with the text",
            "(\"|\")"),
    MATCHES("matches", List.of("string"), "bool", "string.matches(pattern) -> bool",
            "whether the regular expression (RE2) is found anywhere; ^ and $ tie it to the ends", "(r\"|\")"),
    SIZE("size", List.of("string", "bytes", "list", "map"), "int", "size() -> int",
            "characters of a string, bytes, elements of a list, keys of a map", "()|"),
    EXISTS("exists", List.of("list", "map"), "bool", "list.exists(x, condition) -> bool",
            "whether the condition holds for at least one element x; of a map, for a key", "(x, |)"),
    ALL("all", List.of("list", "map"), "bool", "list.all(x, condition) -> bool",
            "whether the condition holds for every element x, as it does when there is none; of a map, for every key",
            "(x, |)"),
    EXISTS_ONE("exists_one", List.of("list", "map"), "bool", "list.exists_one(x, condition) -> bool",
            "whether the condition holds for exactly one element x; of a map, for one key", "(x, |)"),
    CONTAINS_IP("containsIP", List.of("network"), "bool", "cidr.containsIP(address) -> bool",
            "whether the address lies in the network", "(ip.|)"),
    HAS("has", List.of(), "bool", "has(msg.field) -> bool",
            "whether the field is set; of a repeated field or map, whether it has elements", "(msg.|)"),
    LENGTH("size", List.of(), "int", "size(value) -> int",
            "characters of a string, bytes, elements of a list, keys of a map", "(msg.|)"),
    IP("ip", List.of(), "address", "ip(text) -> address", "an IPv4 or IPv6 address, to compare ip.src and ip.dst with",
            "(\"|\")"),
    CIDR("cidr", List.of(), "network", "cidr(text) -> network",
            "a network such as 10.0.0.0/8; .containsIP(ip.src) asks whether an address lies in it", "(\"|\")"),
    TIMESTAMP("timestamp", List.of(), "timestamp", "timestamp(text) -> timestamp",
            "a point in time in RFC 3339: 2026-01-31T12:00:00Z", "(\"|\")"),
    DURATION("duration", List.of(), "duration", "duration(text) -> duration",
            "a span of time: 1.5s, 20m, 1h30m", "(\"|\")"),
    U8("pkt.u8", List.of(), "int", "pkt.u8(offset) -> int",
            "one byte of the packet, counted from the Ethernet header on", "(|)"),
    U16("pkt.u16", List.of(), "int", "pkt.u16(offset) -> int", "two bytes of the packet, most significant first",
            "(|)"),
    U32("pkt.u32", List.of(), "int", "pkt.u32(offset) -> int", "four bytes of the packet, most significant first",
            "(|)");

    private final String text;
    private final List<String> receivers;
    private final String result;
    private final String signature;
    private final String meaning;
    private final String arguments;

    Function(String text, List<String> receivers, String result, String signature, String meaning, String arguments) {
        this.text = text;
        this.receivers = receivers;
        this.result = result;
        this.signature = signature;
        this.meaning = meaning;
        this.arguments = arguments;
    }

    /** As a condition writes it. */
    public String text() {
        return text;
    }

    public String signature() {
        return signature;
    }

    public String meaning() {
        return meaning;
    }

    /** Its brackets, with {@code |} where the caret belongs. */
    public String arguments() {
        return arguments;
    }

    Shape result() {
        return new Shape.Plain(result);
    }

    /** Those that may stand behind a value and a dot. */
    public static List<Function> of(Shape value) {
        String receiver = switch (value) {
            case Shape.Repeated _ -> "list";
            case Shape.Mapping _ -> "map";
            case Shape.Plain(String word) -> word;
            case Shape.Fields _, Shape.Values _ -> "";
        };
        return Arrays.stream(values()).filter(f -> f.receivers.contains(receiver)).toList();
    }

    /** Those that stand alone. */
    public static List<Function> alone() {
        return Arrays.stream(values()).filter(f -> f.receivers.isEmpty()).toList();
    }

    /** @param member whether it stands behind a value and a dot */
    public static Optional<Function> named(String text, boolean member) {
        return Stream.of(values()).filter(f -> f.text.equals(text) && f.receivers.isEmpty() != member).findFirst();
    }
}
