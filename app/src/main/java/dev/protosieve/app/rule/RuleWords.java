package dev.protosieve.app.rule;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of words in a rule file that get a colour of their own. */
final class RuleWords {

    private static final String STATEMENTS = "schema|import|message|match|framing|mode|on|default|expect|validate|off|if|sample|count|limit|by|per|burst";
    private static final Pattern WORD = Pattern.compile("(?<comment>#[^\\n]*)"
            + "|(?<string>[bB]?[rR]?\"(?:[^\"\\\\\\n]|\\\\.)*\"?|[bB]?[rR]?'(?:[^'\\\\\\n]|\\\\.)*'?)"
            + "|(?<number>\\b(?:0x[0-9a-fA-F]+|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)u?\\b)"
            + "|(?<root>\\b(?:msg|udp|tcp|ip|eth|pkt)\\b)(?=\\.)"
            + "|(?<word>\\b[A-Za-z_]\\w*\\b)"
            + "|(?<op>&&|\\|\\||[=!<>]=|[<>!?:])");
    private static final Set<String> KEYWORDS = Set.of(STATEMENTS.split("\\|"));
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private RuleWords() {
    }

    /** A receiver of coloured ranges, in order and without overlap. */
    interface Sink {
        void word(int start, int end, String style);
    }

    static void scan(CharSequence text, Sink sink) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String style = style(matcher);
            if (!style.isEmpty()) {
                sink.word(matcher.start(), matcher.end(), style);
            }
        }
    }

    private static String style(Matcher m) {
        if (m.group("comment") != null) {
            return "tok-comment";
        }
        if (m.group("string") != null) {
            return "tok-string";
        }
        if (m.group("number") != null) {
            return "tok-number";
        }
        if (m.group("root") != null) {
            return "tok-root";
        }
        return m.group("op") != null ? "tok-op" : wordStyle(m.group("word"));
    }

    private static String wordStyle(String word) {
        return switch (word) {
            case "drop" -> "tok-drop";
            case "pass" -> "tok-pass";
            case "log", "sample", "count" -> "tok-log";
            default -> KEYWORDS.contains(word) ? "tok-keyword" : CONSTANTS.contains(word) ? "tok-number" : "";
        };
    }
}
