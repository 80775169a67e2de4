package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FieldTextTest {

    @TempDir
    private Path folder;

    private Descriptor message(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.proto"), text);
        Outcome<Schema> outcome = new SchemaLoader(ProtoCompiler.bundled()).open(List.of(file), List.of());
        assertEquals(List.of(), outcome.diagnostics());
        return ((Outcome.Ok<Schema>) outcome).value().message("M").orElseThrow();
    }

    private static String marks(Descriptor message) {
        return message.getFields().stream().map(FieldText::more).collect(Collectors.joining("\n"));
    }

    @Test
    void valuesAreShownAsAFileHasThem() throws IOException {
        assertEquals("""
                default 18446744073709551615
                default 4294967295
                default "\\001\\377"
                default d \u00fc
                (b) = "\\000\\377"
                (many) = [{ a: 1 }, { a: 2 text: "\u00fc" }]
                (words) = ["p", "q, r"]
                (big) = 18446744073709551615
                (line) = "a\\nb"
                (line) = a b
                (one) = { a: 3 sub { a: 4 } }
                (kind) = Y""", marks(message("""
                syntax = "proto2";
                import "google/protobuf/descriptor.proto";
                message O { optional int32 a = 1; optional string text = 2; optional O sub = 3; }
                enum E { X = 0; Y = 1; }
                extend google.protobuf.FieldOptions {
                  optional bytes b = 50001; repeated O many = 50002; repeated string words = 50003;
                  optional fixed64 big = 50004; optional string line = 50005; optional O one = 50006;
                  optional E kind = 50007;
                }
                message M {
                  optional uint64 u = 1 [default = 18446744073709551615];
                  optional fixed32 f = 2 [default = 4294967295];
                  optional bytes y = 3 [default = "\\x01\\xff"];
                  optional string s = 4 [default = "d \u00fc"];
                  optional string a = 5 [(b) = "\\x00\\xff"];
                  optional string c = 6 [(many) = {a: 1}, (many) = {a: 2 text: "\u00fc"}];
                  optional string d = 7 [(words) = "p", (words) = "q, r"];
                  optional string e = 8 [(big) = 18446744073709551615];
                  optional string g = 9 [(line) = "a\\nb"];
                  optional string h = 10 [(line) = "a b"];
                  optional string i = 11 [(one) = {a: 3 sub {a: 4}}];
                  optional string k = 12 [(kind) = Y];
                }
                """)));
    }

    @Test
    void onlyAGroupIsCalledOne() throws IOException {
        FieldDescriptor delimited = message("""
                edition = "2023";
                message In { int32 a = 1; }
                message M { In in = 1 [features.message_encoding = DELIMITED]; }
                """).findFieldByName("in");
        assertEquals("1 \u00b7 In, delimited", FieldText.detail(delimited) + ", " + FieldText.more(delimited));
        FieldDescriptor group = message("""
                syntax = "proto2";
                message M { optional group In = 1 { optional int32 a = 1; } }
                """).findFieldByName("in");
        assertEquals("1 \u00b7 group In", FieldText.detail(group));
    }
}
