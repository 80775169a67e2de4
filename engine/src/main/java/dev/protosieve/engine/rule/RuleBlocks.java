package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;

/** The lines that belong to a rule: its own and the comment lines directly above. */
final class RuleBlocks {

    private final RuleSyntax syntax;
    private final SourceText source;

    RuleBlocks(RuleSyntax syntax) {
        this.syntax = syntax;
        this.source = syntax.source();
    }

    /** From the first character of the first line to the last of the last, without the line end. */
    Span of(Statement rule) {
        return new Span(source.lineSpan(firstLine(rule)).start(), lineEnd(rule.span().end()));
    }

    /** What goes when the rule goes: its lines, and one of two blank lines that would meet. */
    Span removal(Statement rule) {
        Span block = of(rule);
        int last = source.line(block.end());
        if (last == source.lineCount()) {
            int above = firstLine(rule) - 1;
            return new Span(above == 0 ? block.start() : source.lineSpan(above).end(), block.end());
        }
        boolean blankAbove = firstLine(rule) == 1 || isBlank(firstLine(rule) - 1);
        boolean blankBelow = last + 1 < source.lineCount() && isBlank(last + 1);
        return new Span(block.start(), source.lineSpan(last + (blankAbove && blankBelow ? 2 : 1)).start());
    }

    /** Whether a blank line and a comment set the rule off from what is above. */
    boolean standsApart(Statement rule) {
        int first = firstLine(rule);
        return first < source.line(rule.span().start()) && first > 1 && isBlank(first - 1);
    }

    int lineEnd(int offset) {
        return source.lineSpan(source.line(offset)).end();
    }

    private int firstLine(Statement rule) {
        int start = rule.span().start();
        int barrier = syntax.statements().stream().map(Statement::span).filter(s -> s.end() <= start)
                .mapToInt(s -> source.line(s.end())).max().orElse(0);
        int first = source.line(start);
        while (first - 1 > barrier && isComment(first - 1)) {
            first--;
        }
        return first;
    }

    private boolean isComment(int line) {
        String text = source.slice(source.lineSpan(line)).strip();
        return text.startsWith("#") || text.startsWith("//");
    }

    private boolean isBlank(int line) {
        return source.slice(source.lineSpan(line)).isBlank();
    }
}
