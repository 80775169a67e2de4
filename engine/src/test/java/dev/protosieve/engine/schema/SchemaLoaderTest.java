package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TimestampProto;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All with the real protoc. */
class SchemaLoaderTest {

    @TempDir
    private Path folder;

    private final SchemaLoader loader = new SchemaLoader(ProtoCompiler.bundled());

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path proto(String name, String body) throws IOException {
        return write(name, "syntax = \"proto3\";\n" + body);
    }

    private Schema open(Path... sources) {
        Outcome<Schema> outcome = loader.open(List.of(sources), List.of());
        assertEquals(List.of(), outcome.diagnostics());
        return ((Outcome.Ok<Schema>) outcome).value();
    }

    private List<Diagnostic> failure(Path... sources) {
        Outcome<Schema> outcome = loader.open(List.of(sources), List.of());
        assertInstanceOf(Outcome.Failed.class, outcome);
        return outcome.diagnostics();
    }

    private Diagnostic only(Path... sources) {
        List<Diagnostic> found = failure(sources);
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    private static List<String> names(Schema schema) {
        return schema.files().stream().map(FileDescriptor::getFullName).toList();
    }

    @Test
    void readsProto2Proto3AndEditions() throws IOException {
        Schema schema = open(
                write("two.proto", "syntax = \"proto2\";\nmessage Two { optional int32 a = 1 [default = 7]; }"),
                proto("three.proto", "message Three { int32 a = 1; }"),
                write("edition.proto",
                        "edition = \"2023\";\nmessage Edition { int32 a = 1 [features.field_presence = IMPLICIT]; int32 b = 2; }"),
                write("edition24.proto", "edition = \"2024\";\nmessage Newer { string a = 1; }"));
        assertEquals(7, schema.message("Two").orElseThrow().findFieldByName("a").getDefaultValue());
        assertFalse(schema.message("Three").orElseThrow().findFieldByName("a").hasPresence());
        Descriptor edition = schema.message("Edition").orElseThrow();
        assertFalse(edition.findFieldByName("a").hasPresence());
        assertTrue(edition.findFieldByName("b").hasPresence());
        assertTrue(schema.message("Newer").isPresent());
        assertEquals(List.of("two.proto", "three.proto", "edition.proto", "edition24.proto"), schema.roots());
    }

    @Test
    void wellKnownTypesAreThoseOfTheLibrary() throws IOException {
        Schema schema = open(
                proto("a.proto", "import \"google/protobuf/timestamp.proto\"; import \"google/protobuf/api.proto\";\n"
                        + "message A { google.protobuf.Timestamp at = 1; google.protobuf.Api api = 2; }"));
        assertSame(TimestampProto.getDescriptor().findMessageTypeByName("Timestamp"),
                schema.message("A").orElseThrow().findFieldByName("at").getMessageType());
        assertEquals("a.proto", names(schema).getFirst());
        assertTrue(names(schema).contains("google/protobuf/timestamp.proto"));
        assertFalse(schema.sources().containsKey("google/protobuf/timestamp.proto"));
    }

    @Test
    void copyOfAWellKnownTypeAmongTheUsersFilesIsTheLibrarysOwn() throws IOException {
        write("third_party/google/protobuf/timestamp.proto", WellKnownTypes.text("google/protobuf/timestamp.proto"));
        proto("a.proto", "import \"google/protobuf/timestamp.proto\"; message A { google.protobuf.Timestamp at = 1; }");
        Schema schema = open(folder);
        assertSame(TimestampProto.getDescriptor().findMessageTypeByName("Timestamp"),
                schema.message("A").orElseThrow().findFieldByName("at").getMessageType());
        assertEquals(List.of("a.proto", "google/protobuf/timestamp.proto"), names(schema));
    }

    @Test
    void customOptionsAreReadable() throws IOException {
        Schema schema = open(proto("o.proto", """
                package o;
                import "google/protobuf/descriptor.proto";
                message Style { string colour = 1; }
                extend google.protobuf.FieldOptions { Style style = 50001; int32 weight = 50002; }
                message A { string x = 1 [(style).colour = "red", (weight) = 3]; }
                """));
        FieldDescriptor field = schema.message("o.A").orElseThrow().findFieldByName("x");
        List<String> read = field.getOptions().getAllFields().entrySet().stream()
                .map(e -> e.getKey().getFullName() + "=" + e.getValue().toString().strip()).toList();
        assertEquals(List.of("o.style=colour: \"red\"", "o.weight=3"), read);
    }

    @Test
    void commentsAreKeptByFullName() throws IOException {
        Schema schema = open(proto("c.proto", """
                package c;
                // A message
                //   of two lines.
                message M {
                  // Above.
                  int32 above = 1;
                  int32 behind = 2; // Behind.
                  int32 none = 3;
                  // Kinds.
                  enum Kind {
                    ZERO = 0;
                    /* One. */
                    ONE = 1;
                  }
                  // Inner.
                  message Inner { }
                }
                """));
        assertEquals(Map.of("c.M", "A message\nof two lines.", "c.M.above", "Above.", "c.M.behind", "Behind.",
                "c.M.Kind", "Kinds.", "c.M.Kind.ONE", "One.", "c.M.Inner", "Inner."), schema.comments());
    }

    @Test
    void folderIsOpenedWithAllItsFiles() throws IOException {
        proto("p/a.proto", "import \"sub/b.proto\"; message A { B b = 1; }");
        proto("p/sub/b.proto", "message B { }");
        proto("p/.hidden/c.proto", "message C { }");
        Schema schema = open(folder.resolve("p"));
        assertEquals(List.of("a.proto", "sub/b.proto"), schema.roots());
        assertEquals(folder.resolve("p/sub/b.proto"), schema.sources().get("sub/b.proto"));
    }

    @Test
    void importRootIsFoundAboveTheFile() throws IOException {
        proto("repo/common/b.proto", "message B { }");
        Schema schema = open(proto("repo/deep/er/a.proto", "import \"common/b.proto\"; message A { B b = 1; }"));
        assertEquals(List.of("deep/er/a.proto", "common/b.proto"), names(schema));
    }

    @Test
    void importRootsThatAreGivenComeFirst() throws IOException {
        proto("one/b.proto", "message B { int32 one = 1; }");
        proto("two/b.proto", "message B { int32 two = 1; }");
        Path a = proto("one/a.proto", "import \"b.proto\"; message A { B b = 1; }");
        Schema schema = ((Outcome.Ok<Schema>) loader.open(List.of(a), List.of(folder.resolve("two")))).value();
        assertEquals("two", schema.message("B").orElseThrow().getFields().getFirst().getName());
    }

    @Test
    void fileReachedByTwoPathsIsOneFile() throws IOException {
        Path b = proto("r/common/b.proto", "message B { }");
        Path a = proto("r/common/a.proto", "import \"b.proto\"; message A { B b = 1; }");
        Path c = proto("r/c.proto",
                "import \"common/b.proto\"; import \"common/a.proto\"; message C { A a = 1; B b = 2; }");
        Path link = Files.createSymbolicLink(folder.resolve("link.proto"), b);
        Schema schema = open(c, a, b, link, folder.resolve("r/../r/c.proto"), folder.resolve("r"));
        assertEquals(3, schema.files().size());
        assertSame(schema.message("B").orElseThrow(),
                schema.message("A").orElseThrow().findFieldByName("b").getMessageType());
    }

    @Test
    void filesOfOneNameInTwoFoldersAreTwoFiles() throws IOException {
        Schema schema = open(proto("x/a.proto", "package x; message A { }"),
                proto("y/a.proto", "package y; message A { }"));
        assertEquals(List.of("a.proto", "y/a.proto"), schema.roots());
    }

    @Test
    void oddNamesOfFilesAndFoldersDoNoHarm() throws IOException {
        Schema schema = open(proto("a:b=c d/-x.proto", "import \"@ü,'.proto\"; message A { B b = 1; }"),
                proto("a:b=c d/@ü,'.proto", "message B { }"));
        assertTrue(schema.message("A").isPresent());
    }

    @Test
    void missingImportNamesWhereItWasLookedFor() throws IOException {
        Diagnostic found = only(proto("a.proto", "import\n  \"nowhere/b.proto\";\nmessage A { }"));
        assertEquals("schema.missing-import", found.code());
        assertEquals(folder.resolve("a.proto") + ":3:3", found.place().toString());
        assertTrue(found.message().contains("nowhere/b.proto"));
        assertTrue(found.hint().contains(folder.toString()));
        assertEquals("schema.bad-import", only(proto("b.proto", "import \"../a.proto\";")).code());
    }

    @Test
    void protocsMistakesStandInTheUsersFile() throws IOException {
        Path file = proto("a.proto", "message A {\n\t/* ü */ Missing x = 1;\n  int32 y = 1\n}\n");
        List<Diagnostic> found = failure(file);
        assertEquals(file + ":5:1: error: schema.protoc: Expected \";\".", found.getFirst().format());
        write("a.proto", Files.readString(file).replace("y = 1", "y = 2;"));
        Diagnostic second = only(file);
        assertEquals(file + ":3:10: error: schema.protoc: \"Missing\" is not defined.", second.format());
        assertEquals("Missing",
                Files.readString(file).substring(second.place().span().start(), second.place().span().end()));
    }

    @Test
    void mistakeInAnImportedFileStandsThere() throws IOException {
        Path b = proto("b.proto", "message B { int32 a = 1; int32 b = 1; }");
        List<Diagnostic> found = failure(proto("a.proto", "import \"b.proto\"; message A { B b = 1; }"));
        assertEquals(b.toString(), found.getFirst().place().file());
        assertEquals(2, found.getFirst().place().line());
    }

    @Test
    void warningsOfProtocAreWarnings() throws IOException {
        proto("b.proto", "message B { }");
        Outcome<Schema> outcome = loader.open(List.of(proto("a.proto", "import \"b.proto\";\nmessage A { }")),
                List.of());
        assertInstanceOf(Outcome.Ok.class, outcome);
        assertEquals(List.of(Severity.WARNING), outcome.diagnostics().stream().map(Diagnostic::severity).toList());
        assertEquals(2, outcome.diagnostics().getFirst().place().line());
    }

    @Test
    void importCycleIsAnErrorAtItsPlace() throws IOException {
        proto("b.proto", "import \"a.proto\";");
        List<Diagnostic> found = failure(proto("a.proto", "import \"b.proto\";"));
        assertTrue(found.getFirst().message().contains("recursively imports itself"), found.toString());
    }

    @Test
    void sourcesThatAreNoSchemasAreToldApart() throws IOException {
        proto("search.proto", "message A { }");
        Diagnostic missing = only(folder.resolve("saerch.proto"));
        assertEquals("schema.not-found", missing.code());
        assertEquals("did you mean search.proto?", missing.hint());
        assertEquals("schema.empty-path", only(Path.of("")).code());
        assertEquals("schema.empty-folder", only(Files.createDirectory(folder.resolve("empty"))).code());
        assertEquals("schema.not-text", only(write("bin.proto", new byte[]{0, 1, 2, (byte) 0xff})).code());
        assertEquals("schema.bad-descriptor-set", only(write("x.desc", "hello")).code());
        Diagnostic latin = only(write("latin.proto", "// one\n// f\u00fcr\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(folder.resolve("latin.proto") + ":2:5 schema.not-utf8", latin.place() + " " + latin.code());
        assertTrue(open(proto("noending.txt", "message B { }")).message("B").isPresent());
        assertEquals(List.of(), open().files());
    }

    @Test
    void descriptorSetIsOpenedByContentWhateverItsName() throws IOException {
        FileDescriptorSet set = FileDescriptorSet.newBuilder()
                .addFile(file("a.proto", "b.proto").toBuilder().addDependency("google/protobuf/timestamp.proto"))
                .addFile(file("b.proto")).build();
        for (String name : List.of("set.desc", "set.whatever")) {
            Schema schema = open(write(name, set.toByteArray()));
            assertEquals(List.of("a.proto"), schema.roots());
            assertEquals(List.of("a.proto", "b.proto"), names(schema).subList(0, 2));
        }
    }

    @Test
    void brokenDescriptorSetsAreDiagnostics() throws IOException {
        assertEquals("schema.missing-import", only(set(file("a.proto", "b.proto"))).code());
        assertTrue(failure(set(file("a.proto", "b.proto"), file("b.proto", "a.proto"))).stream()
                .anyMatch(d -> d.code().equals("schema.import-cycle")));
        assertTrue(failure(set(file("a.proto", "a.proto"))).stream()
                .anyMatch(d -> d.code().equals("schema.import-cycle")));
        FileDescriptorProto.Builder unresolved = file("a.proto").toBuilder();
        unresolved.addMessageTypeBuilder().setName("M")
                .addField(FieldDescriptorProto.newBuilder().setName("f").setNumber(1)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL).setTypeName(".Nope"));
        assertEquals("schema.bad-descriptor", only(set(unresolved.build())).code());
        Path other = write("other.desc", FileDescriptorSet.newBuilder().addFile(file("a.proto")).build().toByteArray());
        assertEquals("schema.conflict",
                only(other, set(file("a.proto").toBuilder().setPackage("other").build())).code());
    }

    @Test
    void damagedDescriptorSetsNeverThrow() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path good = proto("g.proto",
                "package g; message A { repeated B b = 1; map<string, int32> m = 2; oneof o { E e = 3; } }"
                        + " message B { A a = 1; } enum E { Z = 0; }");
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        open(good).files().forEach(f -> set.addFile(f.toProto()));
        byte[] bytes = set.build().toByteArray();
        for (int i = 0; i < 400; i++) {
            byte[] broken = bytes.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            Path file = write("broken.desc", broken);
            org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> loader.open(List.of(file), List.of()),
                    "seed " + seed);
        }
    }

    private Path set(FileDescriptorProto... files) throws IOException {
        return write("set.desc", FileDescriptorSet.newBuilder().addAllFile(List.of(files)).build().toByteArray());
    }

    private static FileDescriptorProto file(String name, String... imports) {
        return FileDescriptorProto.newBuilder().setName(name).setSyntax("proto3").setPackage(name.replace('.', '_'))
                .addAllDependency(List.of(imports)).build();
    }

    @Test
    void unchangedFilesAreNotCompiledAgainAndChangedOnesAre() throws IOException {
        Path runs = folder.resolve("runs");
        Path counting = write("counting-protoc", "#!/bin/sh\necho run >> '" + runs + "'\nexec '"
                + ProtocFinder.find().orElseThrow() + "' \"$@\"\n");
        Files.setPosixFilePermissions(counting, PosixFilePermissions.fromString("rwx------"));
        SchemaLoader counted = new SchemaLoader(new ProtoCompiler(counting));
        Path file = proto("a.proto", "message A { }");
        counted.open(List.of(file), List.of());
        counted.open(List.of(file), List.of());
        assertEquals(1, Files.readAllLines(runs).size());
        proto("a.proto", "message A { } message B { }");
        Outcome<Schema> changed = counted.open(List.of(file), List.of());
        assertEquals(2, Files.readAllLines(runs).size());
        assertTrue(((Outcome.Ok<Schema>) changed).value().message("B").isPresent());
    }

    @Test
    void longChainOfImportsIsLinked() throws IOException {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        for (int i = 0; i < 3000; i++) {
            set.addFile(i == 2999 ? file("f" + i) : file("f" + i, "f" + (i + 1)));
        }
        assertEquals(3000, open(write("chain.desc", set.build().toByteArray())).files().size());
    }
}
