package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoMessagesTest {

    private static TypedRules search() throws IOException {
        Path file = Path.of("..", "sample-protos", "search", "search.sieve").toAbsolutePath();
        return new RulePipeline(new SchemaLoader(ProtoCompiler.bundled()))
                .compile(new SourceText(file.toString(), Files.readString(file)), file.getParent(),
                        EmitOptions.of(Hook.XDP, KernelFeatures.ALL))
                .typed().orElseThrow();
    }

    @Test
    void areDecidedByARuleEverySecondTime() throws IOException, CommandFailed {
        TypedRules rules = search();
        ReferenceEvaluator reference = new ReferenceEvaluator(rules);
        List<byte[]> messages = DemoMessages.of(rules, 5);
        for (int i = 0; i < messages.size(); i++) {
            assertEquals(i % 2 == 0 ? Cause.RULE : Cause.DEFAULT, reference.decide(messages.get(i)).cause());
        }
        assertArrayEquals(messages.getFirst(), DemoMessages.of(rules, 5).getFirst());
    }
}
