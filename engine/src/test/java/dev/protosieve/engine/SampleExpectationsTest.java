package dev.protosieve.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.StructTypeReference;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expect lines of the samples, judged by cel-java alone: they must not be true only because all of our stages agree. */
class SampleExpectationsTest {

    @ParameterizedTest
    @MethodSource("dev.protosieve.engine.SamplesTest#samples")
    void everyExpectLineOfASampleHolds(Path file) throws Exception {
        RuleSyntax syntax = RuleParser.parse(new SourceText(file.toString(), Files.readString(file)),
                new ArrayList<>());
        Path folder = file.getParent();
        Schema schema = ((Outcome.Ok<Schema>) new SchemaLoader(ProtoCompiler.bundled())
                .open(syntax.sources(folder), syntax.importRoots(folder))).value();
        Descriptor message = schema.message(one(syntax, Statement.Message.class).name().text()).orElseThrow();
        Cel cel = CelFactory.standardCelBuilder().addFileTypes(schema.files())
                .setContainer(dev.cel.common.CelContainer.ofName(""))
                .addVar("msg", StructTypeReference.create(message.getFullName())).build();
        for (Statement statement : syntax.statements()) {
            if (statement instanceof Statement.Expect expect) {
                DynamicMessage.Builder body = DynamicMessage.newBuilder(message);
                TextFormat.merge(expect.body(), body);
                String label = expect.label().map(RuleSyntax.Quoted::value).orElse("default");
                assertEquals(expect.verdict().text() + " " + label, decide(syntax, cel, body.build()), expect.body());
            }
        }
    }

    private static String decide(RuleSyntax syntax, Cel cel, DynamicMessage message) throws Exception {
        String fallback = one(syntax, Statement.Default.class).verdict().text() + " default";
        String decided = "";
        for (Statement.Rule rule : syntax.rules()) {
            String condition = rule.condition().orElseThrow().cel();
            Object holds = cel.createProgram(cel.compile(condition).getAst()).eval(Map.of("msg", message));
            if (decided.isEmpty() && rule.enabled() && rule.action().isFinal() && holds.equals(true)) {
                decided = rule.action().word() + " " + rule.label().map(RuleSyntax.Quoted::value).orElse("?");
            }
        }
        return decided.isEmpty() ? fallback : decided;
    }

    private static <T extends Statement> T one(RuleSyntax syntax, Class<T> kind) {
        return syntax.statements().stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }
}
