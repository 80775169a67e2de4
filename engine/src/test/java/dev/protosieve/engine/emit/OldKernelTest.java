package dev.protosieve.engine.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kernel without what filters are made of. */
final class OldKernelTest {

    @ParameterizedTest
    @EnumSource(Hook.class)
    void saysWhichKernelLacksWhatInsteadOfEmittingAFilterForIt(Hook hook) throws IOException {
        Path rules = Path.of("..", "sample-protos", "search", "search.sieve");
        RulePipeline pipeline = new RulePipeline(
                new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))));
        CompileReport report = pipeline.compile(new SourceText("search.sieve", Files.readString(rules)),
                rules.getParent(), EmitOptions.of(hook, new KernelFeatures(false, "5.10.0")));
        Diagnostic refusal = report.diagnostics().getLast();
        assertEquals("emit.old-kernel", refusal.code());
        assertEquals("search.sieve", refusal.place().file());
        assertTrue(refusal.message().contains("5.10.0") && refusal.message().contains("may_goto"), refusal.message());
        assertTrue(refusal.hint().contains("6.9"), refusal.hint());
        assertTrue(report.filter().isEmpty() && report.plan().isPresent(),
                "the stages before still have their outcome");
    }
}
