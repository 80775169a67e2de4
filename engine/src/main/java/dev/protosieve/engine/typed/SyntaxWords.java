package dev.protosieve.engine.typed;

import java.util.Map;

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

    /**
     * @param cel CEL's message
     * @param token the text it stands at
     */
    static String what(String cel, String token) {
        if (cel.startsWith("token recognition error") && (token.startsWith("\"") || token.startsWith("'"))) {
            return "this string is not closed";
        }
        if (cel.toLowerCase(java.util.Locale.ROOT).contains("recursion limit")) {
            return "the condition is nested too deeply";
        }
        if (cel.startsWith("For input string")) {
            return "the number " + token + " does not fit";
        }
        if (cel.contains("'<EOF>'") && token.isEmpty()) {
            return "the condition ends too early";
        }
        return token.isEmpty() ? "the condition cannot be read" : "'" + token + "' cannot stand here";
    }

    static String hint(String token) {
        return token.startsWith("\"") || token.startsWith("'") ? "end it with the quote it began with"
                : INSTEAD.getOrDefault(token, "");
    }
}
