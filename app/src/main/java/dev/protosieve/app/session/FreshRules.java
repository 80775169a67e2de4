package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RulePrinter;
import dev.protosieve.engine.schema.MessageChoice;
import dev.protosieve.engine.schema.MissingImport;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The first rule file for a schema: its header, ready to compile. Blocks; used off the FX thread. */
final class FreshRules {

    /** A tree with more roots than these is better mended by hand. */
    private static final int MOST_ROOTS = 8;
    private static final int MOST_TRIED = 8;
    private static final Duration SEARCH = Duration.ofSeconds(2);

    private final SchemaLoader loader;

    FreshRules(SchemaLoader loader) {
        this.loader = loader;
    }

    /**
     * What came of it.
     *
     * @param document rules without a file; absent when there is nothing to show but {@code problems}
     * @param messages full names of all messages, the best guess first
     */
    record Fresh(Optional<Document> document, List<String> messages, List<Diagnostic> problems) {
    }

    Fresh open(Path source, BooleanSupplier stop) {
        Path absolute = source.toAbsolutePath().normalize();
        Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        List<Path> roots = new ArrayList<>();
        Outcome<Schema> outcome = loader.open(List.of(absolute), roots, Set.of(), stop);
        while (roots.size() < MOST_ROOTS && nearby(outcome).filter(r -> !roots.contains(r)).isPresent()) {
            roots.add(nearby(outcome).get());
            outcome = loader.open(List.of(absolute), roots, Set.of(), stop);
        }
        return switch (outcome) {
            case Outcome.Ok<Schema>(Schema schema, List<Diagnostic> said) -> {
                List<String> messages = soundFirst(MessageChoice.ranked(schema), said, absolute, roots, stop);
                yield messages.isEmpty() ? new Fresh(Optional.empty(), List.of(), List.of(noMessage(absolute)))
                        : new Fresh(Optional.of(document(absolute, folder, roots, messages.getFirst())), messages,
                                said);
            }
            case Outcome.Failed<Schema>(List<Diagnostic> errors) -> new Fresh(
                    errors.stream().anyMatch(e -> e.place().line() > 0)
                            ? Optional.of(document(absolute, folder, roots, ""))
                            : Optional.empty(),
                    List.of(), errors);
        };
    }

    /** Where a part of a folder is broken, the first message is one of the other part. */
    private List<String> soundFirst(List<String> messages, List<Diagnostic> said, Path source, List<Path> roots,
            BooleanSupplier stop) {
        if (said.isEmpty()) {
            return messages;
        }
        Optional<String> sound = messages.stream().limit(MOST_TRIED).filter(m -> loader
                .open(List.of(source), roots, Set.of(m), stop) instanceof Outcome.Ok<Schema>).findFirst();
        return sound.map(first -> Stream.concat(Stream.of(first), messages.stream().filter(m -> !m.equals(first)))
                .toList()).orElse(messages);
    }

    private static Diagnostic noMessage(Path source) {
        return Diagnostic.error("schema.no-message", dev.protosieve.engine.text.Place.of(source.toString()),
                "there is no message in it", "rules are about a message: open a schema that declares one");
    }

    private static Optional<Path> nearby(Outcome<Schema> outcome) {
        return outcome.diagnostics().stream().map(MissingImport::of).flatMap(Optional::stream).findFirst()
                .flatMap(missing -> missing.search(SEARCH).stream().findFirst());
    }

    private static Document document(Path source, Path folder, List<Path> roots, String message) {
        StringBuilder text = new StringBuilder();
        text.append("schema  ").append(RulePrinter.quote(HeaderEdits.pathIn(folder, source))).append('\n');
        for (Path root : roots) {
            text.append("import  ").append(RulePrinter.quote(HeaderEdits.pathIn(folder, root))).append('\n');
        }
        if (!message.isEmpty()) {
            text.append("message ").append(message).append('\n');
        }
        text.append("match   udp.dst_port == 9000\n\ndefault pass\n");
        return Document.begun(folder, RulesOnDisk.of(text.toString()));
    }
}
