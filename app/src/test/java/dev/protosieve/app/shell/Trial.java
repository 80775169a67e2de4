package dev.protosieve.app.shell;

import dev.protosieve.app.Fixtures;
import dev.protosieve.app.LineParser;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.RunControl;
import dev.protosieve.app.session.RunState;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.theme.Theme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** Draws the window with made-up numbers, to look at. */
public final class Trial {
    public static void main(String[] args) throws Exception {
        FxThread fx = new FxThread();
        fx.start();
        for (String arg : args) {
            String[] p = arg.split(",");
            CompletableFuture<MainView> made = new CompletableFuture<>();
            CompletableFuture<Stage> staged = new CompletableFuture<>();
            fx.execute(() -> {
                try {
                    Workbench bench = new Workbench(Document.opened(Path.of("search.sieve"), Fixtures.RULES),
                            LineParser::parse);
                    RunControl none = new RunControl() {
                        @Override
                        public void load() {
                        }
                        @Override
                        public void replace() {
                        }
                        @Override
                        public void detach() {
                        }
                        @Override
                        public void refreshPlaces() {
                        }
                    };
                    MainView view = new MainView(bench, none, new FileActions() {
                        @Override
                        public void open() {
                        }
                        @Override
                        public void save() {
                        }
                    }, () -> {
                    });
                    var report = Fixtures.report(bench.tree().get(), 250);
                    bench.check().set(Fixtures.accepted(report));
                    bench.run().set(new RunState.Running(new dev.protosieve.app.session.Place(null, "veth-demo"),
                            "XDP, native, on veth-demo", Instant.now().minusSeconds(134), "", false));
                    Stage stage = new Stage();
                    Scene scene = new Scene(view, Integer.parseInt(p[1]), Integer.parseInt(p[2]));
                    Theme theme = Theme.named(p[0]);
                    theme.applyTo(scene);
                    view.dress(theme);
                    view.show(!p[3].equals("text"));
                    stage.setScene(scene);
                    stage.show();
                    bench.snapshot().set(Optional.of(Fixtures.snapshot(report)));
                    bench.selectRule(1);
                    made.complete(view);
                    staged.complete(stage);
                } catch (Throwable t) {
                    t.printStackTrace();
                    made.completeExceptionally(t);
                }
            });
            MainView view = made.get();
            Thread.sleep(900);
            CompletableFuture<javafx.scene.image.WritableImage> image = new CompletableFuture<>();
            fx.execute(() -> {
                image.complete(Picture.of(view.getScene()));
                staged.join().hide();
            });
            Picture.write(image.get(), Path.of("/tmp/pics/" + arg.replace(',', '-') + ".png"));
        }
        fx.exit();
    }
}
