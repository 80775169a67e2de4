package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.text.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaMemoryTest {

    private static final String RULES = Samples.HEAD + "drop if msg.query == \"a\"\n";

    private final SchemaMemory memory = new SchemaMemory();

    private String said(Path folder, String proto) throws Exception {
        Document document = Samples.document(folder, RULES);
        Files.writeString(folder.resolve("t.proto"), proto);
        CompileReport report = Samples.report(document);
        List<Diagnostic> said = memory.explain(report.schema(), report.syntax(), report.diagnostics());
        return said.stream().map(Diagnostic::message).filter(m -> m.contains("query")).findFirst().orElse("");
    }

    @Test
    void whatBecameOfAFieldIsForgottenInAnotherProject(@TempDir Path mine, @TempDir Path other) throws Exception {
        String without = Samples.PROTO.replace("string query = 1;", "");
        assertEquals("", said(mine, Samples.PROTO));
        assertTrue(said(mine, without).contains("it was there until t.proto changed"));
        assertEquals("message t.Ask has no field 'query'", said(other, without));
    }
}
