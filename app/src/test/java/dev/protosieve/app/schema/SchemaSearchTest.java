package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.app.schema.SchemaLines.Branch;
import dev.protosieve.app.session.Samples;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaSearchTest {

    private static final String PROTO = """
            edition = "2023";
            package s;
            import "google/protobuf/descriptor.proto";
            extend google.protobuf.FieldOptions { string unit = 50001; }
            // How an order looks.
            message Order {
              uint64 customer = 1 [features.field_presence = IMPLICIT];
              repeated Line lines = 2;
              map<string, int32> stock = 3;
              oneof payment { Card card = 4; string voucher = 5; } // The code on the paper.
              double weight = 6 [(unit) = "kg", json_name = "mass", deprecated = true];
              Order replaces = 7;
              State state = 8;
              string must = 9 [features.field_presence = LEGACY_REQUIRED, default = "x"];
              Group group = 10 [features.message_encoding = DELIMITED];
              message Group { int32 n = 1; }
              extensions 100 to 200;
            }
            message Line { string article = 1; }
            message Card { string number = 1; }
            enum State { NEW = 0; PAID = 1; }
            extend Order { string campaign = 101; }
            service Orders { rpc Watch(Order) returns (stream Line); }
            """;

    @TempDir
    private Path folder;
    private Schema schema;
    private Optional<Descriptor> root;

    @BeforeEach
    void open() throws IOException {
        Path file = Files.writeString(folder.resolve("s.proto"), PROTO);
        Outcome<Schema> outcome = Samples.pipeline().schemas().open(List.of(file), List.of());
        schema = ((Outcome.Ok<Schema>) outcome).value();
        root = schema.message("s.Order");
    }

    private static String text(Branch branch) {
        return branch.node().name() + ": " + branch.node().detail();
    }

    private List<String> below(Branch branch, String name) {
        Branch found = branch.lines().stream().filter(b -> b.node().name().equals(name)).findFirst().orElseThrow();
        return found.lines().stream().map(SchemaSearchTest::text).toList();
    }

    @Test
    void linesSayNumbersTypesLabelsAndGroups() {
        Branch file = new SchemaLines(schema, root).top().lines().getFirst();
        assertEquals(List.of("Order: message \u00b7 10 fields", "Line: message \u00b7 1 field",
                "Card: message \u00b7 1 field", "State: enum \u00b7 2 values", "[s.unit]: 50001 \u00b7 string",
                "[s.campaign]: 101 \u00b7 string", "Orders: service \u00b7 1 method"),
                file.lines().stream()
                        .map(SchemaSearchTest::text).toList());
        assertEquals(List.of("customer: 1 \u00b7 uint64", "lines: 2 \u00b7 repeated Line",
                "stock: 3 \u00b7 map<string, int32>", "payment: oneof \u00b7 at most one of 2",
                "weight: 6 \u00b7 optional double", "replaces: 7 \u00b7 Order", "state: 8 \u00b7 optional State",
                "must: 9 \u00b7 required string", "group: 10 \u00b7 Group", "Group: message \u00b7 1 field"),
                below(file, "Order"));
        assertEquals(List.of("Watch: Order \u2192 stream Line"), below(file, "Orders"));
        assertEquals("json_name mass \u00b7 deprecated \u00b7 (s.unit) = kg",
                FieldText.more(root.orElseThrow().findFieldByName("weight")));
        assertEquals("default x", FieldText.more(root.orElseThrow().findFieldByName("must")));
    }

    @Test
    void recursiveTypesOpenAsDeepAsOneLikes() {
        Branch line = new SchemaLines(schema, root).top().lines().getFirst().lines().getFirst();
        for (int i = 0; i < 50; i++) {
            line = line.lines().stream().filter(b -> b.node().name().equals("replaces")).findFirst().orElseThrow();
        }
        assertEquals(50, ((SchemaNode.FieldNode) line.node()).path().size());
    }

    private List<String> found(String text) {
        return new SchemaSearch(schema, root).find(text).lines().stream().map(b -> b.node().name()).toList();
    }

    @Test
    void namesTypesCommentsAndPathsAreFoundWhatRulesCanReadFirst() {
        assertEquals(List.of("In Order \u00b7 2", "card", "card.number"), found("card").subList(0, 3));
        assertEquals("card.number", found("Card.NUM").get(1));
        assertEquals(List.of("In Order \u00b7 1", "stock"), found("stock"));
        assertTrue(found("line").contains("lines"));
        assertTrue(found("order looks").contains("s.Order"), found("order looks")::toString);
        assertTrue(found("PAID").contains("s.State.PAID"));
        assertEquals(List.of("Nothing is named or described so"), found("zzz"));
    }

    @Test
    void whatMatchedIsMarked() {
        SchemaNode.FoundNode node = (SchemaNode.FoundNode) new SchemaSearch(schema, root).find("numb").lines().get(1)
                .node();
        assertEquals("numb", node.name().substring(node.from(), node.to()));
    }
}
