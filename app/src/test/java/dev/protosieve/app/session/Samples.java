package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.ProtocFinder;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.verdict.LogMapper;
import dev.protosieve.engine.verdict.RejectionCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small schema on disk and rules over it, compiled by the real pipeline. */
public final class Samples {

    public static final String PROTO = """
            syntax = "proto3";
            package t;
            // What is asked.
            message Ask {
              // The words.
              string query = 1;
              int32 page = 2;
              Kind kind = 3;
              Deep deep = 4;
              repeated string tags = 5;
              bool safe = 6;
            }
            message Deep { double price = 1; }
            enum Kind { ANY = 0; BOOK = 1; }
            """;

    public static final String HEAD = """
            schema "t.proto"
            message t.Ask
            match udp.dst_port == 9000

            """;

    private Samples() {
    }

    /** Writes the schema, and gives the rules as a document beside it. */
    public static Document document(Path folder, String rules) {
        try {
            Files.writeString(folder.resolve("t.proto"), PROTO);
            Path file = folder.resolve("t.sieve");
            Files.writeString(file, rules);
            return Document.opened(file, rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RulePipeline pipeline() {
        return new RulePipeline(new SchemaLoader(new ProtoCompiler(ProtocFinder.find().orElseThrow())));
    }

    public static Checker checker() {
        return new Checker(pipeline(), new LogMapper(RejectionCatalogue.load()));
    }

    public static CompileReport report(Document document) {
        return pipeline().compile(document.source(), document.folder(), EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
    }

    public static CompiledFilter filter(Path folder, String rules) {
        CompileReport report = report(document(folder, HEAD + rules));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics()));
    }
}
