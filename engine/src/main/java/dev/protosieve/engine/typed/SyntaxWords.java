package dev.protosieve.engine.typed;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** CEL's (that is, ANTLR's) words about unreadable text, for people. */
final class SyntaxWords {

    private static final Map<String, String> INSTEAD = Map.ofEntries(Map.entry("=", "write == to compare"),
            Map.entry("and", "write &&"), Map.entry("AND", "write &&"), Map.entry("&", "write &&"),
            Map.entry("or", "write ||"), Map.entry("OR", "write ||"), Map.entry("|", "write ||"),
            Map.entry("not", "write !"), Map.entry("NOT", "write !"), Map.entry("<>", "write !="),
            Map.entry("like", "write msg.field.contains(\"text\")"),
            Map.entry("contains", "write msg.field.contains(\"text\")"));

    private SyntaxWords() {
    }

    /** What is wrong and what to write, by how CEL's message begins or ends. */
    private record Words(String cel, String what, String instead) {
        boolean fit(String message) {
            return message.contains(cel);
        }
    }

    private static final List<Words> WORDS = List.of(
            new Words("unsupported syntax '.?'", "optional fields cannot be named",
                    "ask first: has(msg.field) && msg.field == 1"),
            new Words("invalid argument to has() macro", "has() asks for a field of a message", "write has(msg.field)"),
            new Words("The argument must be a simple name", "the variable of a macro is a name",
                    "write .exists(x, x == 1)"),
            new Words("Invalid unicode code point", "this string has an escape for what is no character",
                    "write b\"\\xff\" for any octets"));

    /**
     * @param cel CEL's message
     * @param token the text it stands at
     */
    static String what(String cel, String token) {
        Optional<Words> words = WORDS.stream().filter(w -> w.fit(cel)).findFirst();
        if (words.isPresent()) {
            return words.get().what;
        }
        if (cel.startsWith("token recognition error") && isText(token)) {
            return isClosed(token) ? "this string has an escape that CEL does not have" : "this string is not closed";
        }
        if (cel.toLowerCase(Locale.ROOT).contains("recursion limit")) {
            return "the condition is nested too deeply";
        }
        if (cel.startsWith("For input string") || cel.contains("exceeds range")) {
            return "the number " + token + " does not fit";
        }
        if (cel.startsWith("reserved identifier")) {
            return "'" + token + "' is a word that CEL keeps for later";
        }
        if (cel.contains("'<EOF>'") && token.isEmpty()) {
            return "the condition ends too early";
        }
        return token.isEmpty() ? "the condition cannot be read" : "'" + token + "' cannot stand here";
    }

    private static boolean isText(String token) {
        return token.startsWith("\"") || token.startsWith("'");
    }

    private static boolean isClosed(String token) {
        return token.length() > 1 && token.charAt(token.length() - 1) == token.charAt(0);
    }

    static String hint(String cel, String token) {
        Optional<Words> words = WORDS.stream().filter(w -> w.fit(cel)).findFirst();
        if (words.isPresent()) {
            return words.get().instead;
        }
        if (isText(token)) {
            return !isClosed(token) ? "end it with the quote it began with"
                    : cel.startsWith("token recognition error")
                            ? "write \\\\ for a backslash, or r\"...\" for text without escapes"
                            : "strings begin with \", r\", b\" or br\"";
        }
        return INSTEAD.getOrDefault(token, "");
    }
}
