package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's own thread plays the FX thread; nothing compiles here. */
final class SchemaViewModelTest {

    private final Workers workers = new Workers(Throwable::printStackTrace);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aSchemaThatIsStillReadIsNotCalledMissing(@TempDir Path folder) {
        Workbench bench = new Workbench(Document.unsaved(folder, ""));
        Sources sources = new Sources(bench, new SchemaLoader(ProtoCompiler.bundled()), workers, Runnable::run);
        SchemaViewModel model = new SchemaViewModel(bench, new Gestures(bench), sources, workers, Runnable::run);
        assertEquals("No schema yet: open or drop one", said(model));
        bench.type("# no schema");
        assertEquals("No schema yet: open or drop one", said(model));
        bench.open(Document.unsaved(folder, "schema \"protos\"\nmessage a.B\n"));
        assertEquals("The schema is being read\u2026", said(model));
    }

    private static String said(SchemaViewModel model) {
        return model.top().get().lines().getFirst().node().name();
    }
}
