package dev.protosieve.app.designer;

import com.google.protobuf.ByteString;
import dev.protosieve.app.designer.ValueType.Kind;
import dev.protosieve.engine.typed.CelLiterals;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values between the words of a person and CEL constants. */
final class ValueText {

    private static final Pattern WHOLE = Pattern.compile("-?(?:\\d+|0x[0-9a-fA-F]+)");
    private static final Pattern REAL = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}[\\s:]*)*");
    /** As {@code google.protobuf.Duration} in CEL: {@code 1h30m}, {@code 1.5s}. */
    private static final Pattern DURATION = Pattern.compile("-?(?:\\d+(?:\\.\\d+)?(?:h|ms|m|s|us|ns))+");
    private static final Pattern OF_TEXT = Pattern.compile("(?s)(?:ip|timestamp|duration)\\s*\\(\\s*(.*?)\\s*\\)");
    private static final Pattern CONSTANT = Pattern
            .compile("(?!(?:msg|udp|tcp|ip|eth|pkt)\\.)[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+");

    private ValueText() {
    }

    /** {@code PHONES} of {@code search.Category.PHONES}, and everything else as it is. */
    static String shortName(String value) {
        return CONSTANT.matcher(value).matches() ? value.substring(value.lastIndexOf('.') + 1) : value;
    }

    /** What is wrong with the input, as "must be ..."; or empty. */
    static String mistake(ValueType type, String operator, String input) {
        String text = input.strip();
        return switch (type.kind()) {
            case TEXT -> input.isEmpty() && !operator.equals("==") && !operator.equals("!=") ? "some text" : "";
            case BYTES -> bytes(text).isPresent() ? "" : "pairs of hex digits, such as 00 de 0f";
            case WHOLE, UNSIGNED -> range(type, text);
            case REAL -> REAL.matcher(text).matches() ? "" : "a number, such as 99.5";
            case TIME -> isTime(text) ? "" : "a time, such as 2026-01-31T08:00:00Z";
            case DURATION -> DURATION.matcher(text).matches() ? "" : "a duration, such as 1h30m or 1.5s";
            case ADDRESS -> operator.endsWith("containsIP")
                    ? isNetwork(text) ? "" : "a network, such as 10.0.0.0/8 or fd00::/8"
                    : isAddress(text) ? "" : "an address, such as 10.0.0.7 or fd00::7";
            case MAP -> type.inner().isEmpty() || !operator.endsWith("key") ? range(ValueType.count(), text)
                    : mistake(type.element(), "==", input);
            case LIST -> range(ValueType.count(), text);
            case BOOL, ENUM, MESSAGE -> "";
        };
    }

    /** What is wrong with a key of a map, as "must be ..."; or empty. */
    static String keyMistake(ValueType map, String input) {
        boolean empty = map.element().kind() == Kind.TEXT && input.isEmpty();
        boolean untrue = map.element().kind() == Kind.BOOL && !input.strip().matches("true|false");
        return empty ? "some text" : untrue ? "true or false" : mistake(map.element(), "==", input);
    }

    private static String range(ValueType type, String text) {
        Optional<BigInteger> number = number(text);
        if (number.isEmpty()) {
            return "a whole number, such as 42 or 0x2a";
        }
        boolean within = number.get().compareTo(type.least()) >= 0 && number.get().compareTo(type.most()) <= 0;
        return within ? "" : "from " + type.least() + " to " + type.most() + " (" + type.name() + ")";
    }

    private static Optional<BigInteger> number(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        BigInteger value = digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        return Optional.of(negative ? value.negate() : value);
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        try {
            return InetAddress.ofLiteral(text) != null && text.matches("[0-9a-fA-F.:]+")
                    && (text.contains(":") || text.split("\\.", -1).length == 4);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}") || !isAddress(text.substring(0, slash))) {
            return false;
        }
        return Integer.parseInt(text.substring(slash + 1)) <= (text.contains(":") ? 128 : 32);
    }

    /** The CEL constant for an input without mistakes. */
    static String literal(ValueType type, String operator, String input) {
        String text = input.strip();
        return switch (type.kind()) {
            case TEXT -> CelLiterals.string(input);
            case BYTES -> CelLiterals.bytes(bytes(text).orElseThrow());
            case UNSIGNED -> text + "u";
            case REAL -> text.matches("-?\\d+") ? text + ".0" : text;
            case TIME -> "timestamp(" + CelLiterals.string(text) + ")";
            case DURATION -> "duration(" + CelLiterals.string(text) + ")";
            case ADDRESS -> operator.endsWith("containsIP") ? CelLiterals.string(text)
                    : "ip(" + CelLiterals.string(text) + ")";
            case MAP -> type.inner().isEmpty() || !operator.endsWith("key") ? text
                    : literal(type.element(), "==", input);
            case WHOLE, BOOL, ENUM, LIST, MESSAGE -> text;
        };
    }

    /** What an editor shows for a constant; empty for what is no constant of that type. */
    static Optional<String> input(ValueType type, String operator, String literal) {
        String text = literal.strip();
        return switch (type.kind()) {
            case TEXT -> CelString.text(text);
            case BYTES -> CelString.bytes(text).map(ValueText::hex);
            case WHOLE -> Optional.of(text).filter(t -> WHOLE.matcher(t).matches());
            case UNSIGNED -> Optional.of(text).filter(t -> t.matches("(?:\\d+|0x[0-9a-fA-F]+)[uU]"))
                    .map(t -> t.substring(0, t.length() - 1));
            case REAL -> Optional.of(text).filter(t -> REAL.matcher(t).matches());
            case TIME, DURATION -> quoted(text);
            case ADDRESS -> operator.endsWith("containsIP") ? CelString.text(text) : quoted(text);
            case MAP -> operator.endsWith("key") ? input(type.element(), "==", text)
                    : input(ValueType.count(), "==", text);
            case BOOL -> Optional.of(text).filter(t -> t.matches("true|false"));
            case LIST, ENUM, MESSAGE -> Optional.empty();
        };
    }

    private static Optional<String> quoted(String text) {
        Matcher call = OF_TEXT.matcher(text);
        return call.matches() ? CelString.text(call.group(1)) : Optional.empty();
    }

    /** Bytes in hex, or as the literal of a rule, such as {@code b"abc"}; empty for anything else. */
    static Optional<ByteString> bytes(String input) {
        String text = input.strip();
        return HEX.matcher(text).matches() ? Optional.of(ByteString.fromHex(text.replaceAll("[\\s:]", "")))
                : CelString.bytes(text);
    }

    static String hex(ByteString bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes.toByteArray());
    }

    /** What stands beside an editor without mistakes: length, characters of bytes. */
    static String remark(ValueType type, String input) {
        if (type.kind() == Kind.TEXT) {
            String escaped = CelLiterals.string(input);
            int length = input.codePointCount(0, input.length());
            String size = length + (length == 1 ? " character" : " characters");
            return escaped.length() == input.length() + 2 ? size : size + " \u00b7 written " + escaped;
        }
        if (type.kind() == Kind.BYTES) {
            byte[] bytes = bytes(input).orElseThrow().toByteArray();
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                text.append(b >= 0x20 && b < 0x7f ? (char) b : '\u00b7');
            }
            return bytes.length + (bytes.length == 1 ? " byte" : " bytes")
                    + (bytes.length == 0 ? "" : " \u00b7 \u201c" + text + "\u201d");
        }
        boolean bounded = type.kind() == Kind.WHOLE || type.kind() == Kind.UNSIGNED;
        return type.name() + (bounded ? " \u00b7 " + type.least() + " to " + type.most() : "");
    }
}
