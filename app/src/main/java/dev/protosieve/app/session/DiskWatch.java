package dev.protosieve.app.session;

import dev.protosieve.app.task.Loop;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Notices when other programs change the rule file or the files of its schema. It asks the disk once a second, because
 * not every file system tells, and editors replace files rather than write to them.
 */
public final class DiskWatch implements AutoCloseable {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final Workbench bench;
    private final Runnable recompile;
    private final Executor ui;
    private final Loop loop;
    private final ReadOnlyObjectWrapper<Optional<Conflict>> conflict = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Path>> gone = new ReadOnlyObjectWrapper<>(Optional.empty());
    /** Whether {@link #gone} says so, for the thread that looks. */
    private volatile boolean said;
    private volatile Watched watched;
    /** When the compile began at the latest whose files are seen next. */
    private volatile Instant asked = Instant.now();
    private Optional<String> askedFor = Optional.empty();
    private Watched seenFor;
    private List<Path> schemaFiles = List.of();
    private Optional<OnDisk> readBefore = Optional.empty();
    /** A schema file changed, and is to be compiled when it has rested for a turn. */
    private boolean due;
    private Map<Path, String> stamps = new HashMap<>();

    /**
     * @param saved the rule file as it was when last read or written, and what its lines ended with
     * @param sources what the rules name
     * @param roots where they say that imports are
     * @param opened what these held when they last opened
     */
    private record Watched(Optional<Path> rules, RulesOnDisk saved, List<Path> sources, List<Path> roots,
            CompileReport report, Optional<Schema> opened) {

        Watched next(Document document, RuleSyntax tree, CompileReport nextReport) {
            List<Path> named = tree.sources(document.folder());
            Optional<Schema> kept = nextReport.schema().isPresent() || !sources.equals(named) ? nextReport.schema()
                    : opened;
            return new Watched(document.file(), document.onDisk(), named, tree.importRoots(document.folder()),
                    nextReport,
                    kept);
        }
    }

    /**
     * Another program changed the rule file while there is unsaved work.
     *
     * @param mine the text in the window
     * @param theirs what is on the disk
     */
    public record Conflict(Path file, String mine, RulesOnDisk theirs) {
    }

    /** @param recompile compiles the same rules anew */
    public DiskWatch(Workbench bench, Runnable recompile, Workers workers, Executor ui) {
        this(bench, recompile, workers, ui, PACE);
    }

    DiskWatch(Workbench bench, Runnable recompile, Workers workers, Executor ui, Duration pace) {
        this.bench = bench;
        this.recompile = recompile;
        this.ui = ui;
        this.watched = new Watched(Optional.empty(), RulesOnDisk.of(""), List.of(), List.of(),
                bench.check().get().report(),
                Optional.empty());
        this.seenFor = watched;
        bench.document().subscribe(_ -> look());
        bench.check().subscribe(_ -> look());
        this.loop = workers.every("disk-watch", pace, this::turn);
    }

    /** On the FX thread: what to look at from now on. */
    private void look() {
        Document document = bench.document().get();
        if (!askedFor.equals(Optional.of(document.text()))) {
            askedFor = Optional.of(document.text());
            asked = Instant.now();
        }
        watched = watched.next(document, bench.tree().get(), bench.check().get().report());
        if (document.file().isEmpty() || !document.isDirty()) {
            conflict.set(Optional.empty());
        }
        if (!document.file().equals(gone.get()) || !document.saved().isEmpty()) {
            say(Optional.empty());
        }
    }

    private void say(Optional<Path> missing) {
        said = missing.isPresent();
        gone.set(missing);
    }

    /** On a thread of its own. */
    private void turn() {
        Watched now = watched;
        if (now != seenFor) {
            schemaFiles = WatchedFiles.of(now.sources(), now.roots(), now.report(), now.opened());
        }
        Map<Path, String> fresh = new HashMap<>();
        schemaFiles.forEach(file -> fresh.put(file, WatchedFiles.stamp(file)));
        boolean known = seenFor.rules().equals(now.rules());
        due &= known;
        due |= fresh.entrySet().stream().anyMatch(e -> stamps.containsKey(e.getKey())
                ? known && !Objects.equals(stamps.get(e.getKey()), e.getValue())
                : WatchedFiles.isNewer(e.getKey(), asked));
        boolean rests = fresh.equals(stamps);
        stamps = fresh;
        seenFor = now;
        if (due && rests) {
            due = false;
            asked = Instant.now();
            ui.execute(recompile);
        }
        now.rules().ifPresent(file -> read(file, now.saved()).ifPresent(found -> compare(file, now.saved(), found)));
    }

    /** A text counts when it was the same a turn ago: editors write piece by piece. */
    private void compare(Path file, RulesOnDisk saved, OnDisk found) {
        boolean rests = readBefore.equals(Optional.of(found));
        readBefore = Optional.of(found);
        if (rests && (found.gone() != said || !found.rules().equals(saved))) {
            ui.execute(() -> changed(file, saved, found));
        }
    }

    /** @param gone whether there is no such file, which then has no text */
    private record OnDisk(RulesOnDisk rules, boolean gone) {
    }

    /** Rule files are small; one that is not readable now is looked at again in a second. */
    private static Optional<OnDisk> read(Path file, RulesOnDisk saved) {
        try {
            return Optional.of(new OnDisk(RulesOnDisk.read(file).after(saved.ends()), false));
        } catch (NoSuchFileException e) {
            return Optional.of(new OnDisk(new RulesOnDisk("", saved.ends()), true));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void changed(Path file, RulesOnDisk saved, OnDisk found) {
        Document document = bench.document().get();
        if (!document.file().equals(Optional.of(file)) || !document.onDisk().equals(saved)) {
            return; // saved or opened meanwhile
        }
        RulesOnDisk theirs = found.rules();
        boolean same = theirs.text().equals(saved.text()) || theirs.text().equals(document.text());
        if (found.gone() || same) {
            bench.onDisk(theirs);
            conflict.set(Optional.empty());
        } else if (!document.isDirty()) {
            bench.take(theirs);
        } else {
            conflict.set(Optional.of(new Conflict(file, document.text(), theirs)));
        }
        say(found.gone() ? Optional.of(file) : Optional.empty());
    }

    /** Keeps the text in the window; the next save writes over what is on the disk. */
    public void keepMine() {
        conflict.get().ifPresent(c -> bench.onDisk(c.theirs()));
        conflict.set(Optional.empty());
    }

    /** As {@link Workbench#take}. */
    public void takeTheirs() {
        conflict.get().ifPresent(c -> bench.take(c.theirs()));
        conflict.set(Optional.empty());
    }

    /** What has to be decided by a person. */
    public ReadOnlyObjectProperty<Optional<Conflict>> conflict() {
        return conflict.getReadOnlyProperty();
    }

    /** The rule file that is open and no longer on the disk. */
    public ReadOnlyObjectProperty<Optional<Path>> gone() {
        return gone.getReadOnlyProperty();
    }

    @Override
    public void close() {
        loop.close();
    }
}
