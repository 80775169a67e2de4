package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code validate full} over as many types of messages as it takes. */
final class ManyTypesTest {

    private static final int MOST = 400;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Hook.class)
    @NeedsKernel
    void kernelTakesAsManyTypesAsTheCheckerDoes(Hook hook) throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            CompiledFilter filter = compile(MOST, EmitOptions.of(hook, target.features())).filter().orElseThrow();
            if (!(target.load(filter) instanceof LoadOutcome.Loaded(LoadedFilter loaded, var report))) {
                throw new AssertionError(target.load(filter).toString());
            }
            try (loaded) {
                System.out.println("many types: " + hook + ", " + filter.code().size() + " instructions, "
                        + report.processed() + " verified");
                Judge judge = new Judge(loaded);
                expect(judge, "0807", Cause.RULE);
                expect(judge, "0807 1204 12021201 2a00", Cause.MALFORMED);
                expect(judge, "0807 1a06 1a04 2202c328", Cause.MALFORMED);
                expect(judge, "0807 1a06 1a04 2202c3a9", Cause.RULE);
                expect(judge, "0807 1a04 2a02 80", Cause.MALFORMED);
            }
        }
    }

    @Test
    void oneTypeMoreIsTold() throws IOException {
        CompileReport report = compile(MOST + 1, EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
        assertEquals("t.sieve:4:1: error: typed.too-large: t.M0 may hold 401 types of messages, and a filter validates"
                + " at most 400 (leave it out: what the rules read is always validated)",
                report.diagnostics().getFirst().format());
    }

    private static void expect(Judge judge, String hex, Cause cause) {
        Judge.Answers answers = judge.ask(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertEquals(cause, answers.want().cause(), hex);
        assertEquals(true, answers.same(), () -> hex + ": " + answers);
    }

    private CompileReport compile(int types, EmitOptions options) throws IOException {
        StringBuilder schema = new StringBuilder("syntax = \"proto3\"; package t;\n");
        for (int i = 0; i < types; i++) {
            schema.append("message M").append(i).append(" { int32 id = 1; M").append((i + 1) % types)
                    .append(" next = 2; M")
                    .append(i * 7 % types).append(" other = 3; string name = 4; repeated int32 codes = 5; }\n");
        }
        Files.writeString(folder.resolve("t.proto"), schema);
        String rules = """
                schema  "t.proto"
                message t.M0
                match   udp.dst_port == 9000
                validate full
                drop if msg.id == 7
                """;
        return new RulePipeline(new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                .compile(new SourceText("t.sieve", rules), folder, options);
    }
}
