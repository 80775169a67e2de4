package dev.protosieve.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that a newcomer opens first have no mistakes. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("..", "sample-protos");

    static List<Path> ruleFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(f -> f.toString().endsWith(".sieve")).sorted().toList();
        }
    }

    /** Those that show much at once; lessons show one thing each. */
    static List<Path> samples() throws IOException {
        return ruleFiles().stream().filter(f -> !f.startsWith(SAMPLES.resolve("lessons"))).toList();
    }

    @Test
    void thereAreFourSamples() throws IOException {
        assertEquals(List.of("addressbook.sieve", "search.sieve", "shop.sieve", "telemetry.sieve"),
                samples().stream().map(f -> f.getFileName().toString()).toList());
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void sampleIsReadWithoutADiagnosticAndItsMessageIsThere(Path file) throws IOException {
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser.parse(new SourceText(file.toString(), Files.readString(file)), found);
        assertEquals(List.of(), found);
        Path folder = file.getParent();
        Outcome<Schema> schema = new SchemaLoader(ProtoCompiler.bundled()).open(syntax.sources(folder),
                syntax.importRoots(folder));
        assertEquals(List.of(), schema.diagnostics());
        Schema linked = ((Outcome.Ok<Schema>) schema).value();
        String message = syntax.statements().stream().filter(Statement.Message.class::isInstance)
                .map(s -> ((Statement.Message) s).name().text()).findFirst().orElseThrow();
        assertTrue(linked.message(message).isPresent(), message);
        if (samples().contains(file)) {
            assertTrue(linked.comments().containsKey(message), "the message has a comment for newcomers");
            assertTrue(syntax.rules().size() >= 4);
            assertTrue(syntax.statements().stream().filter(Statement.Expect.class::isInstance).count() >= 4);
        }
    }
}
