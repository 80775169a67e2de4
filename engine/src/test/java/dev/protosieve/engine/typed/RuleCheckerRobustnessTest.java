package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is typed, the answer is rules or diagnostics that stand inside the file, and never an exception. */
class RuleCheckerRobustnessTest {

    private static final List<String> TOKENS = List.of("msg", ".", "text", "i32", "u32", "flag", "sub", "tags", "(",
            ")",
            "[", "]", "{", "}", ",", " ", "==", "!=", "<", ">=", "&&", "||", "!", "-", "+", "in", "?", ":", "1", "2u",
            "1.5", "1e400", "\"a\"", "'\uD83D\uDE00'", "b'x'", "r'\\'", "has", "size", "contains", "matches", "exists",
            "t",
            "Color.RED", "Color", "udp.dst_port", "udp", "true", "null", "dyn", "timestamp", "// c", "# d", "`a`", "\\",
            "=",
            "0x", "99999999999999999999", "\uD83D\uDE00", "@", "optional", ".?", "for", "'", "\"\"\"");

    private static void check(String file) {
        Outcome<TypedRules> outcome = RuleTexts.check(file);
        for (Diagnostic diagnostic : outcome.diagnostics()) {
            assertTrue(diagnostic.place().span().end() <= file.length(), diagnostic.format());
            assertFalse(diagnostic.message().isBlank());
        }
        if (outcome instanceof Outcome.Failed<TypedRules>(List<Diagnostic> errors)) {
            assertTrue(errors.stream().anyMatch(Diagnostic::isError), file);
        }
    }

    @Test
    void answersAnyRowOfTokens() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 300; i++) {
            StringBuilder file = new StringBuilder("message t.All\nmatch udp.dst_port == 9000\n");
            for (int rule = 0; rule < 3; rule++) {
                file.append("drop if ");
                for (int token = 1 + random.nextInt(8); token > 0; token--) {
                    file.append(TOKENS.get(random.nextInt(TOKENS.size()))).append(random.nextInt(3) == 0 ? " " : "");
                }
                file.append('\n');
            }
            check(file.toString());
        }
    }

    @Test
    void answersDeepAndLongConditions() {
        check("message t.All\nmatch udp.dst_port == 9000\ndrop if " + "(".repeat(400) + "msg.flag" + ")".repeat(400));
        check("message t.All\nmatch udp.dst_port == 9000\ndrop if " + "!".repeat(3000) + "msg.flag");
        check("message t.All\nmatch udp.dst_port == 9000\ndrop if msg" + ".sub".repeat(300) + ".flag");
        String many = "msg.i32 == 1" + " || msg.i32 == 2".repeat(3000);
        assertInstanceOf(Outcome.Ok.class,
                RuleTexts.check("message t.All\nmatch udp.dst_port == 9000\ndrop if " + many));
    }
}
