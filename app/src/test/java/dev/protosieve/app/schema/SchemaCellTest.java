package dev.protosieve.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import dev.protosieve.app.schema.SchemaNode.FoundNode;
import dev.protosieve.app.schema.SchemaNode.MessageNode;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaCellTest {

    @Test
    void aHitByItsCommentShowsItsNameAndAsMuchOfTheCommentAsThereIsRoomFor(@TempDir Path folder) {
        FxThread fx = new FxThread();
        fx.start();
        try (Workers workers = new Workers(Throwable::printStackTrace)) {
            List<Label> shown = CompletableFuture.supplyAsync(() -> labels(folder, workers), fx).join();
            Label name = shown.getFirst();
            assertEquals("order.made_at.nanos", name.getText());
            assertTrue(name.getWidth() >= name.prefWidth(-1), () -> name.getWidth() + " of " + name.prefWidth(-1));
            assertTrue(shown.getLast().getWidth() > 0, "some of the comment");
        }
    }

    /** The name and what stands behind it, in a line that has no room for both. */
    private static List<Label> labels(Path folder, Workers workers) {
        Workbench bench = new Workbench(Document.unsaved(folder, ""));
        Sources sources = new Sources(bench, new SchemaLoader(ProtoCompiler.bundled()), workers, Runnable::run);
        SchemaCell cell = new SchemaCell(new SchemaViewModel(bench, new Gestures(bench), sources, workers,
                Runnable::run));
        MessageNode target = new MessageNode(Timestamp.getDescriptor(), false);
        cell.updateItem(new FoundNode(target, "order.made_at.nanos", 0, 0, "fractions of a second ".repeat(20)), false);
        HBox line = (HBox) cell.getGraphic();
        new Scene(new HBox(line));
        line.applyCss();
        line.resize(300, 24);
        line.layout();
        HBox words = (HBox) line.getChildren().get(1);
        words.layout();
        return List.of((Label) words.getChildren().getFirst(), (Label) line.getChildren().get(2));
    }
}
