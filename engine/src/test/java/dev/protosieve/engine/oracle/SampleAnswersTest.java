package dev.protosieve.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the samples expect of themselves is what the oracle answers. */
class SampleAnswersTest {

    private static TypedRules load(Path file) throws IOException {
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser.parse(new SourceText(file.toString(), Files.readString(file)), found);
        Outcome<Schema> schema = new SchemaLoader(ProtoCompiler.bundled())
                .open(syntax.sources(file.getParent()), syntax.importRoots(file.getParent()));
        Outcome<TypedRules> typed = new RuleChecker().check(syntax, ((Outcome.Ok<Schema>) schema).value());
        assertEquals(List.of(), typed.diagnostics());
        return assertInstanceOf(Outcome.Ok.class, typed).value() instanceof TypedRules rules ? rules : null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"addressbook", "search", "shop", "telemetry"})
    void expectationsHold(String sample) throws IOException {
        TypedRules rules = load(Path.of("..", "sample-protos", sample, sample + ".sieve"));
        ReferenceEvaluator oracle = new ReferenceEvaluator(rules);
        for (Statement statement : rules.syntax().statements()) {
            if (statement instanceof Statement.Expect expect) {
                DynamicMessage.Builder message = DynamicMessage.newBuilder(rules.message());
                TextFormat.merge(expect.body(), message);
                Decision decision = oracle.decide(message.buildPartial().toByteArray());
                assertEquals(expect.verdict().text(), decision.verdict().word(), expect.body());
                String expected = expect.label().map(Quoted::value).orElse("");
                if (!expected.isEmpty()) {
                    assertEquals(Cause.RULE, decision.cause(), expect.body());
                    assertEquals(expected, rules.rules().get(decision.rule()).name(), expect.body());
                }
            }
        }
    }
}
