package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Severity;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLintsTest {

    private static final String HEAD = "message t.All\nmatch udp.dst_port == 9000\n";

    private static List<Diagnostic> found(String file) {
        Outcome<TypedRules> outcome = RuleTexts.check(file);
        assertInstanceOf(Outcome.Ok.class, outcome, () -> outcome.diagnostics().toString());
        assertTrue(outcome.diagnostics().stream().allMatch(d -> d.severity() == Severity.WARNING));
        return outcome.diagnostics();
    }

    /** {@code code @ characters}, one a line. */
    private static String marked(String rules) {
        String file = HEAD + rules;
        return found(file).stream().map(d -> d.code().substring("typed.".length()) + " @ "
                + file.substring(d.place().span().start(), d.place().span().end()))
                .collect(Collectors.joining("\n"));
    }

    private static String said(String rules) {
        return found(HEAD + rules).stream().map(Diagnostic::message).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "msg.i32 > 5 && msg.i32 < 3 ~ msg.i32 < 3",
            "msg.i64 == 1 && msg.i64 != 1 ~ msg.i64 != 1",
            "msg.text == \"a\" && msg.text == \"b\" ~ msg.text == \"b\"",
            "msg.text.startsWith(\"ab\") && msg.text == \"ba\" ~ msg.text == \"ba\"",
            "msg.text.startsWith(\"ab\") && msg.text.startsWith(\"b\") ~ msg.text.startsWith(\"b\")",
            "msg.text == \"abc\" && msg.text.contains(\"x\") ~ msg.text.contains(\"x\")",
            "msg.text == \"abc\" && size(msg.text) > 3 ~ size(msg.text) > 3",
            "msg.raw == b\"a\" && msg.raw == b\"b\" ~ msg.raw == b\"b\"",
            "size(msg.text) < 0 ~ size(msg.text) < 0",
            "msg.nums.size() < 0 ~ msg.nums.size() < 0",
            "msg.i32 == 1099511627776 ~ msg.i32 == 1099511627776",
            "msg.u32 < 0u ~ msg.u32 < 0u",
            "msg.u64 < 0u ~ msg.u64 < 0u",
            "msg.u32 > 4294967295u ~ msg.u32 > 4294967295u",
            "msg.color == 3000000000 ~ msg.color == 3000000000",
            "msg.flag && !msg.flag ~ !msg.flag",
            "msg.dbl > 5.0 && msg.dbl < 3.0 ~ msg.dbl < 3.0",
            "msg.flt == 0.1 ~ msg.flt == 0.1",
            "udp.dst_port == 80 ~ udp.dst_port == 80",
            "ip.version == 5 ~ ip.version == 5",
            "false ~ false",
            "msg.flag && (msg.i32 < 3 || msg.i32 > 7) && msg.i32 == 5 ~ msg.i32 == 5",
            "!(msg.i32 > 5 || msg.i32 <= 5) ~ !(msg.i32 > 5 || msg.i32 <= 5)",
            "msg.i32 == 1 && msg.i64 == 2 && msg.i32 == msg.i64 ~ msg.i32 == msg.i64",
            "msg.i32 < msg.i64 && msg.i32 > msg.i64 ~ msg.i32 > msg.i64",
            "msg.tags.exists(t, t == \"a\") && !msg.tags.exists(x, x == \"a\") ~ !msg.tags.exists(x, x == \"a\")",
            "msg.nums.exists(n, n > 5 && n < 3) ~ msg.nums.exists(n, n > 5 && n < 3)",
            "has(msg.sub) && !has(msg.sub) ~ !has(msg.sub)",
            "msg.boxed == 5 && msg.boxed == null ~ msg.boxed == null",
            "msg.i32 in [1, 2] && msg.i32 in [3, 4] ~ msg.i32 in [3, 4]",
            "msg.i32 + 1 > 3000000000 ~ msg.i32 + 1 > 3000000000",
            "msg.u32 % 10u == 10u ~ msg.u32 % 10u == 10u",
            "msg.at > timestamp(\"2026-01-02T00:00:00Z\") && msg.at < timestamp(\"2026-01-01T00:00:00Z\") ~"
                    + " msg.at < timestamp(\"2026-01-01T00:00:00Z\")"})
    void ruleThatCannotMatchIsMarkedWhereItContradicts(String condition, String part) {
        String marked = marked("log if " + condition);
        assertTrue(marked.lines().anyMatch(("never-matches @ " + part)::equals), marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg.i32 > 3 && msg.i32 < 5", "msg.i32 != 1 && msg.i32 != 2", "msg.text != \"a\"",
            "msg.text.startsWith(\"a\") && msg.text.startsWith(\"ab\")", "msg.i32 == 1 || msg.i32 == 2",
            "msg.dbl != msg.dbl", "!(msg.dbl > 5.0) && !(msg.dbl < 3.0)", "!(msg.dbl > 5.0) && !(msg.dbl <= 5.0)",
            "msg.flt == 0.5", "msg.flt > 0.1", "msg.u32 > 0u", "msg.i64 == 1099511627776", "msg.color == 77",
            "msg.tags.exists(t, t == \"a\") && msg.tags.exists(t, t == \"b\")",
            "msg.nums.exists(n, n > 5) && msg.nums.exists(n, n < 3)",
            "msg.nums.exists(n, n > 5) && !msg.nums.all(n, n > 5)", "msg.tags.all(t, t == \"a\") && msg.flag",
            "msg.boxed == null", "msg.boxed != null && msg.boxed > 5", "msg.boxed == 5 || msg.boxed == null",
            "has(msg.sub) && msg.sub.i32 == 1", "(msg.flag ? msg.text : msg.sub.text) == \"x\"",
            "msg.text == \"x\" && (msg.flag ? msg.text : msg.sub.text) == \"x\"", "size(msg.text) > 3",
            "msg.i32 in [1, 2, 3] && msg.i32 in [1, 2]", "\"k\" in msg.counts", "true", "msg.flag == msg.sub.flag",
            "msg.i32 < msg.i64 && msg.i64 < msg.s64", "msg.flag ? msg.i32 > 1 : msg.i32 < 0"})
    void ruleThatMakesSenseIsLeftAlone(String condition) {
        assertEquals("", marked("log if " + condition));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "msg.u32 >= 0u && msg.flag ~ always-true @ msg.u32 >= 0u",
            "msg.u32 < 0u || msg.flag ~ always-false @ msg.u32 < 0u",
            "msg.flag || msg.i32 != 4294967296 ~ always-true @ msg.i32 != 4294967296",
            "msg.i32 > 5 && msg.i32 > 3 ~ always-true @ msg.i32 > 3",
            "msg.i32 > 5 || msg.i32 <= 5 ~ always-true @ msg.i32 <= 5",
            "msg.i32 in [1, 2, 1] ~ always-false @ 1",
            "msg.text.contains(\"\") && msg.flag ~ always-true @ msg.text.contains(\"\")",
            "msg.nums.exists(n, n > 5 && n > 3) ~ always-true @ n > 3",
            "msg.boxed != 5000000000 && msg.flag ~ always-true @ msg.boxed != 5000000000",
            "udp.dst_port == 9000 && msg.flag ~ always-true @ udp.dst_port == 9000"})
    void partWithoutInfluenceIsMarked(String condition, String marked) {
        assertEquals(marked, marked("log if " + condition));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "pass if msg.i32 > 3 ~ drop if msg.i32 > 5 ~ line 3",
            "pass if msg.i32 in [1, 2, 3] ~ drop if msg.i32 == 2 && msg.flag ~ line 3",
            "pass if msg.i32 in [1, 2, 3] ~ drop if msg.i32 == 2 || msg.i32 == 3 ~ line 3",
            "\"abc\" pass if msg.text.startsWith(\"a\") ~ drop if msg.text == \"abc\" ~ \"abc\" in line 3",
            "pass if msg.text.contains(\"a\") ~ log if msg.text.contains(\"a\") && msg.flag ~ line 3",
            "pass if msg.flag && msg.i32 > 1 ~ drop if msg.i32 > 1 && msg.flag ~ line 3",
            "pass if udp.src_port < 1024 ~ drop if udp.src_port == 53 ~ line 3",
            "pass if msg.tags.exists(t, t == \"a\") ~ drop if msg.tags.exists(x, x == \"a\") ~ line 3",
            "pass if !msg.flag ~ drop if !msg.flag && msg.i32 == 1 ~ line 3"})
    void ruleBehindOneThatDecidesTheSameIsMarked(String first, String second, String name) {
        String said = said(first + "\n" + second);
        assertEquals("this rule never decides anything: whatever it matches has been decided by " + name, said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "log if msg.i32 > 3 ~ drop if msg.i32 > 5", "pass if msg.i32 > 5 ~ drop if msg.i32 > 3",
            "pass if msg.flag && msg.i32 > 3 ~ drop if msg.i32 > 5", "pass if msg.i32 == 1 ~ drop if msg.i32 in [1, 2]",
            "pass if msg.dbl <= 5.0 ~ drop if !(msg.dbl > 5.0)", "off pass ~ drop if msg.flag"})
    void ruleThatDecidesSomethingIsLeftAlone(String first, String second) {
        assertEquals("", marked(first + "\n" + second));
    }

    @Test
    void rulesMayLeaveNothingTogether() {
        assertEquals("this rule never decides anything: the rules above it together decide whatever it matches",
                said("pass if msg.i32 < 7\npass if msg.i32 > 7\ndrop if msg.i32 != 7 && msg.flag"));
    }

    @Test
    void nothingIsLeftBehindRulesThatDecideEverything() {
        assertEquals("unreachable @ log if msg.flag",
                marked("pass if msg.i32 < 5\ndrop if msg.i32 >= 5\nlog if msg.flag").lines()
                        .filter(l -> l.startsWith("unreachable")).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "msg.i64 + 1 > 5 ~ msg.i64 + 1", "msg.u32 - 1u > 5u ~ msg.u32 - 1u", "10 / msg.i32 > 1 ~ 10 / msg.i32",
            "10 % msg.i32 > 1 ~ 10 % msg.i32", "-msg.i64 > 1 ~ -msg.i64", "msg.counts[\"k\"] > 1 ~ msg.counts[\"k\"]",
            "msg.nums[2] > 1 ~ msg.nums[2]", "msg.boxed > 1 ~ msg.boxed", "msg.i32 * msg.i64 > 1 ~ msg.i32 * msg.i64",
            "msg.flag || 10 / msg.i32 > 1 ~ 10 / msg.i32", "msg.nums.exists(n, 10 / n > 1) ~ 10 / n",
            "msg.at > timestamp(\"2026-01-01T00:00:00Z\") ~ msg.at",
            "(msg.flag ? msg.counts[\"k\"] : 1) == 1 ~ msg.counts[\"k\"]", "msg.i64 / -1 > 5 ~ msg.i64 / -1"})
    void dropThatMayBeAnErrorIsMarkedAtTheError(String condition, String source) {
        assertEquals("drop-can-fail @ " + source, marked("drop if " + condition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg.i32 + 1 > 5", "msg.u32 * 2u > 5u", "msg.i32 / 2 > 1", "msg.i64 / 2 > 1",
            "-msg.i32 > 1", "msg.i32 != 0 && 10 / msg.i32 > 1", "10 / msg.i32 > 1 && msg.i32 != 0",
            "msg.i32 == 0 || 10 / msg.i32 > 1", "msg.i32 > 0 ? 10 / msg.i32 > 1 : msg.flag",
            "\"k\" in msg.counts && msg.counts[\"k\"] > 1", "has(msg.counts.k) && msg.counts.k > 1",
            "size(msg.nums) > 2 && msg.nums[2] == 1", "msg.boxed != null && msg.boxed > 1",
            "has(msg.boxed) && msg.boxed > 1", "msg.i64 < 100 && msg.i64 > -100 && msg.i64 * 1000 > 5",
            "msg.u32 >= 5u && msg.u32 - 5u < 3u", "msg.nums.exists(n, n != 0 && 10 / n > 1)", "msg.boxed == 1",
            "msg.i64 % 7 == 3", "size(msg.text) + 1 > 5", "udp.length - 8 > 100"})
    void dropThatIsGuardedIsLeftAlone(String condition) {
        assertEquals("", marked("drop if " + condition));
    }

    @Test
    void ruleAboveIsAGuardToo() {
        assertEquals("", marked("pass if msg.i32 == 0\ndrop if 10 / msg.i32 > 1"));
    }

    @Test
    void errorIsToldWithItsReasonAndItsVerdict() {
        assertEquals("10 / msg.i32 may be an error: a division by zero has no result; such a message passes, because"
                + " 'on error' is pass, though the rule may mean to drop it",
                said("drop if 10 / msg.i32 > 1\non error pass"));
        assertEquals("msg.counts[\"k\"] may be an error: a key that is missing has no value; such a message is dropped,"
                + " because 'on error' is drop, though the rule may mean to pass it",
                said("pass if msg.counts[\"k\"] > 1"));
    }

    @Test
    void reasonNamesTheRange() {
        assertEquals("this rule never matches: msg.u32 > 4294967295u is never true: msg.u32 is from 0 to 4294967295",
                said("log if msg.u32 > 4294967295u"));
        assertEquals(
                "this rule never matches: msg.i32 < 3 is never true with what stands before it: msg.i32 is from 6 to"
                        + " 2147483647",
                said("log if msg.i32 > 5 && msg.i32 < 3"));
        assertEquals("this rule never matches: msg.flt == 0.1 is never true: no float is 0.1, the nearest is"
                + " 0.10000000149011612",
                said("log if msg.flt == 0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg.at > timestamp(\"x\")", "msg.at > timestamp(\"+10000-01-01T00:00:00Z\")",
            "duration(\"315576000000.999999999s\") > duration(\"1s\")", "msg.i32 > 1 / 0"})
    void ruleThatAlwaysFailsIsNotOnlySaidNeverToMatch(String condition) {
        assertEquals(List.of("typed.never-matches", "typed.drop-can-fail"),
                found("message t.All\nmatch udp.dst_port == 9000\ndrop if " + condition).stream()
                        .map(Diagnostic::code).toList());
        assertTrue(found("message t.All\nmatch udp.dst_port == 9000\ndrop if " + condition).getLast().message()
                .contains(" is always an error; such a message is dropped"));
    }

    @Test
    void matchThatNoPacketFitsIsMarked() {
        assertEquals("typed.never-matches", found("message t.All\nmatch udp.dst_port == 80 && udp.dst_port == 81\n"
                + "drop if msg.flag").getLast().code());
    }

    @Test
    void closedEnumHasItsNumbersOnly() {
        String file = "message old.Old\nmatch udp.dst_port == 9000\nlog if msg.level == 7";
        assertEquals("typed.never-matches", found(file).getFirst().code());
    }
}
