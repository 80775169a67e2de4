package dev.protosieve.engine.typed;

import dev.protosieve.engine.pattern.PatternCompiler;
import dev.protosieve.engine.pattern.PatternOutcome;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr.Literal;
import org.jspecify.annotations.Nullable;

/** The pattern of a {@code matches} to what it asks; its mistakes are told at their characters. */
final class PatternBuilder {

    private final Findings findings;
    private @Nullable PatternCompiler compiler;

    PatternBuilder(Findings findings) {
        this.findings = findings;
    }

    /**
     * Null when something was reported.
     *
     * @param written the literal as the file has it
     */
    @Nullable PatternTest compile(Literal pattern, String written) {
        if (compiler == null) {
            compiler = new PatternCompiler();
        }
        String text = (String) pattern.value();
        return switch (compiler.compile(text)) {
            case PatternOutcome.Compiled(var dfa) -> new PatternTest.Automaton(dfa);
            case PatternOutcome.Plain(boolean atStart, boolean atEnd, String part) ->
                new PatternTest.Text(atStart, atEnd, new Literal(pattern.span(), ExprType.STRING, part));
            case PatternOutcome.Bad bad -> {
                findings.error("bad-pattern", place(pattern, written, bad), bad.message(), bad.hint());
                yield null;
            }
            case PatternOutcome.TooBig(String what) -> {
                findings.error("pattern-too-big", pattern.span(), "this pattern is too big: " + what,
                        "count less ({2,5} for {100}, + for {1,500}), and have no . or \\pL under a counter");
                yield null;
            }
        };
    }

    /** The whole literal when its text is not written in one piece. */
    private static Span place(Literal pattern, String written, PatternOutcome.Bad bad) {
        int[] offsets = LiteralOffsets.of(written);
        if (offsets.length != ((String) pattern.value()).length() + 1) {
            return pattern.span();
        }
        int start = pattern.span().start();
        return new Span(start + offsets[bad.start()], start + Math.max(offsets[bad.start()], offsets[bad.end()]));
    }
}
