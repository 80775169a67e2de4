package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.text.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleFixesTest {

    @TempDir
    private Path folder;

    /** The texts that the fixes give; each has lost its diagnostic. */
    private List<String> mended(String rules) {
        Document document = Samples.document(folder, rules);
        CompileReport report = Samples.report(document);
        RuleFixes fixes = new RuleFixes(document, report);
        return report.diagnostics().stream().flatMap(d -> fixes.of(d).stream()).map(fix -> {
            RuleEdit edit = ((QuickFix.Edit) fix.cure()).edit();
            String text = edit.applyTo(report.syntax().orElseThrow()).after().source().content();
            List<Diagnostic> left = Samples.report(document.withText(text)).diagnostics();
            assertFalse(left.stream().anyMatch(d -> d.message().equals(fix.mends().message())), left::toString);
            return text;
        }).toList();
    }

    private List<String> rules(String rules) {
        return mended(Samples.HEAD + rules).stream()
                .map(t -> t.startsWith(Samples.HEAD) ? t.substring(Samples.HEAD.length()) : t).toList();
    }

    @Test
    void writesWhatWasMeant() {
        assertEquals("drop if msg.query == \"a\"", rules("drop if msg.qurey == \"a\"").getFirst());
        assertEquals("drop if msg.query.contains(\"a\")", rules("drop if msg.query.contians(\"a\")").getFirst());
        assertEquals("drop if msg.safe", rules("drpo if msg.safe").getFirst());
        assertEquals("drop if msg.page == 3", rules("drop if page == 3").getFirst());
        assertEquals("drop if msg.kind == t.Kind.BOOK", rules("drop if msg.kind == t.Kind.BOK").getFirst());
    }

    @Test
    void writesSignsThatCelHas() {
        assertEquals("drop if msg.page == 3", rules("drop if msg.page = 3").getFirst());
        assertEquals("drop if msg.safe && msg.page == 3", rules("drop if msg.safe and msg.page == 3").getFirst());
    }

    @Test
    void offersNoExampleAsIfItWereMeant() {
        assertEquals(List.of(), rules("drop if msg.query contains \"abc\""));
        assertEquals(List.of(), rules("drop if msg.query like \"abc\""));
    }

    @Test
    void givesALiteralTheTypeOfItsField() {
        assertEquals("drop if msg.deep.price > 3.0", rules("drop if msg.deep.price > 3").getFirst());
        assertEquals("drop if msg.page == 3", rules("drop if msg.page == 3u").getFirst());
        assertEquals("drop if msg.page == 3", rules("drop if msg.page == \"3\"").getFirst());
        assertEquals(List.of(), rules("drop if msg.query == msg.page"));
    }

    @Test
    void makesAddressesAndNetworksOfTexts() {
        assertEquals("drop if cidr(\"10.0.0.0/8\").containsIP(ip.src)",
                rules("drop if ip.src in \"10.0.0.0/8\"").getFirst());
        assertEquals("drop if ip.dst != ip(\"::1\")", rules("drop if ip.dst != \"::1\"").getFirst());
        assertEquals("drop if ip.src == ip(\"10.1.1.1\")", rules("drop if ip.src in \"10.1.1.1\"").getFirst());
    }

    @Test
    void addsWhatIsMissing() {
        assertEquals("schema  \"t.proto\"\nmessage t.Ask\nmatch udp.dst_port == 9000\ndrop\n",
                mended("message t.Ask\nmatch udp.dst_port == 9000\ndrop\n").getFirst());
        assertEquals(List.of("schema \"t.proto\"\nmessage t.Ask\nmatch   udp.dst_port == 9000\ndrop\n"),
                mended("schema \"t.proto\"\nmessage t.Ask\ndrop\n").stream()
                        .map(t -> t.replaceAll("match +", "match   ")).toList());
    }

    @Test
    void asksFirstWhereThatLeavesOutTheErrorOnly() {
        assertEquals(List.of("drop if size(msg.tags) > 2 && msg.tags[2] == \"a\""),
                rules("drop if msg.tags[2] == \"a\""));
        assertEquals(List.of("drop if msg.page != 0 && 100 / msg.page > 3"), rules("drop if 100 / msg.page > 3"));
        assertEquals(List.of(), rules("drop if msg.safe || msg.tags[2] == \"a\""));
    }

    @Test
    void takesAwayRulesThatNeverDecide() {
        assertEquals(List.of("drop if msg.page > 3\noff drop if msg.page > 5\n", "drop if msg.page > 3\n"),
                rules("drop if msg.page > 3\ndrop if msg.page > 5\n"));
    }
}
