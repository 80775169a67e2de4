package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The {@code expect} lines of a file, with their messages read from protobuf's text format. */
public final class Expectations {

    /** Lines of TextFormat's message about fields that a message type has not. */
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("(?m)^(\\d+):(\\d+):\\t(\\S+)$");
    /** {@code Couldn't parse integer: For input string: "x"} */
    private static final Pattern NO_NUMBER = Pattern.compile("(?s)^Couldn't parse (integer|number).*");

    private Expectations() {
    }

    /** Those of a file without mistakes, in its order. */
    public static List<Expectation> of(TypedRules rules) {
        return check(rules.syntax(), rules.message(), new Findings(rules.syntax().source()));
    }

    /** What is wrong with the messages and the labels of a file's expectations. */
    public static List<Diagnostic> mistakes(RuleSyntax syntax, Descriptor message) {
        Findings findings = new Findings(syntax.source());
        check(syntax, message, findings);
        return findings.inOrder();
    }

    /** Those that can be read; the others are reported at their characters. */
    static List<Expectation> check(RuleSyntax syntax, Descriptor message, Findings findings) {
        List<Expectation> readable = new ArrayList<>();
        for (Statement statement : syntax.statements()) {
            if (statement instanceof Statement.Expect expect) {
                expect.label().ifPresent(label -> deciding(label, syntax, findings));
                int line = syntax.source().line(expect.span().start());
                Verdict verdict = Verdict.valueOf(expect.verdict().text().toUpperCase(Locale.ROOT));
                message(expect, message, findings)
                        .ifPresent(bytes -> readable.add(new Expectation(expect, line, verdict, bytes)));
            }
        }
        return readable;
    }

    /** A label that no rule has was the parser's to report. */
    private static void deciding(Quoted label, RuleSyntax syntax, Findings findings) {
        Optional<Statement.Rule> rule = syntax.rules().stream()
                .filter(r -> r.label().filter(l -> l.value().equals(label.value())).isPresent()).findFirst();
        rule.filter(r -> !r.action().isFinal()).ifPresent(r -> findings.error("expects-no-verdict", label.span(),
                "a '" + r.action().word() + "' rule gives no verdict", "name a pass, drop or limit rule, or none"));
        // a rule is switched off to see what happens without it: the others go on, and this expectation fails
        rule.filter(r -> r.action().isFinal() && !r.enabled()).ifPresent(_ -> findings.warning("expects-no-verdict",
                label.span(), "this rule is switched off, so nothing can meet the expectation",
                "take the 'off' in front of it away, or leave the label out"));
    }

    private static Optional<ByteString> message(Statement.Expect expect, Descriptor type, Findings findings) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            TextFormat.merge(expect.body(), message);
            return Optional.of(message.buildPartial().toByteString());
        } catch (TextFormat.ParseException e) {
            report(expect, type, e, findings);
            return Optional.empty();
        }
    }

    private static void report(Statement.Expect expect, Descriptor type, TextFormat.ParseException problem,
            Findings findings) {
        String message = String.valueOf(problem.getMessage());
        String hint = "the braces hold a " + type.getFullName() + " in protobuf's text format: field: value";
        List<MatchResult> unknown = UNKNOWN_FIELD.matcher(message).results().toList();
        for (MatchResult field : unknown) {
            Span place = place(expect, Integer.parseInt(field.group(1)), Integer.parseInt(field.group(2)));
            findings.error("bad-text-format", place, "there is no field " + field.group(3), hint);
        }
        if (unknown.isEmpty()) {
            Span place = place(expect, problem.getLine(), problem.getColumn());
            // the message begins with line and column, which stand in the place
            String what = NO_NUMBER.matcher(message.replaceFirst("^\\d+:\\d+: ", "")).replaceFirst("expected an $1");
            findings.error("bad-text-format", place,
                    place.start() < expect.bodySpan().end() ? what : "the message ends too early", hint);
        }
    }

    /** The word or the character there; lines and columns are counted from 1. */
    private static Span place(Statement.Expect expect, int line, int column) {
        String body = expect.body();
        int at = 0;
        for (int l = 1; l < line; l++) {
            at = body.indexOf('\n', at) + 1;
        }
        at = Math.clamp(at + column - 1L, 0, body.length());
        int end = at;
        while (end < body.length() && (Character.isLetterOrDigit(body.charAt(end)) || body.charAt(end) == '_')) {
            end++;
        }
        // at the end of the body the closing brace comes too early
        int shown = Math.max(end, at + 1);
        return new Span(at, shown).shifted(expect.bodySpan().start());
    }
}
