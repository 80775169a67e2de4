package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.wire.ByteNode;
import dev.protosieve.engine.wire.UdpPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message type that is used three times: what leads to one field must not lead to its twins. */
final class LinksTest {

    private static final String RULES = """
            schema "book.proto"
            message t.Person
            match udp.dst_port == 9000
            drop if msg.main.number == "1"
            drop if msg.more.exists(p, p.number == "2")
            pass if msg.last.number == "3"
            """;
    private static final List<String> IN_MORE = List.of("t.Person.more", "t.Phone.number");
    private static final List<String> IN_LAST = List.of("t.Person.last", "t.Phone.number");

    private Workbench bench;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("book.proto"), """
                syntax = "proto3";
                package t;
                message Person { Phone main = 1; repeated Phone more = 2; Phone last = 3; }
                message Phone { string number = 1; }
                """);
        Path file = Files.writeString(folder.resolve("book.sieve"), RULES);
        bench = new Workbench(Document.opened(file, RULES));
        Check check = new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test"));
        bench.check().set(check);
        byte[] message = "\n\3\n\1a\22\3\n\1b\32\3\n\1c".getBytes(StandardCharsets.ISO_8859_1);
        bench.probe().set(new Probe(UdpPacket.ipv4(7, 9000, message), "made here"));
        bench.lab().set(new Prober().probe(new Prober.Request(bench.probe().get(), check.report(), List.of(), ""),
                () -> false));
    }

    @Test
    void bytesSelectTheFieldAndTheRuleOfTheirOwnWay() {
        new Links(bench).bytes(bytesOf("b"));
        assertEquals(IN_MORE, bench.selection().get().field());
        assertEquals(2, bench.selection().get().rule());
        new Links(bench).bytes(bytesOf("c"));
        assertEquals(IN_LAST, bench.selection().get().field());
        assertEquals(3, bench.selection().get().rule());
    }

    @Test
    void aPartOfARuleSelectsTheBytesOfItsOwnField() {
        int at = RULES.indexOf("msg.last.number");
        new Links(bench).part(new Span(at, at + "msg.last.number".length()));
        assertEquals(IN_LAST, bench.selection().get().field());
        assertEquals(bytesOf("c").end(), bench.selection().get().bytes().end());
    }

    @Test
    void onlyReadingsOfTheSelectedFieldAreMarked() {
        new Links(bench).field(IN_MORE);
        assertEquals(List.of("p.number"),
                new Links(bench).texts().stream().map(s -> RULES.substring(s.start(), s.end())).toList());
        assertEquals(bytesOf("b").end(), bench.selection().get().bytes().end());
    }

    private Span bytesOf(String text) {
        return leaves(bench.lab().get().orElseThrow().tree()).filter(n -> n.value().equals("\"" + text + "\""))
                .map(n -> new Span(n.start(), n.end())).findFirst().orElseThrow();
    }

    private static Stream<ByteNode> leaves(ByteNode node) {
        return node.parts().isEmpty() ? Stream.of(node) : node.parts().stream().flatMap(LinksTest::leaves);
    }
}
