package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.Statements;
import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.rule.Words;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be written at a place of a rule file; the text around it may be unfinished or wrong. */
public final class Completer {

    private static final Pattern NAME = Pattern.compile("\\w*");
    private static final Pattern DOTTED = Pattern.compile("[\\w.]*");
    private static final Pattern QUOTED = Pattern.compile("[^\"\n]*");

    private final String text;
    private final int caret;
    private final Scope scope;
    private final List<String> files;
    private final List<Token> tokens;
    private final Span word;

    private Completer(String text, int caret, Scope scope, List<String> files) {
        this.text = text;
        this.caret = caret;
        this.scope = scope;
        this.files = files;
        Span statement = Statements.at(text, caret);
        List<Token> before = new ArrayList<>(Token.in(text, statement.start(), caret));
        boolean typing = !before.isEmpty() && before.getLast().end() >= caret
                && before.getLast().type() == Token.Type.WORD;
        word = typing ? typed(before.removeLast().start(), NAME) : new Span(caret, caret);
        tokens = before;
    }

    /** What is there already and gives way: from a place before the caret to the end of what goes on behind it. */
    private Span typed(int start, Pattern goesOn) {
        Matcher rest = goesOn.matcher(text).region(caret, text.length());
        return new Span(start, rest.lookingAt() ? rest.end() : caret);
    }

    /** @param files what {@code schema} may name, as it names them */
    public static Proposals at(String text, int caret, Scope scope, List<String> files) {
        return new Completer(text, caret, scope, files).complete();
    }

    private Proposals complete() {
        if (inComment()) {
            return Proposals.NONE;
        }
        if (inString()) {
            return path();
        }
        tokens.removeIf(t -> t.type() == Token.Type.COMMENT);
        int head = 0;
        while (head < tokens.size() && (tokens.get(head).type() == Token.Type.STRING || tokens.get(head).is(text,
                "off"))) {
            head++;
        }
        if (head == tokens.size()) {
            return fitting(StatementWords.offer(head == 0 ? statements() : Words.ACTIONS));
        }
        return statement(tokens.get(head).in(text), head);
    }

    private boolean inComment() {
        List<Token> line = tokens.isEmpty() ? Token.in(text, text.lastIndexOf('\n', caret - 1) + 1, caret) : tokens;
        return !line.isEmpty() && line.getLast().type() == Token.Type.COMMENT && line.getLast().end() >= caret;
    }

    private static List<String> statements() {
        return Stream.concat(Words.ACTIONS.stream(), Words.STATEMENTS.stream()).distinct().toList();
    }

    /** Whether the caret is between the quotes of the last string, which may not be closed yet. */
    private boolean inString() {
        return !tokens.isEmpty() && tokens.getLast().type() == Token.Type.STRING && tokens.getLast().end() >= caret
                && Token.in(text.substring(0, caret) + ' ', tokens.getLast().start(), caret).getFirst().end() > caret
                || !tokens.isEmpty() && tokens.getLast().type() == Token.Type.STRING && tokens.getLast().end() > caret;
    }

    private Proposals path() {
        Token string = tokens.getLast();
        boolean schema = tokens.size() == 2 && tokens.getFirst().is(text, "schema");
        if (!schema) {
            return Proposals.NONE;
        }
        Span typed = typed(string.start() + 1, QUOTED);
        return fitting(typed,
                files.stream().map(f -> Proposal.plain(Proposal.Kind.FILE, f, f, "", "")).toList());
    }

    private Proposals fitting(List<Proposal> all) {
        return fitting(word, all);
    }

    private Proposals fitting(Span typed, List<Proposal> all) {
        String following = text.substring(typed.end());
        return Proposals.fitting(typed, text.substring(typed.start(), caret),
                all.stream().map(p -> p.before(following)).toList());
    }

    private Proposals statement(String first, int head) {
        int behind = tokens.size() - head - 1;
        return switch (first) {
            case "schema" -> behind > 0 ? Proposals.NONE
                    : fitting(files.stream().map(f -> Proposal.plain(Proposal.Kind.FILE, f, '"' + f + '"', "", ""))
                            .toList());
            case "message" -> message(head);
            case "framing" -> behind > 0 ? Proposals.NONE : fitting(StatementWords.plain(Words.FRAMINGS));
            case "mode" -> behind > 0 ? Proposals.NONE : fitting(StatementWords.plain(Words.MODES));
            case "validate" -> behind > 0 ? Proposals.NONE : fitting(StatementWords.plain(Words.EXTENTS));
            case "default" -> behind > 0 ? Proposals.NONE : fitting(StatementWords.plain(Words.VERDICTS));
            case "on" -> behind > 1 ? Proposals.NONE
                    : fitting(StatementWords.plain(behind == 0 ? Words.CAUSES : Words.VERDICTS));
            case "expect" -> expectation(head);
            case "match" -> fitting(new ConditionWords(text, tokens, scope, false).proposals());
            case "import" -> Proposals.NONE;
            default -> rule(first, head);
        };
    }

    private Proposals message(int head) {
        int start = tokens.size() > head + 1 ? tokens.get(head + 1).start() : word.start();
        return fitting(typed(start, DOTTED), scope.schema().messages().stream()
                .map(this::type).toList());
    }

    private Proposal type(Descriptor message) {
        return Proposal.plain(Proposal.Kind.TYPE, message.getFullName(), message.getFullName(),
                message.getFields().size() + " fields", scope.schema().comments().getOrDefault(message.getFullName(),
                        ""));
    }

    private Proposals expectation(int head) {
        for (int i = head; i < tokens.size(); i++) {
            if (tokens.get(i).is(text, "{")) {
                return fitting(new MessageText(text, tokens.subList(i, tokens.size()), scope).proposals());
            }
        }
        return tokens.size() == head + 1 ? fitting(StatementWords.plain(Words.VERDICTS))
                : tokens.size() == head + 2 ? fitting(labels()) : Proposals.NONE;
    }

    private List<Proposal> labels() {
        RuleSyntax tree = RuleParser.parse(
                new SourceText("", text), new ArrayList<>());
        return tree.rules().stream().flatMap(r -> r.label().stream()).map(l -> tree.source().slice(l.span()))
                .map(l -> new Proposal(Proposal.Kind.WORD, l, l + " {  }", l.length() + 3, "",
                        "the rule that must decide"))
                .toList();
    }

    private Proposals rule(String action, int head) {
        if (!Words.ACTIONS.contains(action)) {
            return Proposals.NONE;
        }
        int expression = -1;
        for (int i = head + 1; i < tokens.size(); i++) {
            if (tokens.get(i).is(text, "if") || tokens.get(i).is(text, "by") || tokens.get(i).is(text, "per")) {
                expression = i;
            }
        }
        return expression < 0 ? fitting(behindAction(action, tokens.size() - head - 1))
                : fitting(new ConditionWords(text, tokens.subList(expression, tokens.size()), scope, true).proposals());
    }

    private static List<Proposal> behindAction(String action, int words) {
        return switch (action) {
            case "count" -> StatementWords.offer(List.of("by", "if"));
            case "sample" -> words < 3 ? List.of() : StatementWords.offer(List.of("if"));
            case "limit" -> words < 3 ? List.of() : StatementWords.offer(List.of("per", "burst", "if"));
            default -> StatementWords.offer(List.of("if"));
        };
    }
}
