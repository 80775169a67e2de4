package dev.protosieve.app.session;

import dev.protosieve.app.remote.ServerAddress;
import dev.protosieve.app.task.InOrder;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.MessageChoice;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
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

    private final Workbench bench;
    private final SchemaLoader loader;
    private final Workers workers;
    private final Executor ui;
    private final ServerSchema servers;
    /** For links: what is opened does not wait for them, nor they for it. */
    private final Executor inOrder;
    private final List<Link> links = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Optional<Busy>> busy = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<String>> messages = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Trouble>> trouble = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Supplier<Optional<Path>>> folderAsker = new SimpleObjectProperty<>(Optional::empty);
    private final ObjectProperty<Consumer<Runnable>> question = new SimpleObjectProperty<>(Runnable::run);
    private Optional<Schema> ranked = Optional.empty();
    private Optional<Busy> opening = Optional.empty();
    /** How often something was opened or cancelled: an answer that is about an earlier one comes too late. */
    private int begun;

    /** Work that takes its time; {@code cancel} ends the waiting at once. */
    public record Busy(String title, Runnable cancel) {
    }

    /** Why something did not open, in words for people. */
    public record Trouble(String title, String words) {
    }

    /** Keeps what servers tell in the folder for temporary files, unless there is a rule file to keep it beside. */
    public Sources(Workbench bench, SchemaLoader loader, Workers workers, Executor ui) {
        this(bench, loader, workers, ui, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param told where to keep what servers tell, when it cannot be kept beside a rule file */
    public Sources(Workbench bench, SchemaLoader loader, Workers workers, Executor ui, Path told) {
        this.bench = bench;
        this.loader = loader;
        this.workers = workers;
        this.ui = ui;
        this.servers = new ServerSchema(told);
        this.inOrder = new InOrder(workers);
        bench.check().subscribe(check -> check.report().schema().ifPresent(this::rank));
    }

    /** Whether a path names rules, and not a schema. */
    public static boolean isRules(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".sieve");
    }

    /** Whether a path names a schema: a folder, or a file that is called like one. */
    public static boolean isSchema(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return PATTERNS.stream().anyMatch(pattern -> name.endsWith(pattern.substring(1))) || Files.isDirectory(path);
    }

    /** As {@link #openFresh}, after the question about text that is not saved. */
    public void open(Path source) {
        question.get().accept(() -> openFresh(source, _ -> {
        }));
    }

    /**
     * Opens a .proto, folder, archive, descriptor set or server: new rules on its likeliest message. What was typed
     * meanwhile is asked about first.
     *
     * @param done gets the file that was opened, when the rules are there
     */
    public void openFresh(Path source, Consumer<Path> done) {
        Optional<ServerAddress> server = ServerAddress.isNamed(source.toString())
                ? ServerAddress.of(source.toString(), false) : Optional.empty();
        server.ifPresentOrElse(address -> readServer(address, done),
                () -> read(source, bench.document().get(), done));
    }

    /** @param before the document that is to be replaced, as it was when the work began */
    private void read(Path source, Document before, Consumer<Path> done) {
        begin("Opening " + source.getFileName(), stop -> new FreshRules(loader).open(source, stop), fresh -> {
            if (fresh.document().isEmpty()) {
                trouble.set(Optional.of(trouble("Cannot open " + source, fresh.problems())));
                return;
            }
            unlessTyped(before, () -> {
                fresh.document().ifPresent(bench::open);
                messages.set(fresh.messages());
                done.accept(source);
            });
        });
    }

    private void unlessTyped(Document before, Runnable open) {
        if (bench.document().get().compilesLike(before)) {
            open.run();
            return;
        }
        int mine = begun;
        question.get().accept(() -> {
            if (mine == begun) {
                open.run();
            }
        });
    }

    /** Reads the schema of a running server, keeps it as a file, and opens that. */
    public void openServer(ServerAddress address) {
        question.get().accept(() -> readServer(address, _ -> {
        }));
    }

    private void readServer(ServerAddress address, Consumer<Path> done) {
        Document before = bench.document().get();
        begin("Asking " + address, stop -> servers.fetch(address, before.file().map(_ -> before.folder()), stop),
                told -> {
                    switch (told) {
                        case Outcome.Ok<Path>(Path file, var _) -> read(file, before, done);
                        case Outcome.Failed<Path>(List<Diagnostic> errors) ->
                            trouble.set(Optional.of(trouble("Cannot read the schema of " + address, errors)));
                    }
                });
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

    /** Whether a folder holds what servers told and nothing of the user's. */
    public boolean isForServers(Path folder) {
        return servers.keepsIn(folder);
    }

    /** Adds a schema to the rules that are open, as one step of undo; nothing happens when they name it already. */
    public void add(Path source) {
        Path folder = bench.document().get().folder();
        Path added = source.toAbsolutePath().normalize();
        if (bench.treeStale().get() || bench.tree().get().sources(folder).stream()
                .noneMatch(s -> s.toAbsolutePath().normalize().equals(added))) {
            bench.apply(header().addSchema(HeaderEdits.pathIn(folder, source)));
        }
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

    /**
     * Links one file of a large tree with what it imports, behind those that were asked for before.
     *
     * @param done gets it here, or nothing when it was cancelled
     */
    public void link(Path file, Consumer<Optional<Outcome<Schema>>> done) {
        Document document = bench.document().get();
        List<Path> sources = bench.tree().get().sources(document.folder());
        List<Path> roots = bench.tree().get().importRoots(document.folder());
        Link link = new Link("Reading " + file.getFileName(), stop -> loader.link(file, sources, roots, stop), done);
        links.add(link);
        tell();
        inOrder.execute(link.job);
    }

    /** Nobody waits any more for what is being linked. */
    public void forgetLinks() {
        links.forEach(link -> link.job.forget());
        links.clear();
        tell();
    }

    private final class Link {

        private final Job<Outcome<Schema>> job;
        private final Busy busy;

        Link(String title, Function<BooleanSupplier, Outcome<Schema>> work, Consumer<Optional<Outcome<Schema>>> done) {
            this.job = new Job<>(work, ui, outcome -> {
                links.remove(this);
                tell();
                done.accept(outcome);
            });
            this.busy = new Busy(title, job::cancel);
        }
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

    private <T> void begin(String title, Function<BooleanSupplier, T> work, Consumer<T> done) {
        cancel();
        trouble.set(Optional.empty());
        Job<T> job = new Job<>(work, ui, answer -> {
            opening = Optional.empty();
            tell();
            answer.ifPresent(done);
        });
        opening = Optional.of(new Busy(title, job::cancel));
        tell();
        workers.execute(job);
    }

    /** What is being opened is not opened, also when it only waits for an answer about unsaved text. */
    public void cancel() {
        begun++;
        opening.ifPresent(busyWith -> busyWith.cancel().run());
    }

    private void tell() {
        busy.set(opening.or(() -> links.stream().findFirst().map(link -> link.busy)));
    }

    /** What is being opened now, or else linked. */
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
