package dev.protosieve.app.cli;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.constraint.ConstraintRules;
import dev.protosieve.engine.constraint.ConstraintRules.Offer;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints rules that drop what violates a schema's {@code buf.validate} options. */
@Command(name = "constraints", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = {
        "Prints rules that drop what violates the buf.validate options of a message.",
        "What no rule can say is a comment with the reason."})
final class ConstraintsCommand implements Callable<Integer> {

    private static final int SHOWN = 50;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCHEMA", description = "A .proto file, a folder or a descriptor set.")
    private Path schema;

    @Option(names = "--message", paramLabel = "NAME", description = "Which message; needed when there are several.")
    private Optional<String> message = Optional.empty();

    @Option(names = "--import", paramLabel = "DIR", description = "Where imports are looked for, too; repeatable.")
    private List<Path> roots = List.of();

    @Option(names = "--json", description = "Print one JSON object with the list \"constraints\".")
    private boolean json;

    @Override
    public Integer call() throws CommandFailed {
        Set<String> wanted = message.map(Set::of).orElse(Set.of());
        return switch (new SchemaLoader(ProtoCompiler.bundled()).open(List.of(schema), roots, wanted, () -> false)) {
            case Outcome.Failed<Schema>(List<Diagnostic> why) -> {
                Diagnostics.print(why, json, json ? spec.commandLine().getOut() : spec.commandLine().getErr());
                yield Commands.FINDINGS;
            }
            case Outcome.Ok<Schema>(Schema opened, List<Diagnostic> said) -> {
                Diagnostics.print(said, false, spec.commandLine().getErr());
                yield print(opened);
            }
        };
    }

    private int print(Schema opened) throws CommandFailed {
        Descriptor type = chosen(opened);
        List<Offer> offers = ConstraintRules.of(opened, type, Set.of());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(Map.of("constraints", offers.stream().map(ConstraintsCommand::facts).toList())));
        } else {
            offers.forEach(offer -> out.println(switch (offer) {
                case ConstraintRules.Drop drop -> drop.line();
                case ConstraintRules.Left left -> "# left out: " + left.constraint().label() + ": " + left.why();
            }));
        }
        return Commands.OK;
    }

    private Descriptor chosen(Schema opened) throws CommandFailed {
        List<String> names = names(opened);
        String name = message.orElse(names.size() == 1 ? names.getFirst() : "");
        Optional<Descriptor> found = opened.message(name);
        if (found.isPresent()) {
            return found.get();
        }
        throw new CommandFailed(message.map(m -> "there is no message " + m + "; there are ")
                .orElse("which message? say --message with one of ") + listed(names));
    }

    /** Of large folders, and of those with a mistake, only the index knows what was not asked for. */
    private static List<String> names(Schema opened) {
        Stream<String> linked = opened.messages().stream()
                .filter(m -> opened.sources().containsKey(m.getFile().getFullName())).map(Descriptor::getFullName);
        return Stream.concat(linked, opened.index().messages().stream()).distinct().toList();
    }

    private static String listed(List<String> names) {
        String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }

    private static Map<String, Object> facts(Offer offer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("path", offer.constraint().path());
        facts.put("id", offer.constraint().id());
        facts.put("demand", offer.constraint().demand());
        switch (offer) {
            case ConstraintRules.Drop drop -> facts.put("rule", drop.line());
            case ConstraintRules.Left left -> facts.put("leftOut", left.why());
        }
        return facts;
    }
}
