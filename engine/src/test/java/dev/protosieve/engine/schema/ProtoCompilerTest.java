package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtoCompilerTest {

    @TempDir
    private Path folder;

    /** A stand-in for a protoc that misbehaves. */
    private Path script(String body) throws IOException {
        Path file = Files.writeString(folder.resolve("protoc.sh"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<Diagnostic> open(ProtoCompiler protoc) throws IOException {
        Path file = Files.writeString(folder.resolve("a.proto"), "syntax = \"proto3\"; message A { }");
        Outcome<Schema> outcome = new SchemaLoader(protoc).open(List.of(file), List.of());
        assertTrue(outcome instanceof Outcome.Failed<Schema>);
        return outcome.diagnostics();
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith(ScratchFolder.PREFIX)).sorted().toList();
        }
    }

    @Test
    void missingExecutableIsADiagnosticThatSaysWhatToSet() throws IOException {
        Diagnostic found = open(new ProtoCompiler(folder.resolve("none"))).getFirst();
        assertEquals("schema.no-protoc", found.code());
        assertTrue(found.hint().contains(ProtoCompiler.PROPERTY));
    }

    @Test
    void crashIsADiagnosticWithWhatWasPrinted() throws IOException {
        Diagnostic found = open(new ProtoCompiler(script("echo out of luck >&2; exit 139"))).getFirst();
        assertEquals("schema.protoc-failed: protoc failed: out of luck", found.code() + ": " + found.message());
    }

    @Test
    void endsProtocWhenNobodyWaitsForIt() throws IOException {
        Path pid = folder.resolve("pid");
        ProtoCompiler slow = new ProtoCompiler(script("echo $$ > " + pid + "; exec sleep 60"));
        Path file = Files.writeString(folder.resolve("a.proto"), "syntax = \"proto3\"; message A { }");
        Outcome<Schema> outcome = new SchemaLoader(slow).open(List.of(file), List.of(), Set.of(),
                () -> Files.exists(pid));
        assertEquals("schema.cancelled", outcome.diagnostics().getFirst().code());
        long process = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(process).ifPresent(p -> p.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    @Test
    void garbageInsteadOfDescriptorsIsADiagnostic() throws IOException {
        String toOutput = "for a in \"$@\"; do case $a in --descriptor_set_out=*) echo xyz > \"${a#*=}\";; esac; done";
        assertEquals("schema.protoc-failed", open(new ProtoCompiler(script(toOutput))).getFirst().code());
    }

    @Test
    void runThatDoesNotEndIsStopped() throws IOException {
        long start = System.nanoTime();
        ProtoCompiler slow = new ProtoCompiler(script("exec sleep 30"), Duration.ofMillis(200));
        assertEquals("schema.protoc-slow", open(slow).getFirst().code());
        assertTrue(System.nanoTime() - start < 10_000_000_000L);
    }

    @Test
    void interruptStopsTheRunAndStays() throws IOException {
        ProtoCompiler slow = new ProtoCompiler(script("exec sleep 30"));
        Thread.currentThread().interrupt();
        assertEquals("schema.cancelled", open(slow).getFirst().code());
        assertTrue(Thread.interrupted());
    }

    @Test
    void temporaryFilesAreGoneAfterwards() throws IOException {
        Path file = Files.writeString(folder.resolve("a.proto"), "syntax = \"proto3\"; message A { }");
        List<Path> before = temporaryFolders();
        new SchemaLoader(ProtoCompiler.bundled()).open(List.of(file), List.of());
        open(new ProtoCompiler(script("exit 1")));
        List<Path> after = new ArrayList<>(temporaryFolders());
        after.removeAll(before);
        assertEquals(List.of(), after);
    }

    @Test
    void executableIsFoundBesideTheJars() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("app/lib"));
        assertTrue(ProtocFinder.beside(lib).isEmpty());
        Path protoc = Files.createDirectories(folder.resolve("app/protoc")).resolve("protoc-linux-x86_64");
        Files.writeString(protoc, "");
        assertEquals(protoc, ProtocFinder.beside(lib).orElseThrow());
    }
}
