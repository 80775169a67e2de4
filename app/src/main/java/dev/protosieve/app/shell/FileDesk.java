package dev.protosieve.app.shell;

import dev.protosieve.app.project.Reason;
import dev.protosieve.app.project.SafeFile;
import dev.protosieve.app.project.Settings;
import dev.protosieve.app.project.TextDifference;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    private final Runnable secure;

    /**
     * @param settings get to know what is opened; absent when nothing is to be remembered
     * @param shown runs when a document is there to be looked at
     * @param secure writes the safety copy of unsaved text at once
     */
    FileDesk(Workbench bench, Sources sources, Stage stage, Overlay overlay, Optional<Settings> settings,
            Runnable shown, Runnable secure) {
        this.bench = bench;
        this.stage = stage;
        this.overlay = overlay;
        this.settings = settings;
        this.shown = shown;
        this.secure = secure;
        this.sources = sources;
        sources.question().set(this::unlessUnsaved);
        bench.schemaAsker().set(this::chooseFirstSchema);
        sources.trouble().subscribe(t -> t.ifPresent(what -> say(what.title(), what.words())));
    }

    /** An empty rule file. */
    void create() {
        unlessUnsaved(() -> show(
                new Document(Optional.empty(), bench.document().get().folder(), EMPTY, EMPTY)));
    }

    void choose() {
        unlessUnsaved(() -> {
            Path file = ask("Open a rule file", "Rule files", List.of("*" + RULES), false);
            if (file != null) {
                open(file);
            }
        });
    }

    void chooseSchema() {
        unlessUnsaved(() -> {
            Path file = ask("Open a schema", "Schemas", Sources.PATTERNS, false);
            if (file != null) {
                openSchema(file);
            }
        });
    }

    /** The first schema of the rules that are open; new rules where nothing was written yet. */
    void chooseFirstSchema() {
        Path file = ask("Open a schema", "Schemas", Sources.PATTERNS, false);
        if (file != null && bench.document().get().isDirty()) {
            sources.add(file);
        } else if (file != null) {
            openSchema(file);
        }
    }

    /** Shows a file of either kind after the question about unsaved text. */
    void openAny(Path file) {
        unlessUnsaved(() -> openUnasked(file));
    }

    /** Shows a file of either kind. */
    void openUnasked(Path file) {
        if (Sources.isRules(file)) {
            open(file);
        } else {
            openSchema(file);
        }
    }

    /** Shows that file; one that cannot be read is said so, and what was open stays. */
    void open(Path file) {
        try {
            show(Document.opened(file, Files.readString(file)));
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
                String text = Files.readString(file);
                show(new Document(Optional.empty(), folder, text, text));
            } catch (IOException e) {
                say("Cannot open the sample", file + ": " + Reason.of(e) + ".");
            }
        });
    }

    /** Takes over what a crash left, unsaved as it was. */
    void recover(Document document) {
        show(document);
    }

    /** Writes the safety copy of unsaved text at once. */
    void secure() {
        secure.run();
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
        Path file = document.file().orElseGet(() -> ask("Save the rules", "Rule files", List.of("*" + RULES), true));
        if (file == null) {
            return;
        }
        Optional<String> theirs = document.file().isPresent() ? changed(document, file) : Optional.empty();
        if (theirs.isEmpty()) {
            write(file, then);
            return;
        }
        new Card(overlay, file.getFileName() + " was changed by another program",
                "Since you opened it. Lines with + are yours, lines with \u2212 are in the file now.")
                .with(new DifferenceView(TextDifference.of(theirs.get(), document.text())))
                .answer("keep-mine", "Save mine over it", () -> write(file, then))
                .answer("take-theirs", "Take the file's text", () -> open(file))
                .answer("not-now", "Cancel", () -> {
                }).show();
    }

    /** The text on disk when it is not the one that was opened or saved last. */
    private static Optional<String> changed(Document document, Path file) {
        try {
            String now = Files.readString(file);
            return now.equals(document.saved()) || now.equals(document.text()) ? Optional.empty() : Optional.of(now);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("");
        }
    }

    void saveAs() {
        Path file = ask("Save the rules as", "Rule files", List.of("*" + RULES), true);
        if (file != null) {
            write(file, () -> {
            });
        }
    }

    private void write(Path file, Runnable then) {
        try {
            Document document = bench.document().get();
            Path to = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            bench.type(MovedRules.moved(document.text(), document.folder(), to));
            SafeFile.write(file, bench.document().get().text());
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

    private @Nullable Path ask(String title, String kind, List<String> patterns, boolean save) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        File folder = bench.document().get().folder().toFile();
        if (folder.isDirectory()) {
            chooser.setInitialDirectory(folder);
        }
        chooser.getExtensionFilters().addAll(new FileChooser.ExtensionFilter(kind, patterns),
                new FileChooser.ExtensionFilter("All files", "*"));
        File file = save ? chooser.showSaveDialog(stage) : chooser.showOpenDialog(stage);
        if (file == null) {
            return null;
        }
        boolean bare = save && !file.getName().contains(".");
        return bare ? Path.of(file.getPath() + patterns.getFirst().substring(1)) : file.toPath();
    }

    /** A file to write an export to; null when people thought better of it. */
    @Nullable Path askExport(String title, String pattern) {
        return ask(title, "Export", List.of(pattern), true);
    }

    /** Something that went wrong, with one button. */
    void say(String title, String words) {
        new Card(overlay, title, words).answer("ok", "OK", () -> {
        }).show();
    }
}
