package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gesture on the rule files of this project: it can be taken back, what it leaves can be read, and no comment is lost. */
final class BlockGesturesTest {

    private static final Path ROOT = Path.of("..");
    /** Of one file, chosen with a fixed seed. */
    private static final int PLACES = 9;
    private static final Pattern COMMENT = Pattern.compile("#[^\"\\n]*$", Pattern.MULTILINE);

    static Stream<Path> files() throws IOException {
        try (Stream<Path> golden = Files.walk(ROOT.resolve("engine/src/test/resources/golden"), 2);
                Stream<Path> samples = Files.walk(ROOT.resolve("sample-protos"), 2)) {
            return Stream.concat(golden, samples).filter(f -> f.toString().endsWith(".sieve")).sorted().toList()
                    .stream();
        }
    }

    /** A file open in blocks. */
    private static final class Open {
        private final Workbench bench;
        private final Gestures gestures;
        private final BlocksViewModel model;
        private final BlockActions actions;
        private final String text;

        Open(Path file) throws IOException {
            this(Files.readString(file));
        }

        Open(String text) {
            this.text = text;
            bench = new Workbench(Document.unsaved(Path.of("."), text));
            gestures = new Gestures(bench);
            model = new BlocksViewModel(bench, gestures);
            actions = new BlockActions(model);
        }

        String now() {
            return bench.document().get().text();
        }
    }

    private static boolean isReadable(String text) {
        List<Diagnostic> found = new ArrayList<>();
        RuleParser.parse(new SourceText("t", text), found);
        return found.stream().noneMatch(Diagnostic::isError);
    }

    private static List<String> comments(String text) {
        return COMMENT.matcher(text).results().map(m -> m.group().strip()).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileShowsAsBlocks(Path file) throws IOException {
        Open open = new Open(file);
        RuleSyntax tree = open.bench.tree().get();
        assertEquals(tree.rules().size(), open.model.rules().get().size());
        for (RuleBlock rule : open.model.rules().get()) {
            ConditionTree condition = open.model.tree(rule.text());
            boolean broken = condition.root() instanceof Node.Free free && !free.readable();
            assertTrue(!broken || condition.size() == 1, rule::text);
            assertEquals(rule.text().isBlank(), open.actions.stops(rule.number()).isEmpty());
        }
    }

    /** Gestures at one place, by name. */
    private static Map<String, Runnable> gesturesAt(Open open, Cursor at, Random random) {
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("delete", open.actions::delete);
        all.put("duplicate", open.actions::duplicate);
        all.put("up", () -> open.actions.shift(-1));
        all.put("down", () -> open.actions.shift(1));
        all.put("paste", () -> open.actions.paste("pkt.length > 60 || pkt.length == 1"));
        all.put("paste rules", () -> open.actions.paste("# pasted\n\"pasted\" log if pkt.length > 7"));
        if (at.block()) {
            all.put("not", open.actions::negate);
            all.put("exchange", open.actions::exchange);
            all.put("unwrap", open.actions::unwrap);
            all.put("and", () -> open.model.conditions().join(at.rule(), at.path(), "&&", "pkt.length > 60"));
            all.put("or", () -> open.model.conditions().join(at.rule(), at.path(), "||", "pkt.length > 60"));
            all.put("paste a comment", () -> open.actions.paste("pkt.length > 60 # pasted"));
            all.put("replace",
                    () -> open.model.conditions().replace(at.rule(), at.path(), "pkt.length > 60 || pkt.length < 9"));
            int rule = random.nextInt(open.model.rules().get().size() + 1);
            List<List<Integer>> stops = open.actions.stops(rule);
            List<Integer> into = stops.isEmpty() ? List.of() : stops.get(random.nextInt(stops.size()));
            int index = random.nextInt(3);
            boolean scoped = open.model.scope(at.rule(), at.path()).variables().size() > 0;
            if (!scoped && at.rule() != 0) {
                all.put("drag to " + rule + into + index,
                        () -> open.model.conditions().move(at.rule(), at.path(), rule, into, index));
            }
        } else {
            all.put("off", open.actions::switchOff);
            all.put("label", () -> open.gestures.setLabel(at.rule(), Optional.of("fresh")));
            all.put("action", () -> open.gestures.setAction(at.rule(), Action.LIMIT));
            all.put("head", () -> open.gestures.setHead(at.rule(), Action.SAMPLE, "1/7"));
            all.put("drag to the end",
                    () -> open.gestures.moveTo(new TreeSet<>(List.of(at.rule())), open.model.rules().get().size()));
            all.put("drag to the top", () -> open.gestures.moveTo(new TreeSet<>(List.of(at.rule())), 0));
            all.put("rule", () -> open.gestures.addRule(Action.DROP, "pkt.length > 60", at.rule() - 1));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyGestureIsOneStepThatUndoTakesBackExactly(Path file) throws IOException {
        Open probe = new Open(file);
        boolean readable = isReadable(probe.text);
        if (!readable) {
            probe.actions.delete();
            assertEquals(probe.text, probe.now(), "blocks do not edit what cannot be read");
            return;
        }
        List<Cursor> places = new ArrayList<>();
        for (int rule = 0; rule <= probe.model.rules().get().size(); rule++) {
            int number = rule;
            if (rule > 0) {
                places.add(Cursor.onRule(rule));
            }
            probe.actions.stops(rule).forEach(path -> places.add(Cursor.on(number, path)));
        }
        Random random = new Random(7);
        Collections.shuffle(places, random);
        for (Cursor place : places.subList(0, Math.min(PLACES, places.size()))) {
            for (String name : gesturesAt(new Open(probe.text), place, new Random(random.nextLong())).keySet()) {
                tryGesture(probe.text, place, name);
            }
        }
    }

    // the same place and name again, on a fresh file
    private static String tryGesture(String text, Cursor place, String name) {
        Open open = new Open(text);
        boolean wrong = open.model.rules().get().stream().map(r -> open.model.tree(r.text()).root())
                .anyMatch(root -> root instanceof Node.Free free && root.outer().length() > 0 && !free.readable());
        open.model.go(place);
        Runnable gesture = gesturesAt(open, place, new Random(name.hashCode())).entrySet().stream()
                .filter(e -> e.getKey().startsWith(name.replaceAll("\\d.*", ""))).findFirst().orElseThrow().getValue();
        gesture.run();
        String after = open.now();
        String where = name + " at " + place + " gave\n" + after;
        assertTrue(isReadable(after), where);
        for (int rule = 1; rule <= open.model.rules().get().size(); rule++) {
            boolean broken = open.model.treeOf(rule).root() instanceof Node.Free free && !free.readable();
            assertFalse(broken && !wrong && !open.model.conditionOf(rule).isBlank(), where);
        }
        if (!name.equals("delete") || place.block()) {
            List<String> left = comments(after);
            ConditionTree tree = new Open(text).model.treeOf(place.rule());
            Node block = tree.at(place.path());
            String gone = switch (name) {
                case "delete" -> tree.slice(block.outer());
                case "replace" -> tree.slice(block.span());
                default -> "";
            };
            for (String comment : comments(text).stream().filter(c -> !gone.contains(c)).toList()) {
                assertTrue(left.stream().anyMatch(c -> c.contains(comment)), comment + " was lost: " + where);
            }
        }
        if (!after.equals(text)) {
            assertFalse(open.bench.undoName().get().isEmpty());
            open.bench.undo();
            assertEquals(text, open.now(), where);
            assertFalse(open.bench.canUndo().get(), where);
            open.bench.redo();
            assertEquals(after, open.now(), where);
        }
        return after;
    }

    private static final String ODD = String.join("\n", "# first \u00fcn\u00efc\u00f6d\u00e9 \u2713",
            "schema \"old.proto\" # schema",
            "message old.Old", "", "\t# tab", "match udp.dst_port == 9000 # here too", "",
            "\tdrop if msg.id == 1 # tail \u00df",
            "# between", "\"zw\u00f6lf \ud83d\ude00\" pass if msg.name == \"\u00df # no comment\" ||", "\t# inside one",
            "\t(msg.part.n > 3 && # inside two", "\t !(msg.id in [1,\t2])) # behind", "   #off log if msg.id > 7",
            "log if msg.rows.exists(r, r.cell == \"x\" &&", "  r.cell.size() > 1) # each",
            "expect pass {id: 1} # expected",
            "#last, and no new line");

    static Stream<String> layouts() {
        return Stream.of(ODD, ODD.replace("\n", "\r\n"), ODD + "\n\n\n", ODD.replace("\t", "        "));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void oddLayoutsAndTheirCommentsStay(String text) {
        Open probe = new Open(text);
        assertTrue(isReadable(text));
        boolean carriage = text.contains("\r\n");
        for (int rule = 0; rule <= probe.model.rules().get().size(); rule++) {
            int number = rule;
            List<Cursor> places = new ArrayList<>(rule > 0 ? List.of(Cursor.onRule(rule)) : List.of());
            probe.actions.stops(rule).forEach(path -> places.add(Cursor.on(number, path)));
            for (Cursor place : places) {
                for (String name : gesturesAt(new Open(text), place, new Random(3)).keySet()) {
                    String after = tryGesture(text, place, name);
                    boolean mixed = carriage ? after.replace("\r\n", "").contains("\n") : after.contains("\r");
                    assertFalse(mixed, () -> name + " mixes ends of lines:\n" + after.replace("\r", "\\r"));
                }
            }
        }
    }

    @Test
    void stepsHaveNamesThatPeopleRead() {
        Open open = new Open("schema \"a\"\nmessage A\n\"no A\" drop if msg.a\nlog if msg.b && msg.c\n");
        open.model.go(Cursor.onRule(1));
        open.actions.delete();
        assertEquals("delete rule \"no A\"", open.bench.undoName().get());
        open.bench.undo();
        assertEquals("delete rule \"no A\"", open.bench.redoName().get());
        open.model.go(Cursor.on(2, List.of(1)));
        open.actions.delete();
        assertEquals("delete a condition in rule 2", open.bench.undoName().get());
        open.model.chooseAll();
        open.actions.switchOff();
        assertEquals("switch off 2 rules", open.bench.undoName().get());
        open.gestures.toggle(Cause.MALFORMED);
        assertEquals("on malformed pass", open.bench.undoName().get());
    }

    @Test
    void expectationsFollowTheNameOfTheirRule() {
        Open open = new Open("schema \"a\"\nmessage A\n\"x\" drop if msg.a\npass\nexpect drop  \"x\" { a: true }\n");
        open.gestures.setLabel(1, Optional.of("y"));
        assertTrue(open.now().endsWith("expect drop \"y\" { a: true }\n"), open::now);
        open.gestures.delete(1);
        assertTrue(open.now().endsWith("pass\nexpect drop { a: true }\n"), open::now);
        open.bench.undo();
        open.bench.undo();
        assertEquals(open.text, open.now());
    }

    @Test
    void switchedOffRuleComesBackExactly() {
        String text = "schema \"a\"\nmessage A\n  \"no A\"   drop  if msg.a   # why\n";
        Open open = new Open(text);
        open.model.go(Cursor.onRule(1));
        open.actions.switchOff();
        assertEquals(text.replace("\"no A\"", "off \"no A\""), open.now());
        open.actions.switchOff();
        assertEquals(text, open.now());
    }

    @Test
    void ruleWhoseConditionIsMovedAwayTakesNoMessageAnyMore() {
        Open open = new Open("schema \"a\"\nmessage A\ndrop if a && b\ndrop if c\n");
        open.model.conditions().move(2, List.of(), 1, List.of(), 2);
        assertEquals("a && b && c", open.model.rules().get().getFirst().text());
        assertFalse(open.model.rules().get().getLast().enabled());
        open.bench.undo();
        assertEquals(open.text, open.now());
    }

    @Test
    void anotherKeyTakesTheTestForItAlongUnlessOthersNeedIt() {
        Open open = new Open("schema \"a\"\nmessage A\ndrop if \"k\"  in m && m[\"k\"] > 1   # why\n");
        open.model.conditions().replaceKey(1, List.of(1), "m[\"j\"] > 1", "m", "\"k\"", "\"j\"");
        assertTrue(open.now().endsWith("drop if \"j\" in m && m[\"j\"] > 1   # why\n"), open::now);
        open.bench.undo();
        assertEquals(open.text, open.now());

        Open shared = new Open("schema \"a\"\nmessage A\ndrop if \"k\" in m && m[\"k\"] > 1 && m[\"k\"] < 9\n");
        shared.model.conditions().replaceKey(1, List.of(1), "m[\"j\"] > 1", "m", "\"k\"", "\"j\"");
        assertEquals("\"k\" in m && \"j\" in m && m[\"j\"] > 1 && m[\"k\"] < 9",
                shared.model.rules().get().getFirst().text());

        Open other = new Open("schema \"a\"\nmessage A\ndrop if \"k k\" in m && m[\"kk\"] > 1\n");
        other.model.conditions().replaceKey(1, List.of(1), "m[\"j\"] > 1", "m", "\"kk\"", "\"j\"");
        assertEquals("\"k k\" in m && m[\"j\"] > 1", other.model.rules().get().getFirst().text());

        Open bare = new Open("schema \"a\"\nmessage A\ndrop if m[\"k\"] > 1\n");
        bare.model.conditions().replaceKey(1, List.of(), "m[\"j\"] > 1", "m", "\"k\"", "\"j\"");
        assertEquals("m[\"j\"] > 1", bare.model.rules().get().getFirst().text());
    }

    @Test
    void movesSeveralRulesTogether() {
        Open open = new Open("schema \"a\"\nmessage A\npass if a\ndrop if b\nlog if c\npass if d\ndrop if e\n");
        open.gestures.moveTo(new TreeSet<>(List.of(1, 4)), 3);
        assertEquals("schema \"a\"\nmessage A\ndrop if b\nlog if c\npass if a\npass if d\ndrop if e\n", open.now());
        open.bench.undo();
        open.gestures.moveTo(new TreeSet<>(List.of(1, 2)), 5);
        assertEquals("schema \"a\"\nmessage A\nlog if c\npass if d\ndrop if e\npass if a\ndrop if b\n", open.now());
        open.bench.undo();
        assertEquals(open.text, open.now());
    }

    @ParameterizedTest
    @MethodSource("files")
    void deletesAndSwitchesAllRulesAtOnce(Path file) throws IOException {
        Open open = new Open(file);
        if (!isReadable(open.text)) {
            return;
        }
        open.model.chooseAll();
        open.actions.switchOff();
        assertTrue(open.model.rules().get().stream().noneMatch(RuleBlock::enabled), open::now);
        open.bench.undo();
        assertEquals(open.text, open.now());
        open.model.chooseAll();
        open.actions.delete();
        assertTrue(open.model.rules().get().isEmpty() && isReadable(open.now()), open::now);
        open.bench.undo();
        assertEquals(open.text, open.now());
    }

    @Test
    void pastesWhatCanBeReadAndSaysWhyNot() {
        Open open = new Open("schema \"a\"\nmessage A\n\"x\" drop if msg.a\n");
        open.model.go(Cursor.onRule(1));
        assertEquals(Optional.empty(), open.actions.paste("\"x\" log if msg.b\n"));
        assertTrue(open.now().contains("\"x 2\" log if msg.b"), open::now);
        assertTrue(open.actions.paste("dorp if").orElseThrow().startsWith("What was copied is no rule"));
        assertTrue(open.actions.paste("default pass").orElseThrow().startsWith("Only rules"));
        open.model.go(Cursor.on(1, List.of()));
        assertEquals(Optional.empty(), open.actions.paste("msg.c == 1"));
        assertTrue(open.now().contains("\"x\" drop if msg.a && msg.c == 1"), open::now);
    }

    @Test
    void pastedRulesKeepTheirIndent() {
        Open open = new Open("schema \"a\"\nmessage A\n\"x\" drop if msg.a\n    log  if msg.b\n    log  if msg.c\n");
        open.model.go(Cursor.onRule(2));
        open.model.extendTo(3);
        String copied = open.actions.copy();
        assertEquals(Optional.empty(), open.actions.paste("\n" + copied + "\n"));
        assertTrue(open.now().endsWith("    log  if msg.c\n    log  if msg.b\n    log  if msg.c\n"), open::now);
    }

    @Test
    void pastedCommentTakesNothingAlong() {
        Open open = new Open("drop if msg.safe && msg.page > 3\nlog if (a || b) && c\n");
        open.model.go(Cursor.on(1, List.of(0)));
        assertEquals(Optional.empty(), open.actions.paste("msg.query == \"a\" # beta"));
        open.model.go(Cursor.on(2, List.of(0, 0)));
        assertEquals(Optional.empty(), open.actions.paste("d || e # gamma"));
        assertEquals("""
                drop if msg.safe && (msg.query == "a" # beta
                ) && msg.page > 3
                log if (a || (d || e # gamma
                ) || b) && c
                """, open.now());
        assertEquals(3, open.model.treeOf(1).root().children().size());
    }

    @Test
    void changeOfAValueLeavesTheLayoutOfItsTest() {
        Open open = new Open("drop if msg.page in [80,   # http\n    443]  # https\n");
        open.model.conditions().change(1, List.of(), "msg.page in [80, 443, 8080]");
        assertEquals("drop if msg.page in [80,   # http\n    443,\n    8080]  # https\n", open.now());
        open.bench.undo();
        assertEquals(open.text, open.now());
    }

    @Test
    void saysWithWhatAConditionIsJoined() {
        Open open = new Open("drop if (a || b) && !(c || d)\nlog if e || f\ndrop if g\n");
        Map<Cursor, String> joiners = Map.of(Cursor.on(1, List.of()), "&&", Cursor.on(1, List.of(0)), "||",
                Cursor.on(1, List.of(0, 1)), "||", Cursor.on(1, List.of(1)), "&&", Cursor.on(1, List.of(1, 0)), "||",
                Cursor.onRule(2), "||", Cursor.on(2, List.of()), "||", Cursor.on(2, List.of(1)), "||",
                Cursor.onRule(3), "&&", Cursor.on(3, List.of()), "&&");
        joiners.forEach((place, joiner) -> {
            Open one = new Open(open.text);
            one.model.go(place);
            assertEquals(joiner, one.actions.joiner(), place::toString);
            int before = one.now().split(Pattern.quote(joiner), -1).length;
            one.actions.insert("x");
            assertEquals(before + 1, one.now().split(Pattern.quote(joiner), -1).length, one::now);
        });
    }

    @Test
    void whatIsChosenStaysWithItsRules() {
        Open open = new Open("drop if msg.a\ndrop if msg.b\ndrop if msg.c\ndrop if msg.d\n");
        open.model.go(Cursor.onRule(1));
        open.model.toggle(3);
        open.model.move(Set.of(1, 3), 1);
        assertEquals("drop if msg.a\ndrop if msg.c\ndrop if msg.b\ndrop if msg.d\n", open.now());
        assertEquals(Set.of(1, 2), open.model.chosen().get());
        open.bench.undo();
        assertEquals(1, open.model.chosen().get().size(), "rule 2 was chosen by nobody");
        open.model.go(Cursor.onRule(1));
        open.model.toggle(3);
        open.actions.switchOff();
        assertEquals(Set.of(1, 3), open.model.chosen().get());
        open.actions.delete();
        assertEquals("drop if msg.b\ndrop if msg.d\n", open.now());
        assertTrue(open.model.chosen().get().size() < 2, "the next Delete is about one rule");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void undoSelectsTheRuleAgainThatTheGestureWasAbout(int rule) {
        Open open = new Open("drop if msg.a\ndrop if msg.b\ndrop if msg.c\n");
        List<Runnable> gestures = List.of(open.actions::duplicate, open.actions::delete, open.actions::switchOff);
        for (Runnable gesture : gestures) {
            open.model.go(Cursor.onRule(rule));
            gesture.run();
            open.bench.undo();
            assertEquals(open.text, open.now());
            assertEquals(rule, open.bench.selection().get().rule());
            assertEquals(Set.of(rule), open.model.chosen().get());
            assertEquals(Cursor.onRule(rule), open.model.cursor().get());
            assertEquals(open.text.lines().toList().get(rule - 1), open.actions.copy());
        }
    }

    @Test
    void aRuleStaysSelectedWhenWhatWasAddedWithoutOneIsTakenBack() {
        Open open = new Open("drop if msg.a\n");
        open.gestures.addRule(RuleSyntax.Action.DROP, "msg.b");
        assertEquals(2, open.bench.selection().get().rule());
        open.bench.undo();
        assertEquals(1, open.bench.selection().get().rule());
        assertEquals(Set.of(1), open.model.chosen().get());
        open.bench.redo();
        assertEquals(2, open.bench.selection().get().rule());
    }

    @Test
    void secondRuleOfOneThatIsOffIsOff() {
        Open open = new Open("off drop if msg.a\npass if msg.b\n");
        open.gestures.duplicate(Set.of(1, 2));
        assertEquals(List.of("off drop if msg.a", "pass if msg.b", "off drop if msg.a", "pass if msg.b"),
                open.now().lines().map(String::strip).toList());
        open.bench.undo();
        assertEquals(open.text, open.now());
    }

    @Test
    void fieldsOfTheMessageAreNotForMatch() {
        Open open = new Open("match udp.dst_port == 9\ndrop if msg.a\n");
        assertFalse(open.model.takes(0, "msg.a"));
        assertTrue(open.model.takes(1, "msg.a"));
        assertTrue(open.model.takes(0, "udp.src_port"));
    }

    @Test
    void lastConditionOfMatchStays() {
        Open open = new Open("schema \"a\"\nmessage A\nmatch udp.dst_port == 1\ndrop if msg.a\n");
        open.model.go(Cursor.on(0, List.of()));
        open.actions.delete();
        assertEquals(open.text, open.now());
    }

    @Test
    void ruleWhoseLastConditionIsDeletedIsSwitchedOffInOneStep() {
        Open open = new Open("schema \"a\"\nmessage A\ndrop if msg.a\n");
        open.model.go(Cursor.on(1, List.of()));
        open.actions.delete();
        assertEquals("schema \"a\"\nmessage A\noff drop\n", open.now());
        open.bench.undo();
        assertEquals(open.text, open.now());
    }

    @Test
    void addsChangesAndRemovesExpectations() {
        Open open = new Open("schema \"a\"\nmessage A\n\"x\" drop if msg.a\n");
        open.gestures.addExpectation("drop", Optional.of("x"), "a: true");
        open.gestures.addExpectation("pass", Optional.empty(), "");
        assertEquals(open.text + "\nexpect drop \"x\" { a: true }\nexpect pass {}\n", open.now());
        assertEquals(2, open.model.expectations().get().size());
        open.gestures.setExpectation(1, "drop", Optional.empty(), "a: false");
        open.gestures.deleteExpectation(0);
        assertEquals(open.text + "\nexpect drop { a: false }\n", open.now());
    }

    @Test
    void keyboardGoesThroughRulesAndBlocks() {
        Open open = new Open(
                "schema \"a\"\nmessage A\nmatch udp.dst_port == 1\ndrop if msg.a\nlog if msg.b && (msg.c || !msg.d)\n");
        open.model.go(Cursor.onRule(1));
        open.actions.step(1);
        assertEquals(Cursor.onRule(2), open.model.cursor().get());
        open.actions.in();
        assertEquals(Cursor.on(2, List.of()), open.model.cursor().get());
        List<List<Integer>> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            open.actions.step(1);
            seen.add(open.model.cursor().get().path());
        }
        assertEquals(List.of(List.of(0), List.of(1), List.of(1, 0), List.of(1, 1)), seen);
        open.actions.out();
        open.actions.out();
        open.actions.out();
        assertEquals(Cursor.onRule(2), open.model.cursor().get());
        open.model.extendTo(1);
        assertEquals(new TreeSet<>(List.of(1, 2)), open.model.chosen().get());
    }
}
