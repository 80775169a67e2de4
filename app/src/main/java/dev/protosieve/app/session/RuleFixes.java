package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RulePrinter;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.schema.MessageChoice;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fixes that follow from a diagnostic and the text it stands on; where one is not certain, none is offered. */
final class RuleFixes {

    private static final int MOST_CHOICES = 3;
    private static final Pattern DID_YOU_MEAN = Pattern.compile("did you mean (.+?)\\?.*", Pattern.DOTALL);
    private static final Pattern WRITE = Pattern
            .compile("write ([!=<>&|]+|[\\w.`]+)(?: or ([!=<>&|]+|[\\w.`]+))?(?: to compare)?");
    private static final Pattern ADDRESS = Pattern
            .compile("write (cidr\\(\"[^\"]*\"\\)\\.containsIP\\([\\w.]+\\)|[\\w.]+ [!=]= ip\\(\"[^\"]*\"\\))");
    private static final Pattern GUARD = Pattern.compile("ask first: (.+) && \\.\\.\\.");
    private static final Pattern PICK = Pattern.compile("(msg(?:\\.\\w+)+)\\[([^\\[\\]]+)]", Pattern.DOTALL);
    private static final Set<String> USELESS = Set.of("typed.shadowed", "typed.unreachable", "typed.never-matches");

    private final Document document;
    private final CompileReport report;
    private final String text;

    RuleFixes(Document document, CompileReport report) {
        this.document = document;
        this.report = report;
        this.text = document.text();
    }

    List<QuickFix> of(Diagnostic problem) {
        Span span = problem.place().span();
        boolean here = problem.place().file().equals(document.name()) && span.end() <= text.length()
                && report.source().content().equals(text);
        if (!here) {
            return List.of();
        }
        return switch (problem.code()) {
            case "rule.missing-schema" -> schemas(problem);
            case "rule.missing-message" -> messages(problem);
            case "typed.no-match" -> List.of(edit("Add match udp.dst_port == 9000", problem,
                    new RuleEdit.SetMatch("udp.dst_port == 9000")));
            case "typed.type-mismatch" -> Stream.concat(literal(problem).stream(), address(problem).stream()).toList();
            case "typed.drop-can-fail", "typed.pass-can-fail" -> guard(problem);
            case "typed.syntax", "typed.unknown-name" -> Stream.concat(named(problem).stream(),
                    written(problem).stream()).toList();
            default -> USELESS.contains(problem.code()) ? useless(problem) : named(problem);
        };
    }

    private static QuickFix edit(String title, Diagnostic problem, RuleEdit edit) {
        return new QuickFix(title, problem, new QuickFix.Edit(edit));
    }

    private List<QuickFix> named(Diagnostic problem) {
        Matcher hint = DID_YOU_MEAN.matcher(problem.hint());
        Span span = problem.place().span();
        if (!hint.matches() || span.length() == 0 || text.charAt(span.start()) == '"') {
            return List.of();
        }
        return Stream.of(hint.group(1).split(", | or "))
                .map(name -> edit("Write " + name, problem, new RuleEdit.ReplaceSpan(span, name))).toList();
    }

    /** {@code write ==}, {@code write msg.page}: in place of one word or sign. */
    private List<QuickFix> written(Diagnostic problem) {
        Matcher hint = WRITE.matcher(problem.hint());
        Span span = problem.place().span();
        if (!hint.matches() || Token.in(text, span.start(), span.end()).size() != 1) {
            return List.of();
        }
        return Stream.of(hint.group(1), hint.group(2)).filter(w -> w != null)
                .map(w -> edit("Write " + w, problem, new RuleEdit.ReplaceSpan(span, w))).toList();
    }

    /** {@code cidr("10.0.0.0/8").containsIP(ip.src)} in place of the whole comparison. */
    private List<QuickFix> address(Diagnostic problem) {
        Matcher hint = ADDRESS.matcher(problem.hint());
        return hint.matches() ? List.of(edit("Write " + hint.group(1), problem,
                new RuleEdit.ReplaceSpan(problem.place().span(), hint.group(1)))) : List.of();
    }

    /** {@code 3} in place of {@code 3u}: the one literal of the comparison that has the same digits or letters. */
    private List<QuickFix> literal(Diagnostic problem) {
        Span span = problem.place().span();
        if (!problem.hint().startsWith("write ")) {
            return List.of();
        }
        String wanted = problem.hint().substring("write ".length());
        List<Token> same = Token.in(text, span.start(), span.end()).stream()
                .filter(t -> t.type() == Token.Type.NUMBER || t.type() == Token.Type.STRING
                        || t.is(text, "true") || t.is(text, "false"))
                .toList();
        if (same.size() != 1 || !bare(same.getFirst().in(text)).equals(bare(wanted))) {
            return List.of();
        }
        Token token = same.getFirst();
        return List.of(edit("Write " + wanted, problem,
                new RuleEdit.ReplaceSpan(new Span(token.start(), token.end()), wanted)));
    }

    private static String bare(String literal) {
        return literal.replaceAll("^b?\"|\"$|u$|\\.0$", "");
    }

    private List<QuickFix> schemas(Diagnostic problem) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> protos = Files.newDirectoryStream(document.folder(), "*.proto")) {
            for (Path file : protos) {
                files.add(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return files.stream().sorted().limit(MOST_CHOICES).map(f -> String.valueOf(f.getFileName()))
                .map(name -> edit("Add schema " + RulePrinter.quote(name), problem,
                        HeaderEdits.of(document).addSchema(name)))
                .toList();
    }

    private List<QuickFix> messages(Diagnostic problem) {
        return report.schema().map(MessageChoice::ranked).orElse(List.of()).stream().limit(MOST_CHOICES)
                .map(name -> edit("Add message " + name, problem, HeaderEdits.of(document).setMessage(name))).toList();
    }

    private int ruleAt(Span span) {
        List<Statement.Rule> rules = report.syntax().map(RuleSyntax::rules).orElse(List.of());
        return IntStream.range(0, rules.size()).filter(i -> rules.get(i).span().contains(span)).findFirst().orElse(-1);
    }

    private List<QuickFix> useless(Diagnostic problem) {
        int rule = ruleAt(problem.place().span());
        return rule < 0 ? List.of() : List.of(
                edit("Switch the rule off", problem, new RuleEdit.SetEnabled(rule, false)),
                edit("Remove the rule", problem, new RuleEdit.RemoveRule(rule)));
    }

    /** A question in front of the whole condition, where that leaves out nothing but the error. */
    private List<QuickFix> guard(Diagnostic problem) {
        Span span = problem.place().span();
        int rule = ruleAt(span);
        Optional<String> question = question(problem, text.substring(span.start(), span.end()));
        if (rule < 0 || question.isEmpty()) {
            return List.of();
        }
        Optional<Span> condition = report.syntax().flatMap(s -> s.rules().get(rule).condition())
                .map(RuleSyntax.Condition::span).filter(c -> c.contains(span) && isConjunction(c));
        return condition.stream().map(c -> edit("Ask first: " + question.get(), problem,
                new RuleEdit.ReplaceSpan(new Span(c.start(), c.start()), question.get() + " && "))).toList();
    }

    /** Whether every part must hold: then a part that is asked first changes nothing but errors. */
    private boolean isConjunction(Span condition) {
        Set<String> others = Set.of("||", "?", "!", "exists", "all", "exists_one");
        return Token.in(text, condition.start(), condition.end()).stream().noneMatch(t -> others.contains(t.in(text)));
    }

    private static Optional<String> question(Diagnostic problem, String source) {
        Matcher pick = PICK.matcher(source);
        if (pick.matches() && problem.hint().startsWith("ask first: \"key\" in ")) {
            return Optional.of(pick.group(2) + " in " + pick.group(1));
        }
        if (pick.matches() && problem.hint().startsWith("ask first: size(") && pick.group(2).matches("\\d{1,9}")) {
            return Optional.of("size(" + pick.group(1) + ") > " + pick.group(2));
        }
        Matcher hint = GUARD.matcher(problem.hint());
        boolean whole = hint.matches() && !problem.hint().contains("size(") && !problem.hint().contains("\"key\"");
        return whole && !hint.group(1).contains("\u2026") && !hint.group(1).contains("...")
                ? Optional.of(hint.group(1)) : Optional.empty();
    }
}
