package dev.protosieve.engine.constraint;

import build.buf.validate.BytesRules;
import build.buf.validate.KnownRegex;
import build.buf.validate.StringRules;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rules of strings and bytes; the patterns are those of buf/validate/validate.proto and of the texts that it names. */
final class TextRules {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    /** A label of a host name: RFC 1034 section 3.5. */
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    /** By the rule's name, what all of the text must match; an empty text never does. */
    private static final Map<String, String> PATTERNS = Map.of(
            // "valid e-mail address" of the WHATWG's HTML standard, section 4.10.5.1.5
            "email", "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@" + LABEL + "(?:\\." + LABEL + ")*$",
            "ipv4", "^(?:" + OCTET + "\\.){3}" + OCTET + "$",
            "uuid", "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
            "tuuid", "^[0-9a-fA-F]{32}$",
            "ulid", "^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$",
            "protobuf_fqn", "^[A-Za-z_][A-Za-z_0-9]*(\\.[A-Za-z_][A-Za-z_0-9]*)*$",
            "protobuf_dot_fqn", "^\\.[A-Za-z_][A-Za-z_0-9]*(\\.[A-Za-z_][A-Za-z_0-9]*)*$");
    private static final String HOST_NAME = "^(?:" + LABEL + "\\.)*" + LABEL + "\\.?$";
    private static final String NUMERIC_END = "(?:^|\\.)[0-9]+\\.?$";
    private static final int LONGEST_HOST_NAME = 253;
    /** What else StringRules knows: none of it is a regular expression of a size that filters take. */
    private static final List<String> TOO_HARD = List.of("ip", "ipv6", "uri", "uri_ref", "address",
            "ip_with_prefixlen", "ipv4_with_prefixlen", "ipv6_with_prefixlen", "ip_prefix", "ipv4_prefix",
            "ipv6_prefix", "host_and_port");

    private final Message rules;
    private final String type;
    private final String value;
    private final boolean listed;
    private final List<Demand> found = new ArrayList<>();

    private TextRules(Message rules, String type, String value, boolean listed) {
        this.rules = rules;
        this.type = type;
        this.value = value;
        this.listed = listed;
    }

    /** @param listed whether it is an element of a list: for those protovalidate-java has another implementation */
    static List<Demand> of(StringRules rules, String value, boolean listed) {
        TextRules texts = new TextRules(rules, "string", value, listed);
        texts.common("character");
        texts.lengths("len_bytes", "min_bytes", "max_bytes", "bytes(" + value + ").size()", "byte");
        texts.pattern(rules.getPattern(), value);
        texts.test("not_contains", "contains", false, "without ");
        texts.formats();
        if (rules.hasWellKnownRegex()) {
            texts.header(rules.getWellKnownRegex(), !rules.hasStrict() || rules.getStrict());
        }
        return texts.found;
    }

    /** @param listed as for strings */
    static List<Demand> of(BytesRules rules, String value, boolean listed) {
        TextRules octets = new TextRules(rules, "bytes", value, listed);
        octets.common("byte");
        octets.pattern(rules.getPattern(), "string(" + value + ")");
        String size = value + ".size()";
        octets.sizes("ip", "an IP address", Cel.compare(size, "!=", "4"), Cel.compare(size, "!=", "16"));
        octets.sizes("ipv4", "an IPv4 address", Cel.compare(size, "!=", "4"));
        octets.sizes("ipv6", "an IPv6 address", Cel.compare(size, "!=", "16"));
        octets.sizes("uuid", "a UUID", Cel.compare(size, "!=", "16"));
        return octets.found;
    }

    private Optional<FieldDescriptor> given(String name) {
        FieldDescriptor field = rules.getDescriptorForType().findFieldByName(name);
        return field != null && (field.isRepeated() ? rules.getRepeatedFieldCount(field) > 0 : rules.hasField(field))
                ? Optional.of(field)
                : Optional.empty();
    }

    /** To protovalidate-java a pattern is one of the whole text, but not in lists. */
    private void pattern(String pattern, String text) {
        given("pattern").ifPresent(_ -> add("pattern", (listed ? "matching " : "all of it matching ") + pattern,
                matches(text, listed ? pattern : "^(?:" + pattern + ")$").not()));
    }

    private boolean isOn(String name) {
        return given(name).filter(f -> (Boolean) rules.getField(f)).isPresent();
    }

    private String literal(FieldDescriptor field) {
        return Literals.of(field, rules.getField(field));
    }

    private void add(String rule, String words, Cel fault) {
        found.add(Demand.met(type + "." + rule, words, fault));
    }

    private void common(String unit) {
        found.addAll(RangeRules.of(rules, type, value, listed));
        lengths("len", "min_len", "max_len", value + ".size()", unit);
        test("prefix", "startsWith", true, "beginning with ");
        test("suffix", "endsWith", true, "ending with ");
        test("contains", "contains", true, "with ");
    }

    /** @param unit of one */
    private void lengths(String exact, String least, String most, String size, String unit) {
        length(exact, "!=", size, "", unit);
        length(least, "<", size, "at least ", unit);
        length(most, ">", size, "at most ", unit);
    }

    private void length(String rule, String beyond, String size, String words, String unit) {
        given(rule).ifPresent(field -> {
            found.add(Demand.size(type + "." + rule, words, size, beyond, (Long) rules.getField(field), unit));
        });
    }

    private void test(String rule, String function, boolean wanted, String words) {
        given(rule).ifPresent(field -> {
            Cel holds = Cel.tight(value + "." + function + "(" + literal(field) + ")");
            found.add(field.getJavaType() == FieldDescriptor.JavaType.STRING
                    ? Demand.met(type + "." + rule, words + literal(field), wanted ? holds.not() : holds)
                    : Demand.unknown(type + "." + rule, words + literal(field), "filters do not search in bytes"));
        });
    }

    private void formats() {
        PATTERNS.keySet().stream().sorted().filter(this::isOn).forEach(rule -> add(rule,
                "a valid " + rule.replace('_', ' '),
                matches(Objects.requireNonNull(PATTERNS.get(rule))).not()));
        if (isOn("hostname")) {
            add("hostname", "a valid host name", Cel.or(Cel.compare(value + ".size()", ">", "" + LONGEST_HOST_NAME),
                    matches(HOST_NAME).not(), matches(NUMERIC_END)));
        }
        TOO_HARD.stream().filter(this::isOn).forEach(rule -> found.add(Demand.unknown(type + "." + rule,
                "a valid " + rule.replace('_', ' '), "filters cannot judge this format")));
    }

    private Cel matches(String pattern) {
        return matches(value, pattern);
    }

    private static Cel matches(String text, String pattern) {
        return Cel.tight(text + ".matches(" + Literals.text(pattern) + ")");
    }

    private void header(KnownRegex kind, boolean strict) {
        switch (kind) {
            case KNOWN_REGEX_HTTP_HEADER_NAME -> add("well_known_regex.header_name", "an HTTP header's name",
                    matches(strict ? "^:?[0-9a-zA-Z!#$%&'*+-.^_|~\\x60]+$" : "^[^\\x00\\n\\r]+$").not());
            case KNOWN_REGEX_HTTP_HEADER_VALUE -> add("well_known_regex.header_value", "an HTTP header's value",
                    matches(strict ? "^[^\\x00-\\x08\\n-\\x1f\\x7f]*$"
                            : listed ? "^[^\\x00\\n\\r]*$" : "^[^\\x00\\n\\r]+$").not()); // not an empty one, says protovalidate-java
            case KNOWN_REGEX_UNSPECIFIED -> {
            }
        }
    }

    private void sizes(String rule, String words, Cel... wrong) {
        if (isOn(rule)) {
            add(rule, words, Cel.and(wrong));
        }
    }
}
