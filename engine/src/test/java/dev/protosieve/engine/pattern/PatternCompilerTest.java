package dev.protosieve.engine.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dpattern.seed=N} repeats a run of random patterns, {@code -Dpattern.pairs=N} makes it longer. */
final class PatternCompilerTest {

    private static final int TEXTS = 50;

    private final PatternCompiler compiler = new PatternCompiler();

    @Test
    void findsWhatRe2Finds() {
        long seed = Long.getLong("pattern.seed", System.nanoTime());
        int pairs = Integer.getInteger("pattern.pairs", 120_000);
        Random random = new Random(seed);
        RandomPatterns patterns = new RandomPatterns(random);
        int compared = 0;
        int found = 0;
        int refused = 0;
        int endless = 0;
        ProgramReader reader = ProgramReader.open();
        while (compared < pairs) {
            String pattern = patterns.pattern();
            if (EndlessFolding.find(reader, pattern).isPresent()) {
                endless++;
                continue;
            }
            Pattern re2;
            try {
                re2 = Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                assertInstanceOf(PatternOutcome.Bad.class, compiler.compile(pattern), pattern);
                refused++;
                continue;
            }
            PatternOutcome outcome = compiler.compile(pattern);
            for (int i = 0; i < TEXTS && !(outcome instanceof PatternOutcome.TooBig); i++) {
                String text = patterns.text();
                boolean want = re2.matcher(text).find();
                assertEquals(want, holds(outcome, text), () -> "seed " + seed + ", /" + pattern + "/ in '"
                        + text.codePoints().mapToObj(Integer::toHexString).toList() + "'");
                compared++;
                found += want ? 1 : 0;
            }
        }
        System.out.println("patterns: seed " + seed + ", " + compared + " texts, found in " + found + ", " + refused
                + " patterns refused, " + endless + " without end");
        assertTrue(found > compared / 10 && compared - found > compared / 10, "one-sided: " + found);
        assertTrue(refused < compared / TEXTS, "hardly any pattern was one");
    }

    private static boolean holds(PatternOutcome outcome, String text) {
        return switch (outcome) {
            case PatternOutcome.Compiled(Dfa dfa) -> dfa.matches(text);
            case PatternOutcome.Plain(boolean atStart, boolean atEnd, String part) -> atStart && atEnd
                    ? text.equals(part)
                    : atStart ? text.startsWith(part) : atEnd ? text.endsWith(part) : text.contains(part);
            case PatternOutcome.Bad bad -> throw new AssertionError(bad);
            case PatternOutcome.TooBig big -> throw new AssertionError(big);
        };
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "e-mail, `[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}`, 9",
            "UUID, `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`, 40",
            "date, `\\b\\d{4}-\\d{2}-\\d{2}\\b`, 25",
            "IPv4, `^((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)$`, 40",
            "SQL, `(?i)drop\\s+table`, 13",
            "plate, `^[A-Z]{2}\\d{6}$`, 10",
            "two words, `.*foo.*bar.*`, 12",
            "letters, `^\\pL+$`, 202",
            "Greek, `\\p{Greek}{3}`, 63"})
    void typicalPatternsHaveSmallTables(String name, String pattern, int most) {
        long start = System.nanoTime();
        Dfa dfa = assertInstanceOf(PatternOutcome.Compiled.class, compiler.compile(pattern)).dfa();
        System.out.printf("pattern %-10s %4d states %3d classes %6d bytes %5.1f ms  %s%n", name, dfa.states(),
                dfa.classCount(), 256 + 2 * dfa.states() * dfa.classCount(), (System.nanoTime() - start) / 1e6,
                pattern);
        assertTrue(dfa.states() <= most, dfa.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.{12}b", "((a{100}){100}){100}", "((((a{1000}){1000}){1000}){1000}){1000}",
            "[\\pL\\d]{300}x.{20}", "(?:\\pL{1000})(?:\\pN{1000})", "(x.{15}|y.{14}|z.{13})q"})
    void patternThatIsTooBigIsGivenUpSoon(String pattern) {
        compiler.compile(pattern);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        assertInstanceOf(PatternOutcome.TooBig.class, compiler.compile(pattern));
        long ms = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
        System.out.println("given up after " + ms + " ms of processor time: " + pattern);
        assertTrue(ms < 500, ms + " ms");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"`^abc`, true, false, abc", "`abc$`, false, true, abc",
            "`^abc$`, true, true, abc", "abc, false, false, abc", "`\\Aa\\.b\\z`, true, true, a.b",
            "`(abc)`, false, false, abc", "`^`, true, false, ``", "`x*`, false, false, ``", "`()`, false, false, ``"})
    void patternThatIsATextIsSeenAsOne(String pattern, boolean atStart, boolean atEnd, String text) {
        assertEquals(new PatternOutcome.Plain(atStart, atEnd, text), compiler.compile(pattern));
    }

    @Test
    @Timeout(10)
    void charactersWhoseCasesNeverEndAreRefused() {
        assertInstanceOf(PatternOutcome.Bad.class, compiler.compile("(?i)\u1c80"));
        assertInstanceOf(PatternOutcome.Bad.class, compiler.compile("a(?i:[\\x{1000}-\\x{2000}])"));
        assertInstanceOf(PatternOutcome.Compiled.class,
                compiler.compile("(?i)[\u00e0-\u00ff]\u212a\\pL\\p{Cyrillic}\\W"));
        assertInstanceOf(PatternOutcome.Plain.class, compiler.compile("\u1c80"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"`x[a`, 1, 2", "`x(a`, 1, 2", "`a)b`, 1, 2", "`x|*a`, 2, 3",
            "`a**`, 1, 3",
            "`a{3,2}`, 1, 6", "`ab\\`, 2, 3", "`a\\q`, 1, 3", "`a(?=b)`, 1, 4", "`a(?!b)`, 1, 4", "`a(?<=b)`, 1, 5",
            "`(a)\\1`, 3, 5", "`(?P<n>a)(?P<n>b)`, 12, 13", "`[z-a]`, 1, 4", "`a\\p{Foo}`, 1, 8"})
    void mistakeIsFoundAtItsCharacters(String pattern, int start, int end) {
        var bad = assertInstanceOf(PatternOutcome.Bad.class, compiler.compile(pattern));
        assertEquals(start + ".." + end, bad.start() + ".." + bad.end(), bad.message());
    }
}
