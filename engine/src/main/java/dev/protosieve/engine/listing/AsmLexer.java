package dev.protosieve.engine.listing;

import dev.protosieve.engine.listing.AsmToken.Kind;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of assembly to tokens. Every character belongs to one, so it cannot fail. */
final class AsmLexer {

    /** {@code #5} behind a name is a helper's number, not a comment; {@code s>>=} is one sign in the kernel's syntax. */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<blank>\\s+)\
            |(?<comment>//.*|;.*|(?<![\\w])\\#.*|\\#(?!-?\\d).*)\
            |(?<sign>s(?:>>=|/=|%=|>=|<=|>|<)|<<=|>>=|[-+*/|&%^=!<>]=|.(?<![\\w.$]))\
            |(?<number>0[xX][0-9a-fA-F]+|[0-9]+(?![\\w]))\
            |(?<word>[\\w.$]+)""", Pattern.DOTALL);

    private AsmLexer() {
    }

    /**
     * The tokens of a line, and one {@link Kind#END}.
     *
     * @param at offset of the line in the source text
     */
    static List<AsmToken> tokens(String line, int at) {
        List<AsmToken> tokens = new ArrayList<>();
        Matcher next = TOKEN.matcher(line);
        int end = 0;
        while (next.find()) {
            if (next.group("comment") != null) {
                break;
            }
            Span span = new Span(at + next.start(), at + next.end());
            if (next.group("blank") == null) {
                Kind kind = next.group("number") != null ? Kind.NUMBER : next.group("word") != null ? Kind.WORD
                        : Kind.SIGN;
                tokens.add(new AsmToken(kind, next.group(), span));
                end = next.end();
            }
        }
        tokens.add(new AsmToken(Kind.END, "", new Span(at + end, at + end)));
        return tokens;
    }
}
