package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.UnknownFieldSet;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives, packed sets, images of buf, import roots that projects keep, and trees too large to compile. */
class SourceKindsTest {

    @TempDir
    private Path folder;

    private final SchemaLoader loader = new SchemaLoader(ProtoCompiler.bundled());

    private Path proto(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "syntax = \"proto3\";\n" + body);
    }

    private Path zip(String... namesAndTexts) throws IOException {
        Path file = folder.resolve("x.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private Schema open(Path source) {
        Outcome<Schema> outcome = loader.open(List.of(source), List.of());
        assertEquals(List.of(), outcome.diagnostics());
        return ((Outcome.Ok<Schema>) outcome).value();
    }

    private Diagnostic failure(Path source) {
        Outcome<Schema> outcome = loader.open(List.of(source), List.of());
        assertInstanceOf(Outcome.Failed.class, outcome);
        return outcome.diagnostics().getFirst();
    }

    private Schema opened(Path source) {
        return ((Outcome.Ok<Schema>) loader.open(List.of(source), List.of(), Set.of("C"), () -> false)).value();
    }

    @Test
    void schemaOfWhichThereIsSomethingToSayIsCompiledOnceToo() throws IOException {
        Path file = proto("a.proto", "import \"google/protobuf/empty.proto\"; message A { }");
        Schema before = opened(file);
        Outcome<Schema> again = loader.open(List.of(file), List.of());
        assertSame(before, ((Outcome.Ok<Schema>) again).value());
        assertEquals(List.of("Import google/protobuf/empty.proto is unused."),
                again.diagnostics().stream().map(Diagnostic::message).toList());
        proto("b.proto", "message B { int32 a = 1 }");
        proto("c.proto", "message C { }");
        assertSame(opened(folder).message("C").orElseThrow(), opened(folder).message("C").orElseThrow());
    }

    @Test
    void archiveIsReadLikeAFolder() throws IOException {
        Path zip = zip("repo-main/proto/a.proto",
                "syntax = \"proto3\"; import \"common/b.proto\"; message A { B b = 1; }",
                "repo-main/proto/common/b.proto", "syntax = \"proto3\"; message B { }", "repo-main/README", "text");
        Schema schema = open(zip);
        assertEquals(Set.of("A", "B"),
                Set.copyOf(schema.messages().stream().map(m -> m.getFullName()).toList()));
        assertTrue(schema.sources().containsValue(zip.resolve("repo-main/proto/common/b.proto")), schema.toString());
        zip("a.proto", "syntax = \"proto3\";\nmessage A { Missing m = 1; }");
        Outcome<Schema> broken = loader.open(List.of(zip), List.of(), Set.of("A"), () -> false);
        assertInstanceOf(Outcome.Failed.class, broken);
        assertEquals(zip.resolve("a.proto") + ":2:13", broken.diagnostics().getFirst().place().toString());
    }

    @Test
    void importsAreFoundInOtherPartsOfWhatWasOpened() throws IOException {
        String head = "syntax = \"proto3\"; ";
        String a = "import \"q/b.proto\"; message A { q.B b = 1; }";
        String b = "package q; message B { int32 n = 1; }";
        Path zip = zip("r/api/v1/a.proto", head + a, "r/deps/x/q/b.proto", head + b, "r/deps/old/q/c.proto",
                "syntax = \"proto3\";");
        assertEquals(2, open(zip).messages().size());
        proto("tree/api/v1/a.proto", a);
        proto("tree/deps/x/q/b.proto", b);
        assertEquals(2, open(folder.resolve("tree")).messages().size());
    }

    @Test
    void copiesOfAFileInTwoRootsAreOne() throws IOException {
        String x = "package c; message X { int32 n = 1; }";
        String user = "import \"c/x.proto\"; message %s { c.X x = 1; }";
        proto("copies/one/c/x.proto", x);
        proto("copies/two/c/x.proto", x);
        proto("copies/one/m.proto", user.formatted("M"));
        proto("copies/two/n.proto", user.formatted("N"));
        assertEquals(Set.of("M", "N", "c.X"),
                Set.copyOf(open(folder.resolve("copies")).messages().stream().map(m -> m.getFullName()).toList()));
    }

    @Test
    void copyOfABuiltInFileIsThatFileWhateverItIsImportedAs() throws IOException {
        for (String name : List.of("google/protobuf/timestamp.proto", WellKnownTypes.VALIDATE)) {
            Path copy = folder.resolve("p/third_party/" + name);
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, WellKnownTypes.text(name));
        }
        proto("p/a.proto", """
                import "third_party/buf/validate/validate.proto";
                import "third_party/google/protobuf/timestamp.proto";
                message A { google.protobuf.Timestamp at = 1 [(buf.validate.field).required = true]; }
                """);
        proto("p/b.proto", """
                import "google/protobuf/timestamp.proto";
                message B { google.protobuf.Timestamp at = 1; }
                """);
        for (String source : List.of("p", "p/a.proto")) {
            assertSame(TimestampProto.getDescriptor().findMessageTypeByName("Timestamp"), open(folder.resolve(source))
                    .message("A").orElseThrow().findFieldByName("at").getMessageType());
        }
    }

    @Test
    void mistakesInAFolderLeaveWhatHasNothingToDoWithThem() throws IOException {
        proto("part/good.proto", "message Good { int32 n = 1; }");
        proto("part/bad.proto", "message Bad { int32 n = 1");
        Files.write(folder.resolve("part/junk.proto"), new byte[]{1, 2, 3, (byte) 0xff});
        Files.createSymbolicLink(folder.resolve("part/nowhere.proto"), Path.of("gone.proto"));
        Path part = folder.resolve("part");
        Outcome<Schema> good = loader.open(List.of(part), List.of(), Set.of("Good"), () -> false);
        Schema schema = ((Outcome.Ok<Schema>) good).value();
        assertTrue(schema.message("Good").isPresent());
        assertTrue(schema.index().messages().contains("Bad"));
        assertEquals(Set.of("schema.protoc", "schema.not-text", "schema.not-found"), good.diagnostics().stream()
                .map(Diagnostic::code).collect(Collectors.toSet()), good.diagnostics()::toString);
        assertInstanceOf(Outcome.Failed.class, loader.open(List.of(part), List.of(), Set.of("Bad"), () -> false));
    }

    @Test
    void dangerousArchivesAreRefused() throws IOException {
        assertTrue(failure(zip("../a.proto", "message A {}")).message().contains("leads out of it"));
        assertTrue(failure(zip("a/../../b.proto", "message A {}")).message().contains("leads out of it"));
        assertTrue(failure(zip("/etc/a.proto", "message A {}")).message().contains("leads out of it"));
        assertTrue(failure(zip("a.proto", "../../secret.proto")).message().contains("links in archives"));
        assertEquals("schema.empty-archive", failure(zip("README", "text")).code());
        Path bomb = folder.resolve("bomb.zip");
        byte[] blanks = new byte[1 << 20];
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
            out.putNextEntry(new ZipEntry("a.proto"));
            for (int i = 0; i < 130; i++) {
                out.write(blanks);
            }
        }
        assertTrue(Files.size(bomb) < 1 << 20);
        assertEquals("schema.bad-archive: the archive holds more than 128 MiB of .proto text",
                failure(bomb).code() + ": " + failure(bomb).message());
        byte[] whole = Files.readAllBytes(zip("a.proto", "message A {}"));
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
        assertEquals("this is no .zip archive, or a damaged one", failure(cut).message());
    }

    private FileDescriptorSet set() throws IOException {
        proto("s/b.proto", "message B { }");
        Schema schema = open(proto("s/a.proto", "import \"b.proto\"; message A { B b = 1; }"));
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        schema.files().reversed().forEach(f -> set.addFile(f.toProto()));
        return set.build();
    }

    @Test
    void linkToAFolderIsOpenedLikeTheFolder() throws IOException {
        proto("real/a.proto", "import \"sub/b.proto\"; message A { B b = 1; }");
        proto("real/sub/b.proto", "message B { }");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(folder.resolve("real/sub/up"), Path.of(".."));
        Schema schema = open(link);
        assertEquals(2, schema.messages().size());
        assertEquals(Set.of(link.resolve("a.proto"), link.resolve("sub/b.proto")),
                Set.copyOf(schema.sources().values()));
        assertEquals("the file cannot be read: it is a link that leads back to itself",
                failure(Files.createSymbolicLink(folder.resolve("self"), Path.of("self"))).message());
    }

    @Test
    void whatMayNotBeReadIsSaidAndLeavesTheRest() throws IOException {
        proto("part/a.proto", "import \"closed/s.proto\"; message A { S s = 1; }");
        proto("part/b.proto", "message B { }");
        Path closed = proto("part/closed/s.proto", "message S { }").getParent();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Outcome<Schema> outcome = loader.open(List.of(folder.resolve("part")), List.of(), Set.of("B"), () -> false);
        boolean mayAll = Files.isReadable(closed); // as root
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertTrue(((Outcome.Ok<Schema>) outcome).value().message("B").isPresent());
        assumeFalse(mayAll, "root may read everything");
        assertEquals(List.of("\"closed\" in this folder cannot be read and is left out",
                "the import \"closed/s.proto\" is not found"),
                outcome.diagnostics().stream().map(Diagnostic::message).toList());
        assertEquals("it may be in " + closed + ", which you may not enter; give yourself the right",
                outcome.diagnostics().getLast().hint());
    }

    @Test
    void packedDescriptorSetIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            set().writeTo(out);
        }
        assertEquals(List.of("a.proto"), open(Files.write(folder.resolve("s.binpb.gz"), packed.toByteArray())).roots());
        assertEquals("schema.unreadable", failure(
                Files.write(folder.resolve("cut.binpb.gz"), Arrays.copyOf(packed.toByteArray(), 30))).code());
    }

    private FileDescriptorSet image(boolean ofB) throws IOException {
        FileDescriptorSet.Builder image = set().toBuilder();
        for (int i = 0; i < image.getFileCount(); i++) {
            boolean imported = image.getFile(i).getName().equals("a.proto") == ofB;
            ByteString extension = UnknownFieldSet.newBuilder()
                    .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(imported ? 1 : 0).build()).build()
                    .toByteString();
            image.setFile(i, image.getFile(i).toBuilder().setUnknownFields(UnknownFieldSet.newBuilder()
                    .addField(8042, UnknownFieldSet.Field.newBuilder().addLengthDelimited(extension).build()).build()));
        }
        return image.build();
    }

    @Test
    void imageOfBufSaysWhatWasOnlyImported() throws IOException {
        Path file = Files.write(folder.resolve("image.binpb"), image(true).toByteArray());
        assertEquals(List.of("b.proto"), open(file).roots());
    }

    @Test
    void imagesOfOneWorkspaceOpenTogether() throws IOException {
        Path one = Files.write(folder.resolve("one.binpb"), image(true).toByteArray());
        Path two = Files.write(folder.resolve("two.binpb"), image(false).toByteArray());
        Outcome<Schema> outcome = loader.open(List.of(one, two), List.of());
        assertEquals(List.of(), outcome.diagnostics());
        assertEquals(List.of("b.proto", "a.proto"), ((Outcome.Ok<Schema>) outcome).value().roots());
    }

    @Test
    void whatIsImportedForItsOptionsIsNoRootOfADescriptorSet() throws IOException {
        Path options = folder.resolve("e/o.proto");
        Files.createDirectories(options.getParent());
        Files.writeString(options, """
                edition = "2024";
                import "google/protobuf/descriptor.proto";
                message Note { string text = 1; }
                extend google.protobuf.FieldOptions { Note note = 50001; }
                """);
        Path main = Files.writeString(folder.resolve("e/m.proto"), """
                edition = "2024";
                import option "o.proto";
                message M { string s = 1 [(note).text = "x"]; }
                """);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        open(main).files().forEach(f -> set.addFile(f.toProto()));
        Schema schema = open(Files.write(folder.resolve("e.binpb"), set.build().toByteArray()));
        assertEquals(List.of("m.proto"), schema.roots());
        assertTrue(schema.message("M").orElseThrow().findFieldByName("s").getOptions().toString().contains("\"x\""));
    }

    @Test
    void imagesOfBufThatAreTextAreNamedAsSuch() throws IOException {
        assertEquals("this is text, and descriptor sets are read as bytes",
                failure(Files.writeString(folder.resolve("image.json"), "{\"file\": []}")).message());
    }

    @Test
    void modulesOfBufAndKeptCopiesAreImportRoots() throws IOException {
        proto("w/one/x/b.proto", "message B { }");
        proto("w/third_party/y/c.proto", "message C { }");
        Files.writeString(folder.resolve("w/buf.work.yaml"), "version: v1\ndirectories:\n  - one\n  - two # ours\n");
        assertTrue(open(proto("w/two/z/a.proto",
                "import \"x/b.proto\"; import \"y/c.proto\"; message A { B b = 1; C c = 2; }")).message("C")
                .isPresent());
        proto("v/mods/one/x/b.proto", "message B { }");
        Files.writeString(folder.resolve("v/buf.yaml"), "version: v2\nmodules:\n  - path: mods/one\n  - path: two\n");
        assertTrue(
                open(proto("v/two/a.proto", "import \"x/b.proto\"; message A { B b = 1; }")).message("B").isPresent());
    }

    @Test
    void twoFilesThatAreImportedByOneNameStayTwo() throws IOException {
        proto("x/common.proto", "package x; message C { int32 x = 1; }");
        proto("y/common.proto", "package y; message C { int32 y = 1; }");
        Path a = proto("x/a.proto", "package x; import \"common.proto\"; message A { C c = 1; }");
        Path b = proto("y/b.proto", "package y; import \"common.proto\"; message B { C c = 1; }");
        Outcome<Schema> outcome = loader.open(List.of(a, b), List.of());
        assertEquals(List.of(), outcome.diagnostics());
        Schema schema = ((Outcome.Ok<Schema>) outcome).value();
        assertEquals("y", schema.message("y.C").orElseThrow().getFields().getFirst().getName());
        assertEquals("x", schema.message("x.C").orElseThrow().getFields().getFirst().getName());
    }

    @Test
    void missingImportIsFoundNearby() throws IOException {
        proto("p/elsewhere/deep/api/b.proto", "message B { }");
        Path a = proto("p/src/a.proto", "import \"api/b.proto\"; message A { B b = 1; }");
        MissingImport missing = MissingImport.of(failure(a)).orElseThrow();
        assertEquals("api/b.proto", missing.name());
        assertEquals(List.of(folder.resolve("p/elsewhere/deep")), missing.search(Duration.ofSeconds(5)));
    }

    @Test
    void ofALargeFolderOnlyWhatTheRulesNeedIsCompiled() throws IOException {
        for (int i = 0; i <= SchemaLoader.MOST_EAGER; i++) {
            proto("big/d" + i % 7 + "/f" + i + ".proto", "package p" + i + ";\n"
                    + (i == 5 ? "import \"d6/f6.proto\";\n" : "") + "message M { // The answer.\n  string name_of" + i
                    + " = 1;\n message Inner { } }\nenum E" + i + " { Z" + i + " = 0; }");
        }
        proto("big/d0/broken.proto", "this is no proto");
        Outcome<Schema> outcome = loader.open(List.of(folder.resolve("big")), List.of(), Set.of("p5.M"), () -> false);
        Schema schema = ((Outcome.Ok<Schema>) outcome).value();
        assertEquals(List.of("d5/f5.proto", "d6/f6.proto"), schema.files().stream().map(f -> f.getName()).toList());
        assertEquals(SchemaLoader.MOST_EAGER + 2, schema.index().entries().size());
        assertTrue(schema.index().messages().contains("p9.M.Inner"));
        assertEquals("d0/f14.proto:4", where(schema, "NAME_OF14"));
        assertEquals("d0/f14.proto:4", where(schema, "p14.M.name_of14"));
        assertEquals("d3/f150.proto:0", where(schema, "f150.pro"));
        assertFalse(schema.index().search("answer", 3).isEmpty());
        assertEquals(List.of(), schema.index().search("nowhere", 3));
        Outcome<Schema> one = loader.link(folder.resolve("big/d2/f2.proto"), List.of(folder.resolve("big")), List.of(),
                () -> false);
        assertTrue(((Outcome.Ok<Schema>) one).value().message("p2.M").isPresent());
        assertInstanceOf(Outcome.Failed.class,
                loader.link(folder.resolve("big/d0/broken.proto"), List.of(folder.resolve("big")), List.of(),
                        () -> false));
    }

    private static String where(Schema schema, String text) {
        ProtoIndex.Hit hit = schema.index().search(text, 1).getFirst();
        return hit.entry().name() + ":" + hit.line();
    }

    @Test
    void likeliestMessageIsTheOneThatAServiceTakesAndNobodyContains() throws IOException {
        Schema schema = open(proto("m.proto", """
                package m;
                message Part { int32 a = 1; }
                message FindResponse { Part part = 1; }
                message Empty { }
                message Note { string text = 1; }
                message FindRequest { Part part = 1; }
                service Finder { rpc Find(FindRequest) returns (FindResponse); }
                """));
        assertEquals(List.of("m.FindRequest", "m.Note", "m.FindResponse", "m.Part", "m.Empty"),
                MessageChoice.ranked(schema));
    }
}
