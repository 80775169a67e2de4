package dev.protosieve.engine.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes a line that must be a new statement even while a bracket is open: it begins with two tokens that can never stand
 * side by side in CEL or in the text format. So one forgotten bracket spoils one statement, not the rest of the file.
 */
final class StatementStart {

    private static final Pattern CERTAIN = Pattern.compile(
            """
                    [\\x20\\t\\r]*+(?:
                      (?:schema|import)[\\x20\\t]++"
                    | (?:message|framing|mode|on|match|validate)[\\x20\\t]++(?!in\\b)[A-Za-z_]
                    | (?:default|expect)[\\x20\\t]++(?:pass|drop)\\b
                    | (?:off[\\x20\\t]++)?+(?:"[^"\\n]*+"[\\x20\\t]++)?+(?:pass|drop|log)[\\x20\\t]++if\\b
                    | (?:off[\\x20\\t]++)?+(?:"[^"\\n]*+"[\\x20\\t]++)?+(?:count[\\x20\\t]++(?:by|if)\\b|(?:sample|limit)[\\x20\\t]++[0-9])
                    | (?:off[\\x20\\t]++)?+"[^"\\n]*+"[\\x20\\t]++(?:pass|drop|log)[\\x20\\t\\r]*+(?:[\\x23\\n]|\\z)
                    )""",
            Pattern.COMMENTS);

    private StatementStart() {
    }

    static boolean isAt(String text, int offset) {
        Matcher matcher = CERTAIN.matcher(text);
        return matcher.region(offset, text.length()).lookingAt();
    }
}
