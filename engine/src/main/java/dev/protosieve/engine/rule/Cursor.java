package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.Optional;

/** Reads the tokens of one statement, left to right. */
final class Cursor {

    private final SourceText source;
    private final String text;
    private final LineScanner blanks;
    private final Findings findings;
    private final int first;
    private final int end;
    private int at;

    Cursor(SourceText source, LineScanner.Line line, Findings findings) {
        this.source = source;
        this.text = source.content();
        this.blanks = new LineScanner(text);
        this.findings = findings;
        this.first = line.start();
        this.at = first;
        this.end = line.end();
    }

    /** The word here, if there is one; the cursor moves behind it. */
    Optional<Word> word() {
        return word(false);
    }

    /** A word that may have dots in it. */
    Optional<Word> dottedWord() {
        return word(true);
    }

    private Optional<Word> word(boolean dotted) {
        int start = here();
        int i = start;
        while (i < end && (i > start ? LineScanner.isWordPart(text.charAt(i)) : LineScanner.isWordStart(text.charAt(i)))
                || dotted && i < end && text.charAt(i) == '.') {
            i++;
        }
        at = i;
        Span span = new Span(start, i);
        return i == start ? Optional.empty() : Optional.of(new Word(span, source.slice(span)));
    }

    boolean atQuote() {
        return !atEnd() && text.charAt(here()) == '"';
    }

    /** The string here; mistakes in it are reported, and what can be read of it is its value. */
    Quoted quoted() {
        int start = here();
        StringBuilder value = new StringBuilder();
        int i = start + 1;
        while (i < end && text.charAt(i) != '"') {
            i = character(i, value);
        }
        at = Math.min(end, i + 1);
        return new Quoted(new Span(start, at), value.toString());
    }

    private int character(int i, StringBuilder value) {
        char c = text.charAt(i);
        if (c != '\\' || i + 1 >= end) {
            value.append(c);
            return i + 1;
        }
        int escaped = Escapes.plain(text.charAt(i + 1));
        if (escaped >= 0) {
            value.append((char) escaped);
            return i + 2;
        }
        if (text.charAt(i + 1) == 'u' && i + 6 <= end && text.substring(i + 2, i + 6).matches("[0-9a-fA-F]{4}")) {
            value.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
            return i + 6;
        }
        findings.error("rule.bad-escape", new Span(i, i + 2), "this is no escape",
                "known: \\\" \\\\ \\n \\r \\t \\u1234; a backslash itself is written \\\\");
        value.append(c);
        return i + 1;
    }

    /** A word that begins with a digit, if there is one here; the cursor moves behind it. */
    Optional<Word> number() {
        int start = here();
        int i = start;
        while (i < end && LineScanner.isWordPart(text.charAt(i)) && !LineScanner.isWordStart(text.charAt(start))) {
            i++;
        }
        at = i;
        Span span = new Span(start, i);
        return i == start ? Optional.empty() : Optional.of(new Word(span, source.slice(span)));
    }

    /** Moves behind that word if it is the token here. */
    boolean take(String word) {
        boolean there = source.slice(next()).equals(word);
        at = there ? next().end() : at;
        return there;
    }

    /** Moves behind that character if it is the one here. */
    boolean take(char c) {
        boolean there = !atEnd() && peek() == c;
        at = there ? at + 1 : at;
        return there;
    }

    /** Where the last token that was read ends. */
    int read() {
        int i = at;
        while (i > first && LineScanner.isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    void moveTo(int offset) {
        at = offset;
    }

    boolean atEnd() {
        return here() >= end;
    }

    char peek() {
        return text.charAt(here());
    }

    /** The offset of the next token. */
    int here() {
        at = Math.min(end, blanks.skipBlank(at));
        return at;
    }

    /** All that is left. */
    Span rest() {
        return new Span(here(), end);
    }

    /** The token here, for a message: a word, or one character; empty at the end. */
    Span next() {
        int start = here();
        int i = start;
        while (i < end && LineScanner.isWordPart(text.charAt(i))) {
            i++;
        }
        if (i == start && i < end) {
            i += Character.charCount(text.codePointAt(i));
        }
        return new Span(start, Math.min(end, i));
    }

    /** How a message names what {@link #next()} covers. */
    String nextShown() {
        Span next = next();
        if (next.length() == 0) {
            return "the end of the line";
        }
        int point = text.codePointAt(next.start());
        boolean printable = point > ' ' && point != 0x7f && !Character.isISOControl(point)
                && !Character.isSpaceChar(point) && Character.isDefined(point) && point != 0xFFFD;
        return printable ? "\"" + source.slice(next) + "\"" : String.format("the character U+%04X", point);
    }
}
