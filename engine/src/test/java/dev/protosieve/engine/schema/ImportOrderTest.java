package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two files of one name: an import means the one that protoc and buf take. */
class ImportOrderTest {

    @TempDir
    private Path folder;

    private final SchemaLoader loader = new SchemaLoader(ProtoCompiler.bundled());

    @BeforeEach
    void twoTypesOfOneName() throws IOException {
        write("types.proto", "syntax = \"proto3\"; package p; message T { string s = 1; }");
        write("a/types.proto", "syntax = \"proto3\"; package p.a; message T { string s = 2; }");
        write("a/x.proto", "syntax = \"proto3\"; package p.a; import \"types.proto\"; message X { T t = 1; }");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String typeOf(String message, String... sources) {
        List<Path> paths = List.of(sources).stream().map(folder::resolve).toList();
        Outcome<Schema> outcome = loader.open(paths, List.of());
        assertEquals(List.of(), outcome.diagnostics().stream().filter(Diagnostic::isError).toList());
        return ((Outcome.Ok<Schema>) outcome).value().message(message).orElseThrow().getFields().getFirst()
                .getMessageType().getFullName();
    }

    @Test
    void rootOfTheFolderOpenedComesFirst() {
        assertEquals("p.T", typeOf("p.a.X", ""));
        assertEquals("p.a.T", typeOf("p.a.X", "a"));
    }

    @Test
    void withoutAKnownRootTheFileBesideIsMeant() {
        assertEquals("p.a.T", typeOf("p.a.X", "a/x.proto"));
    }

    @Test
    void folderOfABufYamlIsARoot() throws IOException {
        write("buf.yaml", "version: v2\n");
        assertEquals("p.T", typeOf("p.a.X", "a/x.proto"));
        assertEquals("p.T", typeOf("p.a.X", "a"));
    }

    @Test
    void modulesOfBufAreRootsForTheirOwnFilesOnly() throws IOException {
        write("buf.yaml", "version: v2\nmodules:\n  - path: ./mods/one\n  - path: mods/two\n");
        write("mods/two/types.proto", "syntax = \"proto3\"; package two; message T { }");
        write("mods/one/b/types.proto", "syntax = \"proto3\"; package p.b; message T { }");
        write("mods/one/b/y.proto",
                "syntax = \"proto3\"; package p.b; import \"types.proto\"; message Y { two.T t = 1; }");
        assertEquals("two.T", typeOf("p.b.Y", "mods/one/b/y.proto"));
        assertEquals("p.a.T", typeOf("p.a.X", "a/x.proto"));
    }

    @Test
    void fileBesideComesBeforeAnotherFolderOpened() throws IOException {
        write("other/types.proto", "syntax = \"proto3\"; package other; message T { }");
        write("one/sub/types.proto", "syntax = \"proto3\"; package one; message T { }");
        write("one/sub/z.proto", "syntax = \"proto3\"; package one; import \"types.proto\"; message Z { T t = 1; }");
        assertEquals("one.T", typeOf("one.Z", "other", "one"));
    }
}
