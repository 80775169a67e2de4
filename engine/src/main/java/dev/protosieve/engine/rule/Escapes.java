package dev.protosieve.engine.rule;

/** Escapes in the strings of statements: labels and paths. */
final class Escapes {

    private Escapes() {
    }

    /** What a backslash and this letter mean; -1 for nothing. */
    static int plain(char letter) {
        return switch (letter) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    /** The string in quotes, as {@link Cursor#quoted()} reads it back. */
    static String quote(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.chars().forEach(c -> text.append(switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' || c == 0x7f ? String.format("\\u%04x", c) : String.valueOf((char) c);
        }));
        return text.append('"').toString();
    }
}
