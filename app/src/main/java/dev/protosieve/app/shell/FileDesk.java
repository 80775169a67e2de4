package dev.protosieve.app.shell;

import dev.protosieve.app.project.Reason;
import dev.protosieve.app.project.SafeFile;
import dev.protosieve.app.project.Settings;
import dev.protosieve.app.project.TextDifference;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.RulesOnDisk;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** New, open, save and close, with every question that keeps people from losing what they wrote. On the FX thread only. */
final class FileDesk {

    private static final String RULES = ".sieve";
    private static final String EMPTY = """
            # Rules are about the fields of a message. Begin with its schema:
            # drop a .proto file on this window, or press Ctrl+Shift+O.

            match   udp.dst_port == 9000

            default pass
            """;

    private final Workbench bench;
    private final Sources sources;
    private final Stage stage;
    private final Overlay overlay;
    private final Optional<Settings> settings;
    private final Runnable shown;
    private final BooleanSupplier secure;
    private Path beginning = Path.of(System.getProperty("user.home"));

    /**
     * @param settings get to know what is opened; absent when nothing is to be remembered
     * @param shown runs when a document is there to be looked at
     * @param secure writes the safety copy of unsaved text at once; false when it cannot
     */
    FileDesk(Workbench bench, Sources sources, Stage stage, Overlay overlay, Optional<Settings> settings,
            Runnable shown, BooleanSupplier secure) {
        this.bench = bench;
        this.stage = stage;
        this.overlay = overlay;
        this.settings = settings;
        this.shown = shown;
        this.secure = secure;
        this.sources = sources;
        sources.question().set(this::unlessUnsaved);
        bench.document().subscribe(this::begin);
        bench.schemaAsker().set(this::chooseFirstSchema);
        sources.trouble().subscribe(t -> t.ifPresent(what -> say(what.title(), what.words())));
    }

    private void begin(Document document) {
        if (!sources.isForServers(document.folder())) {
            beginning = document.folder();
        }
    }

    /** Where people look for their files: the folder of the rules, or of those before where they are on what a server told. */
    Path beginning() {
        return beginning;
    }

    /** An empty rule file. */
    void create() {
        unlessUnsaved(() -> show(Document.begun(beginning, RulesOnDisk.of(EMPTY))));
    }

    void choose() {
        unlessUnsaved(() -> {
            Path file = ask("Open a rule file", "Rule files", List.of("*" + RULES));
            if (file != null) {
                openChosen(file);
            }
        });
    }

    void chooseSchema() {
        unlessUnsaved(() -> {
            Path file = ask("Open a schema", "Schemas", Sources.PATTERNS);
            if (file != null) {
                openSchema(file);
            }
        });
    }

    /** The first schema of the rules that are open; new rules where nothing was written yet. */
    void chooseFirstSchema() {
        Path file = ask("Open a schema", "Schemas", Sources.PATTERNS);
        if (file != null && bench.document().get().isDirty()) {
            sources.add(file);
        } else if (file != null) {
            openSchema(file);
        }
    }

    /** Shows what was chosen as a rule file, whatever its name, unless it is called like a schema. */
    void openChosen(Path file) {
        if (Sources.isSchema(file)) {
            openSchema(file);
        } else {
            open(file);
        }
    }

    /** Shows a file of either kind after the question about unsaved text. */
    void openAny(Path file) {
        unlessUnsaved(() -> openUnasked(file));
    }

    /** Shows a file of either kind. */
    void openUnasked(Path file) {
        if (Sources.isRules(file) || !Sources.isSchema(file) && wasRules(file)) {
            open(file);
        } else {
            openSchema(file);
        }
    }

    // rules may be called anything but a schema
    private boolean wasRules(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return settings.stream().anyMatch(s -> s.recent("rules").contains(absolute));
    }

    /** Shows that file; one that cannot be read is said so, and what was open stays. */
    void open(Path file) {
        try {
            show(Document.opened(file, RulesOnDisk.read(file)));
            remember("rules", file);
        } catch (IOException e) {
            say("Cannot open " + file.getFileName(), file + ": " + Reason.of(e) + ".");
        }
    }

    /** Begins a rule file on that schema, with its likeliest message, a moment later. */
    void openSchema(Path file) {
        sources.openFresh(file, opened -> {
            shown.run();
            remember("schema", opened);
        });
    }

    /** A copy without a file: what it came from stays as it is. */
    void openCopy(Path file) {
        unlessUnsaved(() -> {
            try {
                Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
                show(Document.begun(folder, RulesOnDisk.read(file)));
            } catch (IOException e) {
                say("Cannot open the sample", file + ": " + Reason.of(e) + ".");
            }
        });
    }

    /** Takes over what a crash left, unsaved as it was. */
    void recover(Document document) {
        show(document);
    }

    /** Writes the safety copy of unsaved text at once; false when it cannot. */
    boolean secure() {
        return secure.getAsBoolean();
    }

    /** Puts the open file away. */
    void forget() {
        sources.cancel();
        bench.open(Document.unsaved(bench.document().get().folder(), ""));
    }

    private void show(Document document) {
        sources.cancel();
        bench.open(document);
        shown.run();
    }

    private void remember(String kind, Path file) {
        settings.ifPresent(s -> {
            try {
                s.opened(kind, file.toAbsolutePath().normalize());
            } catch (IOException e) {
                say("Recent files are not remembered", Reason.of(e) + ".");
            }
        });
    }

    void save() {
        save(() -> {
        });
    }

    private void save(Runnable then) {
        Document document = bench.document().get();
        document.file().ifPresentOrElse(file -> save(document, file, then),
                () -> askWhere("Save the rules", then));
    }

    private void save(Document document, Path file, Runnable then) {
        Optional<String> theirs = changed(document, file);
        if (theirs.isEmpty()) {
            write(file, then);
            return;
        }
        new Card(overlay, file.getFileName() + " was changed by another program",
                "Since you opened it. Lines with + are yours, lines with \u2212 are in the file now.")
                .with(new DifferenceView(TextDifference.of(theirs.get(), document.text())))
                .answer("keep-mine", "Save mine over it", () -> write(file, then))
                .answer("take-theirs", "Take the file's text", () -> takeTheirs(file))
                .answer("not-now", "Cancel", () -> {
                }).show();
    }

    private void takeTheirs(Path file) {
        try {
            bench.take(RulesOnDisk.read(file));
        } catch (IOException e) {
            say(file.getFileName() + " cannot be read", Reason.of(e) + ".");
        }
    }

    /** The text on disk when it is not the one that was opened or saved last. */
    private static Optional<String> changed(Document document, Path file) {
        try {
            String now = RulesOnDisk.read(file).text();
            return now.equals(document.saved()) || now.equals(document.text()) ? Optional.empty() : Optional.of(now);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("");
        }
    }

    void saveAs() {
        askWhere("Save the rules as", () -> {
        });
    }

    /** What the rules are called; after their schema as long as they have no file. */
    String proposedName() {
        Document document = bench.document().get();
        Optional<Path> schema = document.file().isPresent() ? Optional.empty()
                : bench.tree().get().sources(document.folder()).stream().findFirst();
        return schema.map(s -> s.normalize().getFileName()).map(name -> withoutEnding(name.toString()) + RULES)
                .orElse(document.name());
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    void write(Path file, Runnable then) {
        try {
            Document document = bench.document().get();
            Path to = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            String moved = document.file().isPresent() ? MovedRules.moved(document.text(), document.folder(), to)
                    : MovedRules.settled(document.text(), document.folder(), to);
            SafeFile.write(file, document.ends().in(moved));
            bench.type(moved);
            bench.saved(file);
            remember("rules", file);
            then.run();
        } catch (IOException e) {
            say("Not saved", file + ": " + Reason.of(e) + ". The text is still here: save it somewhere else.");
        }
    }

    /** Runs it when nothing unsaved would be lost by it, after asking if need be. */
    void unlessUnsaved(Runnable action) {
        Document document = bench.document().get();
        if (!document.isDirty()) {
            action.run();
            return;
        }
        new Card(overlay, "Save the changes to " + document.name() + "?", "Otherwise they are lost.")
                .answer("save", "Save", () -> save(action)).answer("cancel", "Cancel", () -> {
                }).answer("dont-save", "Don't save", action).show();
    }

    private @Nullable Path ask(String title, String kind, List<String> patterns) {
        return Optional.ofNullable(chooser(title, kind, patterns).showOpenDialog(stage)).map(File::toPath).orElse(null);
    }

    private void askWhere(String title, Runnable then) {
        FileChooser chooser = chooser(title, "Rule files", List.of("*" + RULES));
        chooser.setInitialFileName(proposedName());
        askWhere(chooser, "*" + RULES, file -> write(file, then));
    }

    private void askWhere(FileChooser chooser, String pattern, Consumer<Path> writer) {
        File file = chooser.showSaveDialog(stage);
        if (file != null) {
            whereAllowed(file.toPath(), pattern.substring(1), writer);
        }
    }

    /** With the ending, where there is none; the dialog did not ask about a file that is there under the name with it. */
    void whereAllowed(Path file, String ending, Consumer<Path> writer) {
        boolean bare = !file.getFileName().toString().contains(".");
        Path whole = bare ? file.resolveSibling(file.getFileName() + ending) : file;
        if (!bare || Files.notExists(whole)) {
            writer.accept(whole);
            return;
        }
        new Card(overlay, whole.getFileName() + " is there already", "Replace it?")
                .answer("cancel", "Cancel", () -> {
                }).answer("replace", "Replace it", () -> writer.accept(whole)).show();
    }

    private FileChooser chooser(String title, String kind, List<String> patterns) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        File folder = beginning.toFile();
        if (folder.isDirectory()) {
            chooser.setInitialDirectory(folder);
        }
        chooser.getExtensionFilters().addAll(new FileChooser.ExtensionFilter(kind, patterns),
                new FileChooser.ExtensionFilter("All files", "*"));
        return chooser;
    }

    /** Asks for a file to write an export to; nothing is written when people think better of it. */
    void askExport(String title, String pattern, Consumer<Path> writer) {
        askWhere(chooser(title, "Export", List.of(pattern)), pattern, writer);
    }

    /** Something that went wrong, with one button. */
    void say(String title, String words) {
        new Card(overlay, title, words).answer("ok", "OK", () -> {
        }).show();
    }
}
