package dev.protosieve.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.rule.RuleEdit.Applied;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleEditTest {

    private static final String FILE = """
            schema "a.proto"     # the schema
            message a.B

            # about one
            "one" drop if msg.a   # aside

            # about two,
            # in two lines
            "two" drop if (msg.b ||
                           # inner
                           msg.c)
                  log  if msg.d

            on error drop
            default pass
            """;

    private static RuleSyntax parse(String text) {
        return RuleParser.parse(new SourceText("t.sieve", text), new ArrayList<>());
    }

    private static String after(String text, RuleEdit edit) {
        RuleSyntax before = parse(text);
        Applied applied = edit.applyTo(before);
        assertEquals(text, RulePrinter.print(applied.inverse().applyTo(applied.after()).after()));
        return RulePrinter.print(applied.after());
    }

    @Test
    void movedRuleTakesItsCommentsAlongAndTheGapsStay() {
        assertEquals(FILE.replace("""
                # about one
                "one" drop if msg.a   # aside

                # about two,
                # in two lines
                "two" drop if (msg.b ||
                               # inner
                               msg.c)
                      log  if msg.d
                """, """
                # about two,
                # in two lines
                "two" drop if (msg.b ||
                               # inner
                               msg.c)

                      log  if msg.d
                # about one
                "one" drop if msg.a   # aside
                """), after(FILE, new RuleEdit.MoveRule(0, 2)));
    }

    @Test
    void removedRuleTakesItsCommentsAndOneBlankLineAlong() {
        assertEquals(FILE.replace("# about one\n\"one\" drop if msg.a   # aside\n\n", ""),
                after(FILE, new RuleEdit.RemoveRule(0)));
        assertEquals("a\ndrop if b", after("a\ndrop if b\ndrop if c", new RuleEdit.RemoveRule(1)));
        assertEquals("", after("drop if c", new RuleEdit.RemoveRule(0)));
    }

    @Test
    void addedRuleKeepsTheColumnsOfItsNeighbour() {
        assertEquals(FILE.replace("      log  if msg.d\n", "      log  if msg.d\n\"x\"   pass if msg.e\n"),
                after(FILE, new RuleEdit.AddRule(3, Action.PASS, Optional.of("x"), "msg.e")));
        assertEquals(FILE.replace("      log  if msg.d\n", "      pass if msg.e\n      log  if msg.d\n"),
                after(FILE, new RuleEdit.AddRule(2, Action.PASS, Optional.empty(), "msg.e")));
        assertEquals(FILE.replace("# about one\n", "      drop\n\n# about one\n"),
                after(FILE, new RuleEdit.AddRule(0, Action.DROP, Optional.empty(), "")));
    }

    @Test
    void firstRuleOfAFileStandsBehindItsHead() {
        assertEquals("schema \"a\"  # x\nmessage a.B\n\ndrop if c\n\ndefault pass\n", after(
                "schema \"a\"  # x\nmessage a.B\n\ndefault pass\n",
                new RuleEdit.AddRule(0, Action.DROP, Optional.empty(), "c")));
        assertEquals("drop if c\n", after("", new RuleEdit.AddRule(0, Action.DROP, Optional.empty(), "c")));
    }

    @Test
    void smallEditsChangeTheirWordOnly() {
        assertEquals(FILE.replace("\"one\" drop", "off \"one\" drop"), after(FILE, new RuleEdit.SetEnabled(0, false)));
        assertEquals("drop if x", after("off   drop if x", new RuleEdit.SetEnabled(0, true)));
        assertEquals(FILE.replace("\"one\" drop", "\"one\" pass"), after(FILE, new RuleEdit.SetAction(0, Action.PASS)));
        assertEquals(FILE.replace("\"one\" drop", "\"o\\\"e\" drop"),
                after(FILE, new RuleEdit.SetLabel(0, Optional.of("o\"e"))));
        assertEquals(FILE.replace("\"one\" drop", "drop"), after(FILE, new RuleEdit.SetLabel(0, Optional.empty())));
        assertEquals(FILE.replace("      log", "      \"d\" log"),
                after(FILE, new RuleEdit.SetLabel(2, Optional.of("d"))));
        assertEquals(FILE.replace("if msg.a ", "if !msg.z "), after(FILE, new RuleEdit.SetCondition(0, "!msg.z")));
        assertEquals(FILE.replace("log  if msg.d", "log"), after(FILE, new RuleEdit.SetCondition(2, " ")));
        assertEquals("drop if a # c", after("drop # c", new RuleEdit.SetCondition(0, "a")));
    }

    @Test
    void setsWhatAFileSaysOnceOrAddsItAtItsPlace() {
        assertEquals(FILE.replace("on error drop", "on error pass"), after(FILE, new RuleEdit.SetOn("error", "pass")));
        assertEquals(FILE.replace("on error drop\n", "on error drop\non limit pass\n"),
                after(FILE, new RuleEdit.SetOn("limit", "pass")));
        assertEquals(FILE.replace("default pass", "default drop"), after(FILE, new RuleEdit.SetDefault("drop")));
        assertEquals("drop if a\ndefault drop", after("drop if a", new RuleEdit.SetDefault("drop")));
        assertEquals(FILE.replace("message a.B\n", "message a.B\nmode observe\n"),
                after(FILE, new RuleEdit.SetMode("observe")));
        assertEquals(FILE.replace("message a.B\n", "message a.B\nmatch udp.dst_port == 1\n"),
                after(FILE, new RuleEdit.SetMatch("udp.dst_port == 1")));
        assertEquals("match b # x\n", after("match a # x\n", new RuleEdit.SetMatch("b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n|| b", "a ||\nb", "(a\n|| b)", "a # one\n|| b # two", "a\ndefault drop",
            "a\n\nexpect drop { }", "x == '''1\n2'''"})
    void conditionOfSeveralLinesStaysOneStatement(String condition) {
        Applied applied = new RuleEdit.SetCondition(0, condition).applyTo(parse(FILE));
        assertEquals(parse(FILE).statements().size(), applied.after().statements().size());
        assertEquals(3, applied.after().rules().size());
        String normal = applied.after().rules().getFirst().condition().map(Condition::cel).orElseThrow()
                .replaceAll("[\\s()]+", " ").strip();
        assertEquals(LineScanner.withoutComments(condition).replaceAll("[\\s()]+", " ").strip(), normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a || b # c)", "a || (b # c", "(a # c\n|| b", "a == \"b # c"})
    void conditionThatIsNoStatementKeepsItsComments(String condition) {
        assertEquals(FILE.replace("if msg.a ", "if " + condition + " "),
                after(FILE, new RuleEdit.SetCondition(0, condition)));
    }

    @Test
    void commentInAnExpectationTakesNoBraceAlong() {
        RuleEdit.AddExpectation added = new RuleEdit.AddExpectation("drop", Optional.empty(), "a: 1  # both");
        assertEquals("drop\n\nexpect drop {\n  a: 1  # both\n}\n", after("drop\n", added));
        String text = "expect drop {  a: 1  # both\n}";
        assertEquals("expect pass \"x\" {  a: 1  # both\n}", after(text,
                new RuleEdit.SetExpectation(0, "pass", Optional.of("x"), "  a: 1  # both\n")));
        assertEquals("expect drop {\n  a: 2  # both\n}",
                after(text, new RuleEdit.SetExpectation(0, "drop", Optional.empty(), "a: 2  # both")));
    }

    @Test
    void linesOfAnExpectationKeepTheirIndent() {
        String text = "expect drop {\n    a: 1\n    b {\n      c: 2\n    }\n}";
        String once = after(text, new RuleEdit.SetExpectation(0, "drop", Optional.empty(),
                "\n    a: 2\n    b {\n      c: 2\n    }\n"));
        assertEquals("expect drop {\n  a: 2\n  b {\n    c: 2\n  }\n}", once);
        assertEquals(once.replace("a: 2", "a: 3"), after(once, new RuleEdit.SetExpectation(0, "drop", Optional.empty(),
                "a: 3\nb {\n  c: 2\n}")));
    }

    @Test
    void windowsLineEndsStay() {
        String text = after(FILE.replace("\n", "\r\n"),
                new RuleEdit.AddRule(3, Action.LOG, Optional.empty(), "(a\n|| b)"));
        assertTrue(text.contains("(a\r\n|| b)\r\n"));
        assertEquals(text, text.replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    @Test
    void indexThatIsNotThereIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> new RuleEdit.RemoveRule(3).applyTo(parse(FILE)));
        assertThrows(IndexOutOfBoundsException.class, () -> new RuleEdit.MoveRule(0, 3).applyTo(parse(FILE)));
        assertThrows(IndexOutOfBoundsException.class,
                () -> new RuleEdit.AddRule(4, Action.LOG, Optional.empty(), "a").applyTo(parse(FILE)));
    }

    @ParameterizedTest
    @MethodSource("dev.protosieve.engine.SamplesTest#ruleFiles")
    void anyRowOfEditsIsTakenBackExactlyAndDoesWhatItSays(Path sample) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            String original = Files.readString(sample);
            RuleSyntax syntax = parse(random.nextBoolean() ? original : original.replace("\n", "\r\n"));
            String start = RulePrinter.print(syntax);
            List<RuleEdit> undo = new ArrayList<>();
            for (int step = 0; step < 20; step++) {
                RuleEdit edit = randomEdit(random, syntax.rules().size());
                Applied applied = edit.applyTo(syntax);
                String why = "seed " + seed + ", " + edit + " on\n" + RulePrinter.print(syntax);
                assertTrue(holds(edit, syntax, applied.after()), why);
                undo.addFirst(applied.inverse());
                syntax = applied.after();
            }
            for (RuleEdit edit : undo) {
                syntax = edit.applyTo(syntax).after();
            }
            assertEquals(start, RulePrinter.print(syntax), "seed " + seed);
        }
    }

    @Test
    void editsOfAFileThatIsHalfTypedAreTakenBackExactly() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            RuleSyntax syntax = parse(FILE);
            for (int step = 0; step < 15; step++) {
                String text = RulePrinter.print(syntax);
                RuleEdit edit = random.nextBoolean() ? randomTyping(random, text.length())
                        : randomEdit(random, syntax.rules().size());
                Applied applied = edit.applyTo(syntax);
                assertEquals(text, RulePrinter.print(applied.inverse().applyTo(applied.after()).after()),
                        "seed " + seed);
                syntax = applied.after();
            }
        }
    }

    @Test
    void actionBringsAnArgumentThatItNeedsAndTakesTheOldOneAway() {
        String text = "limit 7/m burst 9 per msg.diff if msg.a\n\"x\" drop if msg.b\n";
        assertEquals("drop if msg.a\n\"x\" drop if msg.b\n", after(text, new RuleEdit.SetAction(0, Action.DROP)));
        assertEquals(text, after(text, new RuleEdit.SetAction(0, Action.LIMIT)));
        assertEquals("limit 7/m burst 9 per msg.diff if msg.a\n\"x\" limit 100/s if msg.b\n",
                after(text, new RuleEdit.SetAction(1, Action.LIMIT)));
        assertEquals("limit 7/m burst 9 per msg.diff if msg.c\n\"x\" drop if msg.b\n",
                after(text, new RuleEdit.SetCondition(0, "msg.c")));
        assertEquals("limit 7/m burst 9 per msg.diff\n\"x\" drop if msg.b\n",
                after(text, new RuleEdit.SetCondition(0, "")));
        assertEquals(text + "    sample 1/9 if msg.c\n",
                after(text, new RuleEdit.AddRule(2, Action.SAMPLE, "1/9", Optional.empty(), "msg.c")));
    }

    private static RuleEdit randomTyping(Random random, int length) {
        int from = random.nextInt(length + 1);
        int to = Math.min(length, from + random.nextInt(9));
        String text = List.of("", "(", "\"", "\n", "#", "drop if", "\r\n", "'''").get(random.nextInt(8));
        return random.nextInt(50) == 0 ? new RuleEdit.ReplaceText(text)
                : new RuleEdit.ReplaceSpan(new Span(from, to), text);
    }

    private static RuleEdit randomEdit(Random random, int rules) {
        int any = random.nextInt(Math.max(1, rules));
        Action action = Action.values()[random.nextInt(Action.values().length)];
        String condition = List.of("msg.x == 1", "a\n|| b", "a ||\n  b # c", "", "'#' == x # y").get(random.nextInt(5));
        Optional<String> label = random.nextBoolean() ? Optional.empty() : Optional.of("l\\\"" + random.nextInt());
        String verdict = random.nextBoolean() ? "pass" : "drop";
        return switch (rules == 0 ? 0 : random.nextInt(18)) {
            case 0, 1 -> new RuleEdit.AddRule(random.nextInt(rules + 1), action, label, condition);
            case 2 -> new RuleEdit.RemoveRule(any);
            case 3, 4 -> new RuleEdit.MoveRule(any, random.nextInt(rules));
            case 5 -> new RuleEdit.SetEnabled(any, random.nextBoolean());
            case 6 -> new RuleEdit.SetAction(any, action);
            case 7 -> new RuleEdit.SetLabel(any, label);
            case 8 -> new RuleEdit.SetCondition(any, condition);
            case 9 -> new RuleEdit.SetOn(Words.CAUSES.get(random.nextInt(4)), verdict);
            case 10 -> new RuleEdit.SetDefault(verdict);
            case 11 -> new RuleEdit.SetMode(random.nextBoolean() ? "observe" : "enforce");
            case 12 -> new RuleEdit.InsertRules(random.nextInt(rules + 1), "# pasted\nlog if msg.pasted");
            case 13 -> new RuleEdit.SetHead(any, Action.LIMIT, "7/m burst 9");
            case 14 -> new RuleEdit.SetFraming(Words.FRAMINGS.get(random.nextInt(3)));
            case 15 -> new RuleEdit.SetMessage("other.Name" + random.nextInt(9));
            case 16 -> new RuleEdit.AddExpectation(verdict, Optional.empty(), "x: " + random.nextInt(9));
            default -> new RuleEdit.SetMatch("udp.dst_port == " + random.nextInt(9));
        };
    }

    /** Rules as an edit sees them: its effect on this list is checked by doing the same to a plain list. */
    private record Plain(boolean enabled, Action action, String label, String condition) {

        static List<Plain> of(RuleSyntax syntax) {
            return new ArrayList<>(syntax.rules().stream().map(Plain::of).toList());
        }

        private static Plain of(Statement.Rule rule) {
            return new Plain(rule.enabled(), rule.action(), rule.label().map(Quoted::value).orElse(""),
                    rule.condition().map(Condition::cel).map(Plain::bare).orElse(""));
        }

        static String bare(String condition) {
            return condition.replaceAll("[\\s()]+", "");
        }
    }

    private static boolean holds(RuleEdit edit, RuleSyntax before, RuleSyntax after) {
        List<Plain> rules = Plain.of(before);
        switch (edit) {
            case RuleEdit.AddRule(int at, Action action, String _, Optional<String> label, String condition) ->
                rules.add(at,
                        new Plain(true, action, label.orElse(""), Plain.bare(LineScanner.withoutComments(condition))));
            case RuleEdit.RemoveRule(int index) -> rules.remove(index);
            case RuleEdit.MoveRule(int from, int to) -> rules.add(to, rules.remove(from));
            case RuleEdit.SetEnabled(int i, boolean on) ->
                rules.set(i, new Plain(on, rules.get(i).action(), rules.get(i).label(), rules.get(i).condition()));
            case RuleEdit.SetAction(int i, Action action) ->
                rules.set(i, new Plain(rules.get(i).enabled(), action, rules.get(i).label(), rules.get(i).condition()));
            case RuleEdit.SetLabel(int i, Optional<String> label) -> rules.set(i,
                    new Plain(rules.get(i).enabled(), rules.get(i).action(), label.orElse(""),
                            rules.get(i).condition()));
            case RuleEdit.SetCondition(int i, String text) -> rules.set(i, new Plain(rules.get(i).enabled(),
                    rules.get(i).action(), rules.get(i).label(), Plain.bare(LineScanner.withoutComments(text))));
            case RuleEdit.SetOn(String cause, String verdict) -> {
                return after.statements().stream().anyMatch(s -> s instanceof Statement.On on
                        && on.cause().text().equals(cause) && on.verdict().text().equals(verdict));
            }
            case RuleEdit.SetDefault(String verdict) -> {
                return after.statements().stream()
                        .anyMatch(s -> s instanceof Statement.Default d && d.verdict().text().equals(verdict));
            }
            case RuleEdit.SetMode(String mode) -> {
                return after.statements().stream()
                        .anyMatch(s -> s instanceof Statement.Mode m && m.mode().text().equals(mode));
            }
            case RuleEdit.SetMatch(String condition) -> {
                return after.statements().stream()
                        .anyMatch(s -> s instanceof Statement.Match m && m.condition().text().equals(condition));
            }
            case RuleEdit.InsertRules(int at, String _) -> rules.add(at, new Plain(true, Action.LOG, "", "msg.pasted"));
            case RuleEdit.SetHead(int i, Action action, String argument) -> {
                boolean said = after.source().slice(after.rules().get(i).headSpan())
                        .equals(action.word() + " " + argument);
                rules.set(i, new Plain(rules.get(i).enabled(), action, rules.get(i).label(), rules.get(i).condition()));
                return said && rules.equals(Plain.of(after));
            }
            case RuleEdit.SetFraming(String kind) -> {
                return after.statements().stream()
                        .anyMatch(s -> s instanceof Statement.Framing f && f.kind().text().equals(kind));
            }
            case RuleEdit.SetMessage(String name) -> {
                return after.statements().stream()
                        .anyMatch(s -> s instanceof Statement.Message m && m.name().text().equals(name));
            }
            case RuleEdit.AddExpectation(String verdict, var _, String body) -> {
                return after.statements().stream().anyMatch(s -> s instanceof Statement.Expect e
                        && e.body().strip().equals(body) && e.verdict().text().equals(verdict));
            }
            case RuleEdit.SetExpectation _, RuleEdit.SetExpectedLabel _, RuleEdit.RemoveExpectation _,
                    RuleEdit.ReplaceText _, RuleEdit.ReplaceSpan _ ->
                throw new AssertionError(edit);
        }
        return rules.equals(Plain.of(after)) && onlyLabelsAreMissed(after);
    }

    /** Expect lines may name a label that an edit took away; nothing else may be wrong after an edit. */
    private static boolean onlyLabelsAreMissed(RuleSyntax syntax) {
        List<Diagnostic> found = new ArrayList<>();
        RuleParser.parse(syntax.source(), found);
        return found.stream().allMatch(d -> d.code().equals("rule.unknown-label"));
    }
}
