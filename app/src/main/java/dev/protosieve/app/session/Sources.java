package dev.protosieve.app.session;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.protosieve.app.remote.ReflectionClient;
import dev.protosieve.app.remote.ReflectionException;
import dev.protosieve.app.remote.ServerAddress;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.MessageChoice;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** Opens schemas, names the messages there are, and links parts of large trees. On the FX thread only; works off it. */
public final class Sources {

    /** What files with schemas are usually called. */
    public static final List<String> PATTERNS = List.of("*.proto", "*.zip", "*.binpb", "*.pb", "*.desc", "*.protoset",
            "*.fds", "*.gz");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workbench bench;
    private final SchemaLoader loader;
    private final Workers workers;
    private final Executor ui;
    private final ReadOnlyObjectWrapper<Optional<Busy>> busy = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<String>> messages = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Trouble>> trouble = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Supplier<Optional<Path>>> folderAsker = new SimpleObjectProperty<>(Optional::empty);
    private final ObjectProperty<Consumer<Runnable>> question = new SimpleObjectProperty<>(Runnable::run);
    private Optional<Schema> ranked = Optional.empty();

    /** Work that takes its time; {@code cancel} ends the waiting at once. */
    public record Busy(String title, Runnable cancel) {
    }

    /** Why something did not open, in words for people. */
    public record Trouble(String title, String words) {
    }

    public Sources(Workbench bench, SchemaLoader loader, Workers workers, Executor ui) {
        this.bench = bench;
        this.loader = loader;
        this.workers = workers;
        this.ui = ui;
        bench.check().subscribe(check -> check.report().schema().ifPresent(this::rank));
    }

    /** Whether a path names rules, and not a schema. */
    public static boolean isRules(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".sieve");
    }

    /** As {@link #openFresh}, after the question about text that is not saved. */
    public void open(Path source) {
        question.get().accept(() -> openFresh(source, () -> {
        }));
    }

    /**
     * Opens a .proto, folder, archive or descriptor set: new rules on its likeliest message.
     *
     * @param done runs when they are there
     */
    public void openFresh(Path source, Runnable done) {
        Optional<ServerAddress> server = ServerAddress.isNamed(source.toString())
                ? ServerAddress.of(source.toString(), false) : Optional.empty();
        if (server.isPresent()) {
            readServer(server.get(), done);
            return;
        }
        trouble.set(Optional.empty());
        run("Opening " + source.getFileName(), stop -> new FreshRules(loader).open(source, stop::get), fresh -> {
            fresh.document().ifPresent(bench::open);
            if (fresh.document().isPresent()) {
                messages.set(fresh.messages());
                done.run();
            } else {
                trouble.set(Optional.of(trouble("Cannot open " + source, fresh.problems())));
            }
        });
    }

    /** Reads the schema of a running server, keeps it as a file in the folder of the rules, and opens that. */
    public void openServer(ServerAddress address) {
        question.get().accept(() -> readServer(address, () -> {
        }));
    }

    private void readServer(ServerAddress address, Runnable done) {
        Path file = bench.document().get().folder().resolve(address.fileName());
        run("Asking " + address, stop -> fetch(address, file, stop::get), problem -> {
            problem.ifPresent(why -> trouble.set(Optional.of(why)));
            if (problem.isEmpty()) {
                openFresh(file, done);
            }
        });
    }

    private static Optional<Trouble> fetch(ServerAddress address, Path file, BooleanSupplier stop) {
        String title = "Cannot read the schema of " + address;
        try {
            FileDescriptorSet set = new ReflectionClient(PATIENCE).fetch(address, stop);
            if (!stop.getAsBoolean()) {
                Files.write(file, set.toByteArray());
            }
            return Optional.empty();
        } catch (ReflectionException e) {
            return Optional.of(new Trouble(title, sentence("" + e.getMessage()) + "\n" + sentence(e.hint())));
        } catch (IOException e) {
            return Optional.of(new Trouble(title, file + " cannot be written."));
        }
    }

    private static Trouble trouble(String title, List<Diagnostic> problems) {
        Diagnostic first = problems.getFirst();
        String hint = first.hint().isEmpty() ? "" : "\n" + sentence(first.hint());
        return new Trouble(title, sentence(first.message()) + hint);
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)
                + (words.endsWith("?") || words.endsWith(".") ? "" : ".");
    }

    /** Adds a schema to the rules that are open, as one step of undo. */
    public void add(Path source) {
        bench.apply(header().addSchema(HeaderEdits.pathIn(bench.document().get().folder(), source)));
    }

    /** Takes another schema for the rules that are open, as one step of undo. */
    public void replace(Path source) {
        bench.apply(header().setSchema(HeaderEdits.pathIn(bench.document().get().folder(), source)));
    }

    /** Makes the rules about another message, as one step of undo. */
    public void choose(String message) {
        bench.apply(header().setMessage(message));
    }

    private HeaderEdits header() {
        return HeaderEdits.of(bench.document().get());
    }

    /** Whether the open rules name a schema. */
    public boolean hasSchema() {
        return header().hasSchema();
    }

    /** Links one file of a large tree with what it imports; {@code done} gets it here. */
    public void link(Path file, Consumer<Outcome<Schema>> done) {
        Document document = bench.document().get();
        List<Path> sources = bench.tree().get().sources(document.folder());
        List<Path> roots = bench.tree().get().importRoots(document.folder());
        run("Reading " + file.getFileName(), stop -> loader.link(file, sources, roots, stop::get),
                done);
    }

    private void rank(Schema schema) {
        if (ranked.filter(schema::equals).isEmpty()) {
            ranked = Optional.of(schema);
            workers.execute(() -> {
                List<String> names = MessageChoice.ranked(schema);
                ui.execute(() -> messages.set(names));
            });
        }
    }

    private <T> void run(String title, Function<AtomicBoolean, T> work, Consumer<T> done) {
        busy.get().ifPresent(b -> b.cancel().run());
        AtomicBoolean stop = new AtomicBoolean();
        Busy mine = new Busy(title, () -> {
            stop.set(true);
            busy.set(Optional.empty());
        });
        busy.set(Optional.of(mine));
        workers.execute(() -> {
            T result = work.apply(stop);
            ui.execute(() -> {
                if (!stop.get()) {
                    busy.set(Optional.empty());
                    done.accept(result);
                }
            });
        });
    }

    /** What is being opened now. */
    public ReadOnlyObjectProperty<Optional<Busy>> busy() {
        return busy.getReadOnlyProperty();
    }

    /** Full names of the messages that rules could be about, the likeliest first. */
    public ReadOnlyObjectProperty<List<String>> messages() {
        return messages.getReadOnlyProperty();
    }

    /** What did not open last. */
    public ReadOnlyObjectProperty<Optional<Trouble>> trouble() {
        return trouble.getReadOnlyProperty();
    }

    /** Runs something when no text that is not saved would be lost by it; who can ask the user sets it. */
    public ObjectProperty<Consumer<Runnable>> question() {
        return question;
    }

    /** Asks the user for a folder; the view that can do so sets it. */
    public ObjectProperty<Supplier<Optional<Path>>> folderAsker() {
        return folderAsker;
    }

    SchemaLoader loader() {
        return loader;
    }

    Workbench bench() {
        return bench;
    }
}
