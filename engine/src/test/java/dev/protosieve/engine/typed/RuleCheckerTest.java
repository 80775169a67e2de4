package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCheckerTest {

    private static final String HEAD = "message t.All\nmatch udp.dst_port == 9000\n";

    private static Expr condition(String condition) {
        TypedRules rules = RuleTexts.typed(HEAD + "drop if " + condition);
        return rules.rules().getFirst().condition();
    }

    /** The expression with the text of its literals and without spans. */
    private static String shape(Expr expr) {
        return switch (expr) {
            case Expr.Literal l -> l.type() + ":" + l.value();
            case Expr.Field f -> f.path().text() + ":" + f.type();
            case Expr.Header h -> h.field().text();
            case Expr.Not n -> "!(" + shape(n.operand()) + ")";
            case Expr.And a ->
                a.operands().stream().map(RuleCheckerTest::shape).collect(Collectors.joining(" && ", "(", ")"));
            case Expr.Or o ->
                o.operands().stream().map(RuleCheckerTest::shape).collect(Collectors.joining(" || ", "(", ")"));
            case Expr.Compare c -> shape(c.left()) + " " + c.relation().symbol() + " " + shape(c.right());
            case Expr.Has _, Expr.Size _, Expr.Count _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _,
                    Expr.Quantified _, Expr.Pick _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                TypedPrinter.expr(expr);
            case Expr.StringTest t -> shape(t.subject()) + " " + t.predicate().function() + " " + shape(t.argument());
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            msg.text.contains("A")                      ~ text:STRING contains STRING:A
            msg.tags[0] == 'x'                          ~ last(tags: STRING:tags if (position(tags) == INT:0)) == STRING:x
            msg.tags.exists(t, t == 'x')                ~ exists(tags: (STRING:tags == STRING:"x"))
            msg.tags.size() > 3                         ~ count(tags) > INT:3
            'x' in msg.tags                             ~ exists(tags: (STRING:tags == STRING:"x"))
            has(msg.tags)                               ~ exists(tags: BOOL:true)
            has(msg.sub)                                ~ has(sub)
            size(msg.text) > 3                          ~ size(STRING:text) > INT:3
            msg.text.size() > 3                         ~ size(STRING:text) > INT:3
            (msg.i32 + 1) * 2 == 4                      ~ ((INT:i32 + INT:1) * INT:2) == INT:4
            -msg.i32 == 4                               ~ -INT:i32 == INT:4
            msg.flag ? msg.i32 == 1 : msg.flag          ~ (BOOL:flag ? (INT:i32 == INT:1) : BOOL:flag)
            (msg.flag ? msg.text : 'b') == 'c'          ~ (BOOL:flag ? (STRING:text == STRING:"c") : BOOL:false)
            msg.boxed == 3                              ~ (has(boxed) && boxed.value:INT == INT:3)
            msg.boxed != 3                              ~ !((has(boxed) && boxed.value:INT == INT:3))
            msg.boxed == null                           ~ !(has(boxed))
            msg.boxed > 3                               ~ (has(boxed) ? INT:boxed.value : error) > INT:3
            msg.at > timestamp('2020-01-01T00:00:00Z')  ~ TIMESTAMP(INT:at.seconds, INT:at.nanos) > TIMESTAMP:2020-01-01T00:00:00Z
            msg.counts['a'] == 1                        ~ last(counts: INT:counts.value if (STRING:counts.key == STRING:"a")) == INT:1
            'a' in msg.counts                           ~ exists(counts: (STRING:counts.key == STRING:"a"))
            msg.counts.a == 1                           ~ last(counts: INT:counts.value if (STRING:counts.key == STRING:"a")) == INT:1
            msg.i32 in [1, msg.s32]                     ~ (i32:INT == INT:1 || i32:INT == s32:INT)
            (msg.i32 == 1) == msg.flag                  ~ i32:INT == INT:1 == flag:BOOL
            msg.dbl == double('NaN')                    ~ dbl:DOUBLE == DOUBLE:NaN
            1 / 0 == msg.i32                            ~ error
            msg.tags.exists(t, t == msg.text)           ~ exists(tags: (STRING:tags == STRING:text))
            msg.text in msg.counts                      ~ exists(counts: (STRING:counts.key == STRING:text))
            msg.i32 == 1 + 2 * 3                        ~ i32:INT == INT:7
            msg.text.startsWith('A')                    ~ text:STRING startsWith STRING:A
            msg.sub.sub.text.endsWith("é")              ~ sub.sub.text:STRING endsWith STRING:é
            msg.i32 > 3 && msg.u64 >= 100u              ~ (i32:INT > INT:3 && u64:UINT >= UINT:100)
            3 < msg.i32                                 ~ i32:INT > INT:3
            -3 == msg.i64                               ~ i64:INT == INT:-3
            msg.i64 == -9223372036854775808             ~ i64:INT == INT:-9223372036854775808
            msg.u64 == 18446744073709551615u            ~ u64:UINT == UINT:-1
            msg.flag                                    ~ flag:BOOL
            !msg.flag                                   ~ !(flag:BOOL)
            !(msg.flag || msg.i32 != 0)             ~ !((flag:BOOL || i32:INT != INT:0))
            msg.flag == true                            ~ flag:BOOL == BOOL:true
            msg.dbl < 1.5                               ~ dbl:DOUBLE < DOUBLE:1.5
            msg.flt == msg.dbl                          ~ flt:DOUBLE == dbl:DOUBLE
            msg.raw == b"\\x00a"                        ~ raw:BYTES == BYTES
            msg.color == Color.BLUE                     ~ color:INT == INT:-7
            msg.color == t.Color.GREEN                  ~ color:INT == INT:1
            msg.kind == Kind.FANCY                      ~ kind:INT == INT:3
            msg.kind != All.Kind.FANCY                  ~ kind:INT != INT:3
            msg.i32 in [1, -2]                          ~ (i32:INT == INT:1 || i32:INT == INT:-2)
            msg.text in ["a"]                           ~ text:STRING == STRING:a
            msg.s32 == msg.i64                          ~ s32:INT == i64:INT
            udp.src_port > 1000 && msg.flag             ~ (udp.src_port > INT:1000 && flag:BOOL)
            msg.flag && (msg.flag && msg.flag)          ~ (flag:BOOL && flag:BOOL && flag:BOOL)
            "b" > "a" && msg.flag                       ~ (BOOL:true && flag:BOOL)
            "abc".contains("b") || msg.flag         ~ (BOOL:true || flag:BOOL)
            """)
    void buildsExpressionsFromCel(String condition, String expected) {
        String shape = shape(condition(condition));
        if (expected.endsWith("BYTES")) {
            assertTrue(shape.startsWith("raw:BYTES == BYTES:<ByteString"), shape);
        } else {
            assertEquals(expected, shape);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            msg.qurey == 'x'               | unknown-field      | qurey
            msg.sub.txt == 'x'             | unknown-field      | txt
            msg.u32 > 3                    | type-mismatch      | msg.u32 > 3
            msg.flag && msg.dbl == 1       | type-mismatch      | msg.dbl == 1
            msg.text == 3                  | type-mismatch      | msg.text == 3
            msg.raw.startsWith('a')        | type-mismatch      | msg.raw.startsWith('a')
            msg.flag && 5                  | type-mismatch      | msg.flag && 5
            msg.color == GREEN             | unknown-name       | GREEN
            msg.color == Color.GREN        | unknown-enum-value | GREN
            text == 'a'                    | unknown-name       | text
            udp.dst_prt == 1               | unknown-name       | udp.dst_prt
            msg.text.contians('a')         | unknown-function   | contians
            msg.text.foo == 'a'            | no-fields          | foo
            msg.i32                        | not-a-condition    | msg.i32
            msg.flag = true                | syntax             | =
            msg.flag and msg.flag          | syntax             | and
            msg.text == 'a                 | rule.unclosed-string | '
            (msg.flag                      | rule.unclosed-bracket | (
            msg.flag) && (msg.flag         | rule.unclosed-bracket | (
            msg.flag &&                    | syntax             |
            true, false                    | syntax             | ,
            msg.flag), (msg.flag           | rule.unclosed-bracket | (
            msg.i64 == 9223372036854775808 | syntax             | 9223372036854775808
            msg.tags.exists(t, msg.tags.size() > 1) | outside-element  | msg.tags
            msg.text.matches(msg.text)     | unsupported        | msg.text
            dyn(msg.i32) == 1u             | unsupported        | dyn(msg.i32)
            msg.at.seconds > 3             | no-fields          | seconds
            msg.sub == msg.sub             | unsupported        | msg.sub
            msg == msg.sub                 | unsupported        | msg
            msg.sub == null                | unsupported        | msg.sub
            msg.i32 in []                  | empty-list         | []
            msg.i32 in [1, 'a']            | type-mismatch      | 'a'
            msg.text.contains(msg.text)    | unsupported        | msg.text
            Leaf{name: 'a'} == msg.leaf    | unsupported        | Leaf{name: 'a'}
            msg.counts == {}               | unsupported        | {}
            msg.text in {'a': 1}           | unsupported        | {'a': 1}
            has(msg.sub.txt )              | unknown-field      | txt
            has(nope.txt)                  | unknown-name       | nope.txt
            msg.tags.exists(t, t)          | not-a-condition    | t
            msg.tags.exists_one(t, t)      | not-a-condition    | t
            msg.i64 == -9223372036854775809 | syntax            | -9223372036854775809
            msg.u64 == 18446744073709551616u | syntax           | 18446744073709551616u
            msg.?text == 'a'               | syntax             | .
            [1, msg.i32].exists(x, x == 1) | unsupported        | msg.i32
            [1, 1 / 0].exists(x, x == 1)   | unsupported        | 1 / 0
            [].all(x, x == 1)              | empty-list         | []
            """)
    void tellsWhatDoesNotCompileAtItsCharacters(String condition, String code, String characters) {
        String file = HEAD + "pass if msg.text == '\uD83D\uDE00'\n" + "drop if " + condition;
        Outcome<TypedRules> outcome = RuleTexts.check(file);
        Diagnostic first = assertInstanceOf(Outcome.Failed.class, outcome).diagnostics().isEmpty() ? null
                : outcome.diagnostics().getFirst();
        assertEquals(code.startsWith("rule.") ? code : "typed." + code, first.code(), first.format());
        assertEquals(characters == null ? "" : characters,
                file.substring(first.place().span().start(), first.place().span().end()), first.format());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            msg.tezt == 'x'         | did you mean text?
            msg.u32 > 3             | write 3u
            msg.i32 == 3u           | write 3
            has(msg)                | write has(msg.field)
            msg.text == '\\q'      | write \\\\ for a backslash, or r"..." for text without escapes
            msg.tags['a'] == 'b'    | name a place: [0]
            size(msg.i32) == 1      | strings, bytes, lists and maps have a size
            msg.dbl == 1            | write 1.0
            msg.text == 3           | write "3"
            msg.color == GREEN      | write Color.GREEN
            msg.color == Color.GREN | did you mean GREEN?
            text == 'a'             | write msg.text
            udp.dst_prt == 1        | did you mean udp.dst_port or tcp.dst_port?
            msg.text.contians('a')  | did you mean contains?
            msg.flag = true         | write == to compare
            msg.i32                 | compare it: msg.i32 == 1
            """)
    void saysWhatToWriteInstead(String condition, String hint) {
        assertEquals(hint, RuleTexts.checkRules("drop if " + condition).diagnostics().getFirst().hint());
    }

    @Test
    void constantsHaveABound() {
        assertInstanceOf(Outcome.Ok.class, RuleTexts.checkRules("drop if msg.text == '" + "é".repeat(2048) + "'"));
        assertEquals("typed.too-long", RuleTexts.checkRules("drop if msg.text == '" + "é".repeat(2049) + "'")
                .diagnostics().getFirst().code());
    }

    @Test
    void reportsTheMistakesOfAllRulesAtOnce() {
        Outcome<TypedRules> outcome = RuleTexts.checkRules("""
                drop if msg.nope == 1
                drop if msg.flag ||
                drop if msg.tags == []
                on malformd drop
                pass if msg.u32 == 1
                """);
        assertEquals(List.of("typed.unknown-field", "typed.syntax", "typed.unsupported", "rule.unknown-word",
                "typed.type-mismatch"), outcome.diagnostics().stream().map(Diagnostic::code).toList());
    }

    @Test
    void placesMistakesBehindLinesAndCharactersOfTwoUnits() {
        Outcome<TypedRules> outcome = RuleTexts.checkRules("""
                drop if msg.text == "\uD83D\uDE00\uD83D\uDE00" && # it's a comment
                  // another "one"
                  (msg.flag && msg.i32 == "\uD83D\uDE00" || msg.nope)""");
        assertEquals(List.of("5:16", "5:39"), outcome.diagnostics().stream()
                .map(d -> d.place().line() + ":" + d.place().column()).toList());
    }

    @Test
    void keepsTheSpanOfEverySubexpression() {
        String file = HEAD + "drop if !( msg.flag ) && (3 < msg.i32 || msg.text . contains( \"(\" ))";
        Expr.And and = (Expr.And) RuleTexts.typed(file).rules().getFirst().condition();
        Expr.Or or = (Expr.Or) and.operands().getLast();
        List<Expr> nodes = List.of(and, and.operands().getFirst(), or, or.operands().getFirst(),
                ((Expr.Compare) or.operands().getFirst()).left(), ((Expr.Compare) or.operands().getFirst()).right(),
                or.operands().getLast(), ((Expr.StringTest) or.operands().getLast()).argument());
        assertEquals(List.of("!( msg.flag ) && (3 < msg.i32 || msg.text . contains( \"(\" ))", "!( msg.flag )",
                "3 < msg.i32 || msg.text . contains( \"(\" )", "3 < msg.i32", "msg.i32", "3",
                "msg.text . contains( \"(\" )", "\"(\""),
                nodes.stream().map(n -> file.substring(n.span().start(), n.span().end())).toList());
    }

    @Test
    void typesInMistakesKeepTheirBrackets() {
        assertEquals(List.of("string takes no int in brackets", "int cannot be looked up in list(string)",
                "int cannot be looked up in map(string, int)"),
                RuleTexts.checkRules("drop if msg.text[1] == 'a' || 1 in msg.tags || 1 in msg.counts").diagnostics()
                        .stream().map(Diagnostic::message).toList());
    }

    @Test
    void stringsThatNeedNotBeUtf8AreDecodedWhereCodePointsMatter() {
        String head = "message old.Old\nmatch udp.dst_port == 9000\ndrop if ";
        assertEquals("(text(STRING:text) < STRING:\"a\")", unverified(head + "msg.text < 'a'"));
        assertEquals("(size(text(STRING:text)) > INT:3)", unverified(head + "msg.text.size() > 3"));
        assertEquals("(STRING:text == STRING:other)", unverified(head + "msg.text == msg.other"));
        assertEquals("STRING:text.contains(STRING:\"b\")", unverified(head + "msg.text.contains('b')"));
    }

    private static String unverified(String file) {
        return TypedPrinter.expr(RuleTexts.typed(file).rules().getFirst().condition());
    }

    @Test
    void readsGroupsAndDefaultsOfProto2() {
        assertInstanceOf(Outcome.Ok.class, RuleTexts.check("""
                message old.Old
                match udp.dst_port == 9000
                drop if msg.grp.inner.grp.n == 1 && msg.level == Level.HIGH
                """));
    }

    @Test
    void matchMayNotReadTheMessage() {
        Outcome<TypedRules> outcome = RuleTexts.check("message t.All\nmatch udp.dst_port == 9000 && msg.flag\npass");
        assertEquals("typed.match-reads-message", outcome.diagnostics().getFirst().code());
    }

    @Test
    void aFileNeedsAMessageAndAMatch() {
        assertEquals(List.of("rule.missing-message", "typed.no-match"),
                RuleTexts.check("pass").diagnostics().stream().map(Diagnostic::code).toList());
        Diagnostic unknown = RuleTexts.check("message t.Al\nmatch udp.dst_port == 1").diagnostics().getFirst();
        assertEquals("typed.unknown-message", unknown.code());
        assertEquals("did you mean t.All?", unknown.hint());
    }

    @Test
    void verdictsHaveTheirDefaultsAndCanBeSet() {
        TypedRules plain = RuleTexts.typed(HEAD + "pass");
        assertEquals(List.of(Verdict.DROP, Verdict.DROP, Verdict.DROP, Verdict.PASS, Verdict.PASS),
                verdicts(plain));
        TypedRules set = RuleTexts.typed(HEAD + "on malformed pass\non error pass\non limit pass\non unseen drop\n"
                + "default drop\nmode observe\nframing datagram");
        assertEquals(List.of(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.DROP, Verdict.DROP), verdicts(set));
        assertTrue(set.observe());
    }

    private static List<Verdict> verdicts(TypedRules rules) {
        return Stream.of(Cause.MALFORMED, Cause.ERROR, Cause.LIMIT, Cause.UNSEEN, Cause.DEFAULT)
                .map(c -> rules.decision(c).verdict()).toList();
    }

    @Test
    void warnsOfRulesBehindOneThatDecidesEverything() {
        Outcome<TypedRules> outcome = RuleTexts.checkRules("log\n\"a\" drop\noff pass\n\"b\" pass if msg.flag");
        assertInstanceOf(Outcome.Ok.class, outcome);
        assertEquals(List.of("typed.unreachable"),
                outcome.diagnostics().stream().map(Diagnostic::code).toList());
    }

    @Test
    void numbersDisabledRulesButDoesNotCheckThem() {
        TypedRules rules = RuleTexts.typed(HEAD + "off drop if msg.nope\n\"it\" drop if msg.flag\nlog");
        assertEquals(List.of("2 it 4", "3 line 5 5"),
                rules.rules().stream().map(r -> r.number() + " " + r.name() + " " + r.line()).toList());
    }

    @Test
    void aThousandRulesTakeOneCheck() {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 1000; i++) {
            file.append("drop if msg.i32 == ").append(i).append(" && msg.text.contains(\"x").append(i).append("\")\n");
        }
        TypedRules rules = RuleTexts.typed(file.toString());
        assertEquals(1000, rules.rules().size());
        assertEquals("(i32:INT == INT:999 && text:STRING contains STRING:x999)",
                shape(rules.rules().getLast().condition()));
    }
}
