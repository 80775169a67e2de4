package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What protoc made of which texts: rules are edited far more often than schemas, and a run takes 20 ms or a second. */
final class KnownResults {

    /** A folder with a mistake is compiled as a whole and without it, each with the built-in and its own options. */
    private static final int MOST = 4;

    private volatile List<Known> last = List.of();

    private record Known(Question question, Outcome<FileDescriptorSet> result) {
    }

    /**
     * All that an answer of protoc follows from.
     *
     * @param texts by protoc's name for the file
     * @param roots what is compiled of them
     * @param paths by protoc's name, where mistakes are said to be
     */
    record Question(Map<String, String> texts, List<String> roots, Map<String, Path> paths) {
    }

    /** The same answer as before. */
    Optional<Outcome<FileDescriptorSet>> of(Question question) {
        return last.stream().filter(k -> k.question().equals(question)).findFirst().map(Known::result);
    }

    /** Keeps what follows from the texts alone; an answer that was cancelled, or a protoc that is missing, does not. */
    void keep(Question question, Outcome<FileDescriptorSet> result) {
        if (result.diagnostics().stream().map(Diagnostic::code).allMatch(ProtocOutput.CODE::equals)) {
            last = Stream.concat(Stream.of(new Known(question, result)),
                    last.stream().filter(k -> !k.question().equals(question))).limit(MOST).toList();
        }
    }
}
