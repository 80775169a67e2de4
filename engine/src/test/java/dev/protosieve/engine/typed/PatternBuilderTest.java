package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PatternBuilderTest {

    private static final String HEAD = "message t.All\nmatch udp.dst_port == 9000\n";
    private static final String OLD = "message old.Old\nmatch udp.dst_port == 9000\n";

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "msg.text.matches('a+b') ~ STRING:text.matches(STRING:\"a+b\")",
            "matches(msg.text, 'a+b') ~ STRING:text.matches(STRING:\"a+b\")",
            "msg.text.matches(r'\\d') ~ STRING:text.matches(STRING:\"\\d\")",
            "msg.text.matches('a' + '+') ~ STRING:text.matches(STRING:\"a+\")",
            "msg.text.matches('^ab') ~ STRING:text.startsWith(STRING:\"ab\")",
            "msg.text.matches('ab$') ~ STRING:text.endsWith(STRING:\"ab\")",
            "msg.text.matches('^ab$') ~ (STRING:text == STRING:\"ab\")",
            "msg.text.matches(r'a\\.b') ~ STRING:text.contains(STRING:\"a.b\")",
            "msg.text.matches('x*') ~ STRING:text.contains(STRING:\"\")",
            "'foo'.matches('o+$') ~ BOOL:true", "'foo'.matches('^o') ~ BOOL:false",
            "'a1'.matches(r'\\d') == true ~ BOOL:true"})
    void patternsBecomeTests(String condition, String printed) {
        assertEquals(printed, TypedPrinter.expr(RuleTexts.typed(HEAD + "drop if " + condition).rules().getFirst()
                .condition()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "msg.text.matches('a[b') ~ bad-pattern ~ [", "msg.text.matches('a(b') ~ bad-pattern ~ (",
            "msg.text.matches(r'a\\q') ~ bad-pattern ~ \\q", "msg.text.matches('a\\\\q') ~ bad-pattern ~ \\\\q",
            "msg.text.matches('\\u00e9\\x41**') ~ bad-pattern ~ **",
            "msg.text.matches('\\U0001F600(?=a)') ~ bad-pattern ~ (?=",
            "msg.text.matches(\"\"\"a'\"(?!b)\"\"\") ~ bad-pattern ~ (?!",
            "msg.text.matches(r'(a)\\1') ~ bad-pattern ~ \\1", "'x'.matches('a[b') ~ bad-pattern ~ [",
            "msg.text.matches('a' + '[b') ~ bad-pattern ~ 'a' + '[b'",
            "msg.text.matches('a.{15}b') ~ pattern-too-big ~ 'a.{15}b'",
            "msg.text.matches('(((a{1000}){1000}){1000}){9}') ~ pattern-too-big ~ '(((a{1000}){1000}){1000}){9}'",
            "'x'.matches('(?i)\\u1c80') ~ bad-pattern ~ \\u1c80",
            "msg.text.matches(msg.text) ~ unsupported ~ msg.text"})
    @Timeout(20)
    void mistakeInAPatternIsToldAtItsCharacters(String condition, String code, String characters) {
        String file = HEAD + "drop if " + condition;
        Diagnostic first = assertInstanceOf(Outcome.Failed.class, RuleTexts.check(file), condition).diagnostics()
                .isEmpty() ? null : RuleTexts.check(file).diagnostics().getFirst();
        assertEquals("typed." + code, first.code(), first.format());
        assertEquals(characters, file.substring(first.place().span().start(), first.place().span().end()),
                first.format());
        assertTrue(!first.hint().isEmpty(), first.format());
    }

    @Test
    void stringThatNeedNotBeUtf8IsDecodedWhateverThePattern() {
        assertEquals("text(STRING:text).matches(STRING:\"a+\")", old("msg.text.matches('a+')"));
        assertEquals("text(STRING:text).startsWith(STRING:\"a\")", old("msg.text.matches('^a')"));
        assertEquals("(text(STRING:text) == STRING:\"a\")", old("msg.text.matches('^a$')"));
        String choice = old("(msg.count == 1 ? msg.text : msg.other).matches('^a')");
        assertTrue(choice.contains("text(STRING:text).startsWith") && choice.contains("text(STRING:other).startsWith"),
                choice);
    }

    private static String old(String condition) {
        return TypedPrinter.expr(RuleTexts.typed(OLD + "drop if " + condition).rules().getFirst().condition());
    }
}
