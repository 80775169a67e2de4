package dev.protosieve.engine.rule;

import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule file as a tree over its own text: statements know their spans, and the text between them (comments, blank lines)
 * stays in {@link #source()}, so printing a tree gives back every character.
 */
public record RuleSyntax(SourceText source, List<Statement> statements) {

    public RuleSyntax {
        statements = List.copyOf(statements);
    }

    /** Another text is another tree: told by the text, before thousands of statements are compared. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof RuleSyntax(SourceText text, List<Statement> others)
                && source.equals(text) && statements.equals(others);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + statements.hashCode();
    }

    /** The statements that begin with an action, disabled ones too, in file order. */
    public List<Statement.Rule> rules() {
        return statements.stream().filter(Statement.Rule.class::isInstance).map(Statement.Rule.class::cast).toList();
    }

    /** The condition of the rule with that number, counted from 1, or with 0 of the file's {@code match}. */
    public Optional<Condition> conditionOf(int number) {
        if (number == 0) {
            return statements.stream().filter(Statement.Match.class::isInstance)
                    .map(s -> ((Statement.Match) s).condition()).findFirst();
        }
        List<Statement.Rule> rules = rules();
        return number < 0 || number > rules.size() ? Optional.empty() : rules.get(number - 1).condition();
    }

    /** The whole lines of a rule of this tree and the comment lines directly above it. */
    public String textOf(Statement.Rule rule) {
        return source.slice(new RuleBlocks(this).of(rule));
    }

    /** The schema files named, made absolute against the rule file's folder. */
    public List<Path> sources(Path folder) {
        return statements.stream().filter(Statement.SchemaFile.class::isInstance)
                .map(s -> folder.resolve(((Statement.SchemaFile) s).path().value())).toList();
    }

    /** The import roots named, made absolute against the rule file's folder. */
    public List<Path> importRoots(Path folder) {
        return statements.stream().filter(Statement.ImportRoot.class::isInstance)
                .map(s -> folder.resolve(((Statement.ImportRoot) s).path().value())).toList();
    }

    /** A word with its place. */
    public record Word(Span span, String text) {
    }

    /** A string in double quotes: {@code span} holds the quotes, {@code value} is what they mean. */
    public record Quoted(Span span, String value) {
    }

    /** CEL text: exactly {@code source.slice(span)}, newlines and comments of continued lines included. */
    public record Condition(Span span, String text) {

        /** The text as CEL is to read it: comments are blanks, everything else keeps its offset. */
        public String cel() {
            return LineScanner.withoutComments(text);
        }
    }

    /** What a rule does when its condition holds. */
    public enum Action {
        PASS,
        DROP,
        LOG,
        /** As {@link #LOG}, with an event for one of several packets. */
        SAMPLE,
        /** Counts packets by the value of an expression. */
        COUNT,
        /** Drops packets beyond a rate. */
        LIMIT;

        /** The word in the rule file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a match ends the evaluation. */
        public boolean isFinal() {
            return this == PASS || drops();
        }

        /** Whether a match drops the packet. */
        public boolean drops() {
            return this == DROP || this == LIMIT;
        }
    }

    /** One statement; {@code span} runs from its first to its last character, without a trailing comment. */
    public sealed interface Statement {

        Span span();

        /** {@code schema "search.proto"}. */
        record SchemaFile(Span span, Quoted path) implements Statement {
        }

        /** {@code import "../common"}: one more import root. */
        record ImportRoot(Span span, Quoted path) implements Statement {
        }

        /** {@code message search.SearchRequest}. */
        record Message(Span span, Word name) implements Statement {
        }

        /** {@code match udp.dst_port == 9000}. */
        record Match(Span span, Condition condition) implements Statement {
        }

        /** {@code framing datagram}. */
        record Framing(Span span, Word kind) implements Statement {
        }

        /** {@code mode observe}. */
        record Mode(Span span, Word mode) implements Statement {
        }

        /**
         * {@code "no A" drop if msg.query.contains("A")}; with {@code off} in front it is kept but not compiled.
         *
         * @param actionSpan the action's word alone
         * @param condition absent for a rule that always holds
         */
        record Rule(Span span, boolean enabled, Optional<Quoted> label, Action action, Span actionSpan,
                Argument argument, Optional<Condition> condition) implements Statement {

            /** The action's word and its argument. */
            public Span headSpan() {
                return actionSpan.union(argument.span());
            }
        }

        /** {@code on malformed drop}. */
        record On(Span span, Word cause, Word verdict) implements Statement {
        }

        /** {@code default pass}. */
        record Default(Span span, Word verdict) implements Statement {
        }

        /** {@code validate full}. */
        record Validate(Span span, Word extent) implements Statement {
        }

        /** {@code expect drop "no A" { query: "cAt" }}; {@code body} is the text between the braces. */
        record Expect(Span span, Word verdict, Optional<Quoted> label, Span bodySpan, String body)
                implements Statement {
        }
    }
}
