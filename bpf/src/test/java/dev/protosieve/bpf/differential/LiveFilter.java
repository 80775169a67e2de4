package dev.protosieve.bpf.differential;

import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.wire.Varint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A filter in the kernel that drops texts in which "BAD" stands, of what goes to UDP port 9000. */
final class LiveFilter implements AutoCloseable {

    static final int PORT = 9000;
    static final String BAD = "BAD";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final FilterTarget kernel = ((KernelOpening.Opened) KernelTarget.open()).target();
    private final LoadedFilter loaded;

    /** @param folder for the schema */
    LiveFilter(Path folder, Hook hook) {
        try {
            CompiledFilter filter = compile(folder, EmitOptions.of(hook, kernel.features()));
            this.loaded = ((LoadOutcome.Loaded) kernel.load(filter)).filter();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompiledFilter compile(Path folder, EmitOptions options) throws IOException {
        Files.writeString(folder.resolve("t.proto"),
                "syntax = \"proto3\"; package t; message Q { string text = 1; }");
        String rules = "schema \"t.proto\"\nmessage t.Q\nmatch udp.dst_port == " + PORT
                + "\ndrop if msg.text.contains(\"" + BAD + "\")\non unseen pass\n";
        var report = new RulePipeline(
                new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                .compile(new SourceText("t.sieve", rules), folder, options);
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics()));
    }

    /** A message of that many bytes; a bad one has the bad text at its very end. */
    static byte[] message(int size, boolean bad) {
        if (size < 2) {
            return new byte[size];
        }
        int head = 2;
        while (1 + Varint.size(size - head) != head) {
            head++;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x0a);
        bytes.writeBytes(Varint.encode(size - head));
        String end = bad ? BAD : "";
        bytes.writeBytes("x".repeat(size - head - end.length()).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    LoadedFilter loaded() {
        return loaded;
    }

    AttachOutcome attach(AttachPoint point) {
        return loaded.attach(point);
    }

    /** How it is attached. */
    String attached(AttachPoint point) {
        AttachOutcome outcome = attach(point);
        if (outcome instanceof AttachOutcome.Attached(var _, String how)) {
            return how;
        }
        throw new AssertionError(outcome.toString());
    }

    long dropped() {
        return loaded.counters().packets()[loaded.filter().counters().rule(0)];
    }

    long count(Cause cause) {
        return loaded.counters().packets()[loaded.filter().counters().cause(cause)];
    }

    /** What it has counted when that many packets have been counted, or after some seconds: {@code dropped, rest}. */
    String counted(long packets) {
        long end = System.nanoTime() + PATIENCE;
        while (all() < packets && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return "dropped " + dropped() + ", passed " + count(Cause.DEFAULT) + ", unseen " + count(Cause.UNSEEN)
                + ", malformed " + count(Cause.MALFORMED) + ", limit " + count(Cause.LIMIT);
    }

    private long all() {
        return dropped() + count(Cause.DEFAULT) + count(Cause.UNSEEN) + count(Cause.MALFORMED) + count(Cause.LIMIT);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
