package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Runs protoc. */
public final class ProtoCompiler {

    /** System property that names the protoc executable; launchers and builds set it. */
    public static final String PROPERTY = "protosieve.protoc";

    /** A large schema takes protoc well under a second. */
    private static final Duration LONGEST_RUN = Duration.ofSeconds(20);
    private static final int MOST_OUTPUT = 1 << 20;
    /** How often a run asks whether anybody still waits for it. */
    private static final long LOOK_MILLIS = 50;

    private final Path protoc;
    private final Duration longestRun;

    /** @param protoc the executable */
    public ProtoCompiler(Path protoc) {
        this(protoc, LONGEST_RUN);
    }

    ProtoCompiler(Path protoc, Duration longestRun) {
        this.protoc = protoc;
        this.longestRun = longestRun;
    }

    /** The compiler that {@link ProtocFinder} finds; without one, plain {@code protoc}, which the system looks for. */
    public static ProtoCompiler bundled() {
        return new ProtoCompiler(ProtocFinder.find().orElse(Path.of("protoc")));
    }

    /**
     * Compiles files that lie below one folder.
     *
     * @param root the folder; the only one where protoc looks for imports
     * @param names what to compile, relative to {@code root}, with slashes
     * @param texts by such a name, the text of every file that may be read: diagnostics are placed in it
     * @param stop asked a few times a second; protoc is ended once it says yes
     * @return the named files and all they import, with comments
     */
    Outcome<FileDescriptorSet> compile(Path root, List<String> names, Map<String, SourceText> texts,
            BooleanSupplier stop) {
        try {
            return compileIn(root, names, new ProtocOutput(root, texts), stop);
        } catch (IOException e) {
            return Outcome.failed(Diagnostic.error("schema.io", Place.of(root.toString()),
                    "working files cannot be written: " + Problems.of(e), "free some space or set java.io.tmpdir"));
        }
    }

    private Outcome<FileDescriptorSet> compileIn(Path root, List<String> names, ProtocOutput output,
            BooleanSupplier stop) throws IOException {
        try (ScratchFolder scratch = ScratchFolder.create()) {
            Path result = scratch.path().resolve("descriptors");
            Path log = scratch.path().resolve("log");
            Path arguments = scratch.path().resolve("arguments");
            Path spare = Files.write(scratch.path().resolve("spare"), WellKnownTypes.spare().toByteArray());
            // Absolute, so that a name with a leading dash or at sign stays a name; one a line, as protoc wants it.
            Files.writeString(arguments,
                    names.stream().map(n -> root.resolve(n) + "\n").collect(Collectors.joining()));
            List<String> command = List.of(protoc.toString(), "--proto_path=" + root,
                    "--descriptor_set_in=" + spare, "--descriptor_set_out=" + result, "--include_imports",
                    "--include_source_info",
                    "@" + arguments);
            Optional<Diagnostic> failure = run(command, log, stop);
            if (failure.isPresent()) {
                return Outcome.failed(failure.get());
            }
            return read(result, output.diagnostics(head(log)), head(log).replace(root + "/", ""));
        }
    }

    /** Empty when protoc ended with what it wanted to say. */
    private Optional<Diagnostic> run(List<String> command, Path log, BooleanSupplier stop) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            return Optional.of(problem("schema.no-protoc", "protoc cannot be started: " + Problems.of(e),
                    "set -D" + PROPERTY + "=PATH to a protoc executable"));
        }
        try {
            process.getOutputStream().close();
            long begun = System.nanoTime();
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.getAsBoolean()) {
                    return Optional.of(cancelled());
                }
                if (System.nanoTime() - begun > longestRun.toNanos()) {
                    return Optional.of(problem("schema.protoc-slow",
                            "protoc did not end within " + longestRun.toSeconds() + " s", ""));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(cancelled());
        } finally {
            process.destroyForcibly();
        }
    }

    private Diagnostic cancelled() {
        return problem("schema.cancelled", "reading the schema was cancelled", "");
    }

    private Outcome<FileDescriptorSet> read(Path result, List<Diagnostic> said, String printed) throws IOException {
        if (Files.isRegularFile(result) && said.stream().noneMatch(Diagnostic::isError)) {
            try (InputStream in = Files.newInputStream(result)) {
                return new Outcome.Ok<>(FileDescriptorSet.parseFrom(in), said);
            } catch (InvalidProtocolBufferException e) {
                return Outcome.failed(problem("schema.protoc-failed", "protoc wrote no descriptor set",
                        "is this really protoc?"));
            }
        }
        List<Diagnostic> all = new ArrayList<>(said);
        if (all.stream().noneMatch(Diagnostic::isError)) {
            String words = printed.strip().lines().limit(3).collect(Collectors.joining("; "));
            all.add(problem("schema.protoc-failed", "protoc failed" + (words.isEmpty() ? "" : ": " + words), ""));
        }
        return new Outcome.Failed<>(all);
    }

    private static String head(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        }
    }

    private Diagnostic problem(String code, String message, String hint) {
        return Diagnostic.error(code, Place.of(protoc.toString()), message, hint);
    }
}
