package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments, options and imports, as their descriptors tell of them. */
class DescriptorTextsTest {

    @TempDir
    private Path folder;

    private final SchemaLoader loader = new SchemaLoader(ProtoCompiler.bundled());

    private Path proto(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "syntax = \"proto3\";\n" + body);
    }

    private Schema open(Path... sources) {
        Outcome<Schema> outcome = loader.open(List.of(sources), List.of());
        assertEquals(List.of(), outcome.diagnostics());
        return ((Outcome.Ok<Schema>) outcome).value();
    }

    private Path set(String name, String body) throws IOException {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        open(proto(name + ".proto", body)).files().forEach(f -> set.addFile(f.toProto()));
        return Files.write(folder.resolve(name + ".binpb"), set.build().toByteArray());
    }

    private static String options(Schema schema, String message) {
        return schema.message(message).orElseThrow().getFields().getFirst().getOptions().getAllFields().entrySet()
                .stream().map(e -> e.getKey().getFullName() + "=" + e.getValue().toString().strip()).toList()
                .toString();
    }

    @Test
    void customOptionsOfOneNumberKeepTheirOwnMeanings() throws IOException {
        String head = "import \"google/protobuf/descriptor.proto\"; extend google.protobuf.FieldOptions ";
        Path one = set("one", "package o1; " + head
                + "{ string owner = 50001; } message A { string s = 1 [(owner) = \"me\"]; }");
        Path two = set("two", "package o2; " + head + "{ P pri = 50001; } message P { int32 p = 1; }"
                + " message B { string s = 1 [(pri) = {p: 7}]; }");
        for (List<Path> order : List.of(List.of(one, two), List.of(two, one))) {
            Schema schema = open(order.toArray(Path[]::new));
            assertEquals("[o1.owner=me]", options(schema, "o1.A"));
            assertEquals("[o2.pri=p: 7]", options(schema, "o2.B"));
        }
    }

    @Test
    void customOptionsAreThoseOfPublicImportsToo() throws IOException {
        proto("p/o.proto", "package o; import \"google/protobuf/descriptor.proto\";"
                + " extend google.protobuf.FieldOptions { string owner = 50001; }");
        proto("p/all.proto", "import public \"o.proto\";");
        Path main = proto("p/m.proto", "import \"all.proto\"; message M { string s = 1 [(o.owner) = \"me\"]; }");
        assertEquals("[o.owner=me]", options(open(main), "M"));
    }

    @Test
    void commentsAreThoseOfTheNamesBesideThem() throws IOException {
        FileDescriptorProto other = FileDescriptorProto.newBuilder().setName("google/protobuf/timestamp.proto")
                .setPackage("google.protobuf").setSyntax("proto3")
                .addMessageType(com.google.protobuf.DescriptorProtos.DescriptorProto.newBuilder().setName("Older"))
                .setSourceCodeInfo(com.google.protobuf.DescriptorProtos.SourceCodeInfo.newBuilder()
                        .addLocation(Location.newBuilder().addPath(4).addPath(0).setLeadingComments("Old.")))
                .build();
        Path set = Files.write(folder.resolve("s.binpb"),
                FileDescriptorSet.newBuilder().addFile(other).build().toByteArray());
        Schema schema = open(set);
        assertTrue(schema.message("google.protobuf.Timestamp").isPresent());
        assertFalse(schema.comments().containsKey("google.protobuf.Timestamp"), schema.comments()::toString);
    }

    @Test
    void commentBehindIsReadWhenTheOneAboveIsBlank() throws IOException {
        assertEquals(Map.of("M.s", "Behind."), open(proto("c.proto", """
                message M {
                  //
                  string s = 1; // Behind.
                }
                """)).comments());
    }

    @Test
    void importsMayBeWrittenWithEscapes() throws IOException {
        proto("e/common.proto", "message C { }");
        proto("e/ot/her.proto", "message O { }");
        Path main = proto("e/x.proto", "import \"c\\x6fmm\\157n.proto\"; import 'ot/' \"her.proto\";"
                + " message X { C c = 1; O o = 2; }");
        assertTrue(open(main).message("C").isPresent());
        Outcome<Schema> bad = loader.open(List.of(proto("e/bad.proto", "import \"c\\qmmon.proto\";")), List.of());
        assertInstanceOf(Outcome.Failed.class, bad);
    }

    @Test
    void missingImportSaysThatHiddenFoldersAreLeftOut() throws IOException {
        proto("h/.deps/common.proto", "message C { }");
        Path main = proto("h/x.proto", "import \"common.proto\"; message X { C c = 1; }");
        List<Diagnostic> found = loader.open(List.of(folder.resolve("h")), List.of()).diagnostics();
        assertEquals(List.of("schema.missing-import"), found.stream().map(Diagnostic::code).toList());
        assertTrue(found.getFirst().hint().contains("hidden folders left out"), main::toString);
    }

    @Test
    void missingImportNamesTheFirstFoldersThatWereTriedAndHowManyMore() throws IOException {
        Path deep = folder.resolve("1/2/3/4/5");
        Path main = proto("1/2/3/4/5/x.proto", "import \"common.proto\"; message X { C c = 1; }");
        String hint = loader.open(List.of(main), List.of()).diagnostics().getFirst().hint();
        String five = Stream.iterate(deep, Path::getParent).limit(5).map(Path::toString)
                .collect(Collectors.joining(", "));
        assertTrue(hint.startsWith("looked in " + five + " and "), hint);
        assertTrue(hint.matches("(?s).* and [0-9]+ more folders?, hidden folders left out; .*"), hint);
    }

    @Test
    void pluginsOfProtocCanBeImported() throws IOException {
        String body = "import \"google/protobuf/compiler/plugin.proto\";"
                + " message P { google.protobuf.compiler.CodeGeneratorRequest r = 1; }";
        Schema schema = open(proto("p/a.proto", body));
        assertEquals("google.protobuf.FileDescriptorProto", schema.message("P").orElseThrow().findFieldByName("r")
                .getMessageType().findFieldByName("proto_file").getMessageType().getFullName());
        proto("p/google/protobuf/compiler/plugin.proto", """
                package google.protobuf.compiler;
                message CodeGeneratorRequest { string own = 1; }
                """);
        assertTrue(open(folder.resolve("p")).message("google.protobuf.compiler.CodeGeneratorRequest").orElseThrow()
                .findFieldByName("own") != null);
    }
}
