package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.Argument.Unit;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Word;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads what stands between an action and its {@code if}. */
final class ArgumentReader {

    private static final List<String> UNITS = Stream.of(Unit.values()).map(Unit::word).toList();

    private final SourceText source;
    private final Cursor cursor;
    private final Findings findings;
    private final int end;

    /** @param end of the statement */
    ArgumentReader(SourceText source, Cursor cursor, Findings findings, int end) {
        this.source = source;
        this.cursor = cursor;
        this.findings = findings;
        this.end = end;
    }

    /** Empty when something was reported. */
    Optional<Argument> read(Action action, Word word) {
        int behind = word.span().end();
        return switch (action) {
            case PASS, DROP, LOG -> Optional.of(new Argument.None(new Span(behind, behind)));
            case SAMPLE -> sample();
            case COUNT -> count(behind);
            case LIMIT -> limit();
        };
    }

    private Optional<Argument> sample() {
        String example = "write sample 1/100 for one of a hundred packets";
        int start = cursor.here();
        OptionalInt one = number("1", 1, 1, example);
        OptionalInt every = one.isPresent() && slash(example)
                ? number("how many packets one is taken of", 1, Integer.MAX_VALUE, example) : OptionalInt.empty();
        return every.isEmpty() ? Optional.empty()
                : Optional.of(new Argument.Sample(new Span(start, cursor.read()), every.getAsInt()));
    }

    private Optional<Argument> count(int behind) {
        int start = cursor.here();
        if (!cursor.take("by")) {
            return Optional.of(new Argument.Count(new Span(behind, behind), Optional.empty()));
        }
        return key("by").map(by -> new Argument.Count(new Span(start, by.span().end()), Optional.of(by)));
    }

    private Optional<Argument> limit() {
        String example = "write limit 100/s for a hundred packets a second";
        int start = cursor.here();
        OptionalInt tokens = number("how many packets", 1, Argument.MOST_TOKENS, example);
        Optional<Unit> unit = tokens.isPresent() && slash(example) ? unit() : Optional.empty();
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt burst = tokens;
        if (cursor.take("burst")) {
            burst = number("how many packets at once", 1, Argument.MOST_TOKENS, "write limit 100/s burst 200");
        }
        Optional<Condition> per = Optional.empty();
        if (burst.isPresent() && cursor.take("per")) {
            per = key("per");
            burst = per.isPresent() ? burst : OptionalInt.empty();
        }
        return burst.isEmpty() ? Optional.empty() : Optional.of(new Argument.Limit(
                new Span(start, cursor.read()), tokens.getAsInt(), unit.get(), burst.getAsInt(), per));
    }

    private Optional<Unit> unit() {
        Span next = cursor.next();
        Optional<Word> word = cursor.word();
        Optional<Unit> unit = Stream.of(Unit.values())
                .filter(u -> word.filter(w -> w.text().equals(u.word())).isPresent())
                .findFirst();
        if (unit.isEmpty()) {
            findings.error("rule.unknown-word", next, "a rate is told for s, m or h, not " + shown(next),
                    Words.hint(source.slice(next), UNITS));
        }
        return unit;
    }

    private OptionalInt number(String what, int least, int most, String example) {
        Span next = cursor.next();
        Optional<Word> word = cursor.number();
        if (word.isEmpty()) {
            findings.error("rule.expected", next.length() == 0 ? new Span(cursor.read(), cursor.read()) : next,
                    "expected a number (" + what + "), not " + shown(next), example);
            return OptionalInt.empty();
        }
        String digits = word.get().text();
        boolean fits = digits.matches("0*[0-9]{1,10}") && Long.parseLong(digits) >= least
                && Long.parseLong(digits) <= most;
        if (!fits) {
            findings.error("rule.bad-number", word.get().span(), least == most
                    ? "expected " + least + ", not " + digits
                    : String.format("%s: expected a number from %d to %,d, not %s", what, least, most, digits),
                    example);
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    private boolean slash(String example) {
        Span next = cursor.next();
        boolean there = cursor.take('/');
        if (!there) {
            findings.error("rule.expected", next.length() == 0 ? new Span(cursor.read(), cursor.read()) : next,
                    "expected /, not " + shown(next), example);
        }
        return there;
    }

    /** An expression, up to the word {@code if} or the end. */
    private Optional<Condition> key(String word) {
        int start = cursor.here();
        int mark = LineScanner.find("if", source.content(), start, end);
        int last = mark < 0 ? end : mark;
        while (last > start && LineScanner.isBlank(source.content().charAt(last - 1))) {
            last--;
        }
        Span span = new Span(start, last);
        cursor.moveTo(last);
        if (span.length() == 0) {
            findings.error("rule.no-key", cursor.next().length() == 0 ? new Span(start, start) : cursor.next(),
                    "expected an expression behind \"" + word + "\"", "for example: " + word + " msg.client_id");
            return Optional.empty();
        }
        return Optional.of(new Condition(span, source.slice(span)));
    }

    private String shown(Span next) {
        return next.length() == 0 ? "the end of the line" : "\"" + source.slice(next) + "\"";
    }
}
