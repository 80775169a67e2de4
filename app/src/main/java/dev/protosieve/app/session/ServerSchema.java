package dev.protosieve.app.session;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.protosieve.app.remote.ReflectionClient;
import dev.protosieve.app.remote.ReflectionException;
import dev.protosieve.app.remote.ServerAddress;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Keeps what a server tells of its schema as a file. Blocks; used off the FX thread. */
final class ServerSchema {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path kept;

    /** @param kept the folder for what cannot be kept beside the rules; made when it is needed */
    ServerSchema(Path kept) {
        this.kept = kept;
    }

    /** Whether it is the folder for what cannot be kept beside the rules. */
    boolean keepsIn(Path folder) {
        return folder.toAbsolutePath().normalize().equals(kept.toAbsolutePath().normalize());
    }

    /**
     * The file with the schema.
     *
     * @param beside the folder of a rule file
     * @param stop asked now and then; nothing is written after it said yes
     */
    Outcome<Path> fetch(ServerAddress address, Optional<Path> beside, BooleanSupplier stop) {
        try {
            FileDescriptorSet set = new ReflectionClient(PATIENCE).fetch(address, stop);
            return stop.getAsBoolean() ? failed(address, "it was cancelled", "")
                    : Outcome.ok(keep(set.toByteArray(), beside, address.fileName()));
        } catch (ReflectionException e) {
            return failed(address, "" + e.getMessage(), e.hint());
        } catch (IOException e) {
            return failed(address, kept.resolve(address.fileName()) + " cannot be written", "");
        }
    }

    private Path keep(byte[] set, Optional<Path> beside, String name) throws IOException {
        if (beside.isPresent()) {
            try {
                return Files.write(beside.get().resolve(name), set);
            } catch (IOException _) {
                // not everybody's rules are in a folder of their own
            }
        }
        return Files.write(Files.createDirectories(kept).resolve(name), set);
    }

    private static Outcome<Path> failed(ServerAddress address, String message, String hint) {
        return Outcome.failed(Diagnostic.error("schema.server", Place.of(address.toString()), message, hint));
    }
}
