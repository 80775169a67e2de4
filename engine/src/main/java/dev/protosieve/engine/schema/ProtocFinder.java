package dev.protosieve.engine.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the protoc executable lies: what {@link ProtoCompiler#PROPERTY} says, or beside the application's jars. */
public final class ProtocFinder {

    private static final Pattern NAME = Pattern.compile("protoc(\\.exe|-.*)?");

    private ProtocFinder() {
    }

    /** The property's path even when nothing is there, so that the mistake is reported; otherwise only what exists. */
    public static Optional<Path> find() {
        String named = System.getProperty(ProtoCompiler.PROPERTY, "");
        if (named.isBlank()) {
            return ownFolder().flatMap(ProtocFinder::beside);
        }
        try {
            return Optional.of(Path.of(named));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A distribution has {@code lib/*.jar} and {@code protoc/protoc}, a build {@code target/classes} and {@code target/protoc/protoc}. */
    static Optional<Path> beside(Path folder) {
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(folder.resolve("protoc"), folder.resolveSibling("protoc"))) {
            found.addAll(executables(place));
        }
        return found.stream().filter(Files::isRegularFile).findFirst();
    }

    private static List<Path> executables(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static Optional<Path> ownFolder() {
        @Nullable CodeSource source = ProtocFinder.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? Optional.empty()
                    : Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
