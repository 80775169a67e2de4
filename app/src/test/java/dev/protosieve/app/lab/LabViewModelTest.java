package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.lab.FieldRow.Role;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.Probe;
import dev.protosieve.app.session.Prober;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.wire.UdpPacket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabViewModelTest {

    private static final String RULES = Samples.HEAD + """
            "no A"  drop if msg.query.contains("A")
            pass if msg.page > 3 && msg.safe
            expect drop "no A" { query: "cAt" }
            """;

    private Workbench bench;
    private LabViewModel lab;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new Workbench(Samples.document(folder, RULES));
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test")));
        lab = new LabViewModel(bench, Runnable::run, Runnable::run);
        judge();
    }

    private LabReport judge() {
        bench.lab().set(new Prober().probe(new Prober.Request(bench.probe().get(), bench.check().get().report(),
                List.of(), "none in this test"), () -> false));
        return bench.lab().get().orElseThrow();
    }

    @Test
    void beginsWithTheFirstExpectLineAndAPacketThatMatches() {
        assertEquals(Optional.of("query: \"cAt\""), lab.text(MessageForm.TEXT));
        assertEquals(Verdict.DROP, judge().decision().orElseThrow().verdict());
        assertTrue(judge().agrees());
        assertEquals("by rule 1 \"no A\"", VerdictWords.cause(judge()));
        assertEquals("msg.query.contains(\"A\") is true: msg.query = \"cAt\".", VerdictWords.reason(judge()));
    }

    @Test
    void allFormsEditTheSameBytes() {
        lab.edit(MessageForm.JSON, "{\"page\": 7, \"kind\": \"BOOK\"}");
        assertEquals(Optional.of("page: 7\nkind: BOOK"), lab.text(MessageForm.TEXT));
        assertEquals(Optional.of("10 07 18 01"), lab.text(MessageForm.HEX));
        lab.edit(MessageForm.HEX, "0a 01 78");
        assertEquals(Optional.of("query: \"x\""), lab.text(MessageForm.TEXT));
    }

    @Test
    void fieldsThatTheSchemaHasNotAreLeftOutOfTextsAndKept() {
        lab.edit(MessageForm.HEX, "0a 01 78 22 02 48 05 98 06 07");
        assertEquals(Optional.of("query: \"x\"\ndeep {\n}"), lab.text(MessageForm.TEXT));
        assertEquals(2, lab.unknownFields());
        lab.edit(MessageForm.TEXT, "query: \"yz\"\ndeep {\n}");
        assertEquals(Optional.of("0a 02 79 7a 22 02 48 05\n98 06 07"), lab.text(MessageForm.HEX));
        lab.edit(MessageForm.JSON, "{\"page\": 1}");
        assertEquals(Optional.of("10 01 98 06 07"), lab.text(MessageForm.HEX));
        assertEquals(1, lab.unknownFields());
    }

    @Test
    void theLastGoodMessageStaysWhileAFormIsBroken() {
        byte[] before = lab.draft().get().bytes();
        lab.edit(MessageForm.TEXT, "query: \"a\"\npage: nine");
        assertEquals(17, lab.mistake().get().orElseThrow().offset());
        assertArrayEquals(before, lab.draft().get().bytes());
        lab.edit(MessageForm.JSON, "{\"nothing\": 1}");
        assertEquals(2, lab.mistake().get().orElseThrow().offset());
        lab.edit(MessageForm.JSON, "{\"page\": 8} {}");
        assertEquals("something stands behind the message", lab.mistake().get().orElseThrow().words());
        lab.edit(MessageForm.HEX, "0a 0g");
        assertEquals(4, lab.mistake().get().orElseThrow().offset());
        lab.edit(MessageForm.TEXT, "page: 9");
        assertEquals(Optional.empty(), lab.mistake().get());
    }

    @Test
    void brokenBytesAreJudgedAndTheFirstBadOneIsNamed() {
        lab.edit(MessageForm.HEX, "0a 05 78");
        assertEquals(Optional.empty(), lab.text(MessageForm.TEXT));
        assertEquals("because the bytes are no Ask", VerdictWords.cause(judge()));
        assertEquals("First bad byte of the packet: 43 (length 5 where 1 bytes are left).",
                VerdictWords.reason(judge()));
    }

    @Test
    void bytesThatTheRulesDoNotMeanAreNoBrokenMessage() {
        bench.probe().set(new Probe(UdpPacket.ipv6(7, 53, HexFormat.of().parseHex("646e733f")), "an event"));
        assertEquals("payload", judge().tree().parts().getLast().name());
        assertEquals(Optional.empty(), judge().tree().firstBroken());
        assertEquals(Optional.empty(), lab.broken());
        bench.probe().set(new Probe(UdpPacket.ipv6(7, 9000, HexFormat.of().parseHex("646e733f")), "an event"));
        assertEquals("t.Ask", judge().tree().parts().getLast().name());
        assertTrue(lab.broken().isPresent() && judge().tree().firstBroken().isPresent());
    }

    @Test
    void savesAnExpectLineThatOneUndoTakesBack() {
        lab.edit(MessageForm.TEXT, "query: \"A\"");
        judge();
        assertFalse(lab.isTest().get());
        lab.saveExpectation();
        lab.saveExpectation();
        assertTrue(lab.isTest().get());
        assertEquals(RULES + "expect drop \"no A\" { query: \"A\" }\n", bench.document().get().text());
        bench.undo();
        assertEquals(RULES, bench.document().get().text());
        assertFalse(lab.isTest().get());
    }

    @Test
    void takesAPacketAsItIsAndReadsItsHeaders() {
        byte[] packet = UdpPacket.ipv6(7, 53, HexFormat.of().parseHex("1009"));
        bench.probe().set(new Probe(packet, "an event"));
        assertEquals("page: 9", lab.text(MessageForm.TEXT).orElseThrow());
        assertEquals(
                "UDP over IPv6 \u00b7 [fd00:0:0:0:0:0:0:1]:7 \u2192 [fd00:0:0:0:0:0:0:2]:53".replace(":0:0:0:0:0:0:",
                        "::"),
                lab.draft().get().settings().words().replace(":0:0:0:0:0:0:", "::"));
        assertEquals("Not matched", VerdictWords.verdict(judge()));
        assertTrue(VerdictWords.reason(judge()).contains("udp.dst_port = 53"), VerdictWords.reason(judge()));
    }

    @Test
    void settingsBuildThePacketAround() {
        lab.settings(new PacketSettings(true, 12, "fe80::1", "fe80::2", 1, 9000));
        assertEquals(lab.draft().get().settings(), PacketSettings.of(bench.probe().get().packet()).map(
                s -> new PacketSettings(s.tcp(), s.vlan(), "fe80::1", "fe80::2", s.sourcePort(), s.destinationPort()))
                .orElseThrow());
        assertFalse(new PacketSettings(false, 0, "10.0.0.1", "::1", 1, 2).problem().isEmpty());
        assertFalse(new PacketSettings(false, 0, "house", "10.0.0.1", 1, 2).problem().isEmpty());
    }

    @Test
    void rowsOfTheFormSetUnsetAddAndRemove() {
        var type = lab.draft().get().type().orElseThrow();
        List<FieldRow> rows = MessageFields.rows(new byte[0], type).orElseThrow();
        assertEquals(List.of(Role.SCALAR, Role.SCALAR, Role.SCALAR, Role.ABSENT, Role.LIST, Role.SCALAR),
                rows.stream().map(FieldRow::role).toList());
        byte[] deep = MessageFields.add(new byte[0], type, rows.get(3));
        FieldRow price = MessageFields.rows(deep, type).orElseThrow().get(4);
        byte[] priced = MessageFields.set(deep, type, price, MessageFields.parse(price.field(), "2.5").orElseThrow());
        byte[] tagged = MessageFields.add(priced, type, rows.get(4));
        lab.message(tagged);
        assertEquals("deep {\n  price: 2.5\n}\ntags: \"\"", lab.text(MessageForm.TEXT).orElseThrow());
        FieldRow tag = MessageFields.rows(tagged, type).orElseThrow().get(6);
        assertArrayEquals(deep, MessageFields.clear(MessageFields.clear(tagged, type, tag), type, price));
        assertEquals(Optional.empty(), MessageFields.parse(rows.get(1).field(), "3000000000"));
    }

    @Test
    void anInstructionABytesAndAFieldSelectEachOther() {
        LabReport report = judge();
        int text = report.tree().parts().getLast().start() + 2;
        lab.selectBytes(new Span(text, text + 1));
        assertEquals(List.of("t.Ask.query"), bench.selection().get().field());
        assertEquals(1, bench.selection().get().rule());
        int slot = report.trace().orElseThrow().readersOf(text, text + 1).stream()
                .filter(s -> origin(report, s).origin().rule() == 0).findFirst().orElseThrow();
        new Links(bench).instruction(slot);
        assertEquals(slot, bench.selection().get().slot());
        assertEquals(List.of("t.Ask.query"), bench.selection().get().field());
        assertTrue(bench.selection().get().bytes().start() <= text);
        assertTrue(RULES.substring(bench.selection().get().span().start(), bench.selection().get().span().end())
                .contains("msg.query"));
        new Links(bench).field(List.of("t.Ask.query"));
        assertEquals(new Span(text - 2, text + 3), bench.selection().get().bytes());
    }

    private static CompiledFilter.Placed origin(LabReport report, int slot) {
        return report.filter().code().stream().filter(p -> p.slot() == slot).findFirst().orElseThrow();
    }

    @Test
    void stepsForwardAndBackAndNamesWhatIsKnown() {
        judge();
        StepViewModel steps = new StepViewModel(bench);
        assertEquals("pointer: context", steps.registers().get(1).holds());
        assertEquals("nothing yet", steps.registers().get(0).holds());
        int size = steps.trace().orElseThrow().size();
        steps.go(size);
        assertEquals("the end: returned 1", steps.where());
        assertTrue(steps.memory().stream().anyMatch(v -> v.name().startsWith("counter of rule 1")),
                steps.memory()::toString);
        assertTrue(steps.memory().stream().anyMatch(v -> v.name().equals("msg.query") && v.holds().equals(
                "3 bytes at 44")), steps.memory()::toString);
        var atEnd = steps.registers();
        steps.step(-1);
        steps.step(1);
        assertEquals(atEnd, steps.registers());
        steps.go(0);
        steps.stepRule(true);
        assertTrue(steps.position().get() > 0);
    }

    @Test
    void aSavedLineGivesTheSameVerdictOrIsNotOffered() {
        lab.edit(MessageForm.HEX, "0a 01 41 f8 07 01 22 0c f8 07 02 09 00 00 00 00 00 00 04 40");
        judge();
        assertEquals(Optional.of("expect drop \"no A\" { query: \"A\" deep { price: 2.5 } }"), lab.expectation(),
                "unknown fields have no text");
        lab.edit(MessageForm.HEX, "0a 05 41");
        assertEquals("An expect line holds a message, and these bytes are none.", judge().noBody());
        assertEquals(Optional.empty(), lab.expectation());
    }

    @Test
    void savesTheMessageThatIsShownThoughItIsJudgedLater() {
        lab.edit(MessageForm.TEXT, "query: \"b\" page: 9");
        lab.saveExpectation();
        judge();
        assertEquals(RULES + "expect pass { query: \"b\" page: 9 }\n", bench.document().get().text());
        lab.edit(MessageForm.TEXT, "query: \"c\" page: 9");
        judge();
        assertEquals(RULES + "expect pass { query: \"b\" page: 9 }\n", bench.document().get().text());
    }

    @Test
    void savesNothingInADocumentThatWasOpenedMeanwhile() {
        Document unsaved = Document.unsaved(bench.document().get().folder(), RULES);
        bench.open(unsaved);
        lab.edit(MessageForm.TEXT, "query: \"b\" page: 9");
        lab.saveExpectation();
        bench.open(unsaved);
        judge();
        assertEquals(RULES, bench.document().get().text());
    }

    @Test
    void savesInTheDocumentThatGotANameMeanwhile() {
        lab.edit(MessageForm.TEXT, "query: \"b\" page: 9");
        lab.saveExpectation();
        bench.saved(bench.document().get().folder().resolve("renamed.sieve"));
        judge();
        assertEquals(RULES + "expect pass { query: \"b\" page: 9 }\n", bench.document().get().text());
    }

    @Test
    void aMessageThatIsTooLongForAPacketIsNotTaken() {
        Probe before = bench.probe().get();
        lab.edit(MessageForm.TEXT, "query: \"" + "a".repeat(70_000) + "\"");
        assertEquals("The message is too long for one packet.", lab.mistake().get().orElseThrow().words());
        assertEquals(Optional.of("query: \"cAt\""), lab.text(MessageForm.TEXT));
        assertEquals(before, bench.probe().get());
        lab.edit(MessageForm.TEXT, "query: \"a\"");
        assertEquals(Optional.empty(), lab.mistake().get());
    }

    @Test
    void whatWasComposedIsFramedAsTheRulesSayNow() {
        lab.edit(MessageForm.TEXT, "page: 9");
        lab.settings(new PacketSettings(true, 0, "10.0.0.1", "10.0.0.2", 1, 9000));
        byte[] plain = bench.probe().get().packet();
        bench.apply(new RuleEdit.ReplaceText(RULES.replace("match udp.dst_port == 9000",
                "match tcp.dst_port == 9000\nframing varint")));
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test")));
        assertEquals(Optional.of("page: 9"), lab.text(MessageForm.TEXT));
        assertEquals(plain.length + 1, bench.probe().get().packet().length);
        assertEquals(Verdict.PASS, judge().decision().orElseThrow().verdict());
    }
}
