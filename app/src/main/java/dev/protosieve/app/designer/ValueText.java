package dev.protosieve.app.designer;

import java.util.regex.Pattern;

/** Values between the words of a person and CEL literals. */
final class ValueText {

    private static final Pattern WHOLE = Pattern.compile("-?(?:\\d+|0x[0-9a-fA-F]+)");
    private static final Pattern UNSIGNED = Pattern.compile("(?:\\d+|0x[0-9a-fA-F]+)u?");
    private static final Pattern REAL = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    private static final Pattern CONSTANT = Pattern
            .compile("(?!(?:msg|udp|ip|pkt)\\.)[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+");

    private ValueText() {
    }

    /** {@code PHONES} of {@code search.Category.PHONES}, and everything else as it is. */
    static String shortName(String value) {
        return CONSTANT.matcher(value).matches() ? value.substring(value.lastIndexOf('.') + 1) : value;
    }

    /** What is wrong with the input, or empty. */
    static String mistake(FieldChoice.Kind kind, String input) {
        String text = input.strip();
        return switch (kind) {
            case TEXT, BYTES, BOOL, ENUM -> "";
            case WHOLE -> WHOLE.matcher(text).matches() ? "" : "a whole number, such as 42 or 0x2a";
            case UNSIGNED -> UNSIGNED.matcher(text).matches() ? "" : "a whole number from 0 on";
            case REAL -> REAL.matcher(text).matches() ? "" : "a number, such as 99.5";
        };
    }

    /** The CEL literal for an input without mistakes. */
    static String literal(FieldChoice.Kind kind, String input) {
        String text = input.strip();
        return switch (kind) {
            case TEXT -> quote(input);
            case BYTES -> "b" + quote(input);
            case UNSIGNED -> text.endsWith("u") ? text : text + "u";
            case REAL -> text.matches("-?\\d+") ? text + ".0" : text;
            case WHOLE, BOOL, ENUM -> text;
        };
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** What an editor shows for a literal. */
    static String input(FieldChoice.Kind kind, String literal) {
        return switch (kind) {
            case TEXT -> unquote(literal);
            case BYTES -> unquote(literal.startsWith("b") || literal.startsWith("B") ? literal.substring(1) : literal);
            case UNSIGNED -> literal.endsWith("u") ? literal.substring(0, literal.length() - 1) : literal;
            case WHOLE, REAL, BOOL, ENUM -> literal;
        };
    }

    private static String unquote(String literal) {
        if (literal.length() < 2) {
            return literal;
        }
        String body = literal.substring(1, literal.length() - 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c != '\\' || i + 1 == body.length()) {
                text.append(c);
                continue;
            }
            char next = body.charAt(++i);
            text.append(switch (next) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                default -> next;
            });
        }
        return text.toString();
    }
}
