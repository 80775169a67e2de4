package dev.protosieve.app.shell;

import static dev.protosieve.app.shell.Action.Menu.EDIT;
import static dev.protosieve.app.shell.Action.Menu.FILE;
import static dev.protosieve.app.shell.Action.Menu.HELP;
import static dev.protosieve.app.shell.Action.Menu.RUN;
import static dev.protosieve.app.shell.Action.Menu.VIEW;

import dev.protosieve.app.project.ProjectFiles;
import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Runner;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.theme.Appearance;
import dev.protosieve.app.theme.Pane;
import dev.protosieve.engine.rule.RuleSyntax;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;

/** Everything that the window can do, once, for menus, palette, keys and the welcome page. */
final class WindowActions {

    /** Menus in the menu View. */
    private static final String GO = "Go to a pane";
    private static final String PANES = "Show or hide panes";

    private final Workbench bench;
    private final Runner runner;
    private final FileDesk desk;
    private final MainView view;
    private final Appearance appearance;
    private final Presentation presentation;
    private final Help help;
    private final Overlay overlay;
    private final BackgroundTasks tasks;
    private final Exports exports;
    private final Gestures gestures;
    private final List<List<Action>> groups = new ArrayList<>();

    /**
     * @param picture the window as it is
     * @param welcome shows the page that welcomes
     * @param close closes the window
     */
    WindowActions(Workbench bench, Runner runner, FileDesk desk, MainView view, Appearance appearance,
            Presentation presentation, Help help, Overlay overlay, BackgroundTasks tasks, Stage stage,
            Supplier<WritableImage> picture, Runnable welcome, Runnable close) {
        this.bench = bench;
        this.runner = runner;
        this.desk = desk;
        this.view = view;
        this.appearance = appearance;
        this.presentation = presentation;
        this.help = help;
        this.overlay = overlay;
        this.tasks = tasks;
        this.exports = new Exports(bench, desk, tasks, picture);
        this.gestures = new Gestures(bench);
        files(welcome, close);
        editing();
        looks(stage);
        panes();
        running();
        packets();
        helping(welcome);
    }

    private void files(Runnable welcome, Runnable close) {
        groups.add(List.of(Action.of("new", FILE, "New rule file", "Shortcut+N", desk::create),
                Action.of("open", FILE, "Open a rule file\u2026", "Shortcut+O", desk::choose),
                Action.of("open-schema", FILE, "Open a schema\u2026", "Shortcut+Shift+O", desk::chooseSchema),
                Action.of("quick-open", FILE, "Go to a rule file\u2026", "Shortcut+P", this::quickOpen)));
        groups.add(List.of(Action.of("save", FILE, "Save", "Shortcut+S", desk::save),
                Action.of("save-as", FILE, "Save as\u2026", "Shortcut+Shift+S", desk::saveAs)));
        groups.add(List.of(
                Action.of("export-object", FILE, "Export the filter as an ELF object\u2026", "", exports::object)
                        .when(exports.possible()),
                Action.of("export-listing", FILE, "Export the assembly as text\u2026", "", exports::listing)
                        .when(exports.possible()),
                Action.of("export-picture", FILE, "Export a picture of the window\u2026", "", exports::picture)));
        groups.add(List.of(
                Action.of("close-file", FILE, "Close the file", "Shortcut+W",
                        () -> desk.unlessUnsaved(() -> {
                            desk.forget();
                            welcome.run();
                        })),
                Action.of("quit", FILE, "Quit", "Shortcut+Q", close)));
    }

    private void editing() {
        groups.add(List.of(
                Action.of("undo-edit", EDIT, "Undo", "Shortcut+Z", bench::undo).when(bench.canUndo())
                        .called(bench.undoName().map(step -> step.isEmpty() ? "Undo" : "Undo: " + step)),
                Action.of("redo-edit", EDIT, "Redo", "Shortcut+Shift+Z", bench::redo).when(bench.canRedo())
                        .called(bench.redoName().map(step -> step.isEmpty() ? "Redo" : "Redo: " + step))));
        groups.add(List.of(
                Action.of("duplicate-rule", EDIT, "Duplicate the selected rule", "",
                        () -> gestures.duplicate(bench.selection().get().rule())).when(hasRule()),
                Action.of("delete-rule", EDIT, "Delete the selected rule", "",
                        () -> gestures.delete(bench.selection().get().rule())).when(hasRule())));
        groups.add(List.of(
                Action.of("go-to-rule", EDIT, "Go to a rule\u2026", "Shortcut+G", this::goToRule)
                        .when(bench.tree().map(tree -> !tree.rules().isEmpty())),
                Action.of("palette", EDIT, "Find a command\u2026", "Shortcut+Shift+P", this::findCommand)));
    }

    private ObservableValue<Boolean> hasRule() {
        return bench.selection().map(s -> s.rule() > 0);
    }

    private void looks(Stage stage) {
        groups.add(List.of(Action.of("blocks", VIEW, "Rules as blocks", "Shortcut+B", () -> view.goTo(true)),
                Action.of("text", VIEW, "Rules as text", "Shortcut+T", () -> view.goTo(false))));
        groups.add(List.of(theme("Light", Appearance.Choice.LIGHT), theme("Dark", Appearance.Choice.DARK),
                theme("As the system", Appearance.Choice.SYSTEM),
                Action.of("present", VIEW, "Presentation mode", "F11", presentation::toggle).called(
                        appearance.presenting().map(on -> on ? "Leave presentation mode" : "Presentation mode")),
                Action.of("full-screen", VIEW, "Full screen", "Shift+F11",
                        () -> stage.setFullScreen(!stage.isFullScreen()))));
        groups.add(List.of(Action.of("larger", VIEW, "Larger", "Shortcut+PLUS", appearance::larger),
                Action.of("smaller", VIEW, "Smaller", "Shortcut+MINUS", appearance::smaller),
                Action.of("natural", VIEW, "Natural size", "Shortcut+0", () -> appearance.setPercent(100))));
    }

    private Action theme(String name, Appearance.Choice choice) {
        return Action.of("theme-" + choice.name().toLowerCase(Locale.ROOT), VIEW, "Theme: " + name, "",
                () -> appearance.choice().set(choice))
                .called(appearance.choice().map(c -> "Theme: " + name + (c == choice ? "  \u2713" : "")))
                .under("Theme");
    }

    private void panes() {
        Panes panes = view.panes();
        List<Action> shown = new ArrayList<>();
        List<Action> keys = new ArrayList<>();
        for (Pane pane : panes.every()) {
            int number = keys.size() + 1;
            String name = pane.title().toLowerCase(Locale.ROOT);
            keys.add(Action.of("go-" + name, VIEW, "Go to " + pane.title(), number > 9 ? "" : "Shortcut+" + number,
                    () -> view.goTo(pane)).under(GO));
            shown.add(Action.of("toggle-" + name, VIEW, "Hide " + pane.title(), "", () -> panes.toggle(pane)).called(
                    panes.shown().map(now -> (now.contains(pane) ? "Hide " : "Show ") + pane.title())).under(PANES));
        }
        keys.add(Action.of("next-pane", VIEW, "Go to the next pane", "F6", () -> panes.focusNext(1)).under(GO));
        keys.add(
                Action.of("last-pane", VIEW, "Go to the pane before", "Shift+F6", () -> panes.focusNext(-1)).under(GO));
        groups.add(keys);
        shown.add(Action.of("all-panes", VIEW, "Show the usual panes", "", view::reset).under(PANES));
        groups.add(shown);
    }

    private void running() {
        groups.add(List.of(
                Action.of("load-filter", RUN, "Load", "Shortcut+ENTER", this::loadOrReplace)
                        .called(bench.run().map(r -> r.isRunning() ? "Replace the running filter" : "Load the filter"))
                        .when(bench.check().map(c -> c.isRunnable())),
                Action.of("detach-filter", RUN, "Detach the filter", "Shortcut+Shift+ENTER", runner::detach)
                        .when(bench.run().map(r -> r.isRunning()))));
        groups.add(List.of(Action.of("observe-only", RUN, "Observe only", "",
                () -> gestures.setObserving(!gestures.isObserving())).called(
                        bench.tree().map(_ -> gestures.isObserving() ? "Enforce: drop what the rules drop"
                                : "Observe: count only, drop nothing"))
                .when(bench.treeStale().map(stale -> !stale))));
    }

    private void packets() {
        groups.add(List.of(
                Action.of("packet-lab", RUN, "Packet lab", "Shortcut+L",
                        () -> bench.labShown().set(!bench.labShown().get())).called(
                                bench.labShown().map(on -> on ? "Leave the packet lab" : "Packet lab")),
                Action.of("step", RUN, "Step forward", "F10", () -> view.step(1)),
                Action.of("step-back", RUN, "Step back", "Shift+F10", () -> view.step(-1))));
    }

    private void loadOrReplace() {
        if (bench.run().get().isRunning()) {
            runner.replace();
        } else {
            runner.load();
        }
    }

    private void helping(Runnable welcome) {
        groups.add(List.of(Action.of("welcome-page", HELP, "Welcome, lessons and samples", "", welcome),
                Action.of("keys", HELP, "Keys", "F1", help::keys)));
        groups.add(List.of(Action.of("doctor", HELP, "What this machine can do", "", help::doctor),
                Action.of("about", HELP, "About Protosieve", "", help::about)));
    }

    /** In groups that belong together. */
    List<List<Action>> groups() {
        return groups;
    }

    List<Action> all() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /**
     * Other keys for the same: a plus has its own key on some keyboards, shares one with "=" on others, and stands on the number
     * pad; people know two keys for redo.
     */
    Map<KeyCombination, Runnable> otherKeys() {
        Map<KeyCombination, Runnable> keys = new LinkedHashMap<>();
        Map.of("larger", List.of("Shortcut+EQUALS", "Shortcut+Shift+EQUALS", "Shortcut+Shift+PLUS", "Shortcut+ADD"),
                "smaller", List.of("Shortcut+SUBTRACT"), "natural", List.of("Shortcut+NUMPAD0"),
                "redo-edit", List.of("Shortcut+Y"))
                .forEach((id, others) -> others.forEach(
                        other -> keys.put(KeyCombination.keyCombination(other), named(id)::runIfPossible)));
        return keys;
    }

    private Action named(String id) {
        return all().stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
    }

    Action palette() {
        return named("palette");
    }

    /** What one begins with. */
    List<Action> starters() {
        return Stream.of("open", "open-schema", "new").map(this::named).toList();
    }

    private void findCommand() {
        List<Action> possible = all().stream().filter(a -> a.possible().getValue() && !a.id().equals("palette"))
                .toList();
        new Finder<>(overlay, "Type a few letters of a command", possible,
                new Finder.Look<>(a -> a.menu().title() + ": " + a.title().getValue(), Action::keyText),
                Action::runIfPossible).show();
    }

    private void goToRule() {
        RuleSyntax tree = bench.tree().get();
        List<Integer> numbers = IntStream.rangeClosed(1, tree.rules().size()).boxed().toList();
        new Finder<>(overlay, "Type a rule's number or a few letters of it", numbers,
                new Finder.Look<>(n -> n + "   " + tree.source().slice(tree.rules().get(n - 1).span()).strip()
                        .replaceAll("\\s+", " "),
                        n -> "line " + tree.source().line(tree.rules().get(n - 1).span().start())),
                view::goToRule).show();
    }

    private void quickOpen() {
        Path folder = bench.document().get().folder();
        Finder<Path> finder = new Finder<>(overlay, "Type a few letters of a rule file in " + folder, List.of(),
                new Finder.Look<>(p -> folder.relativize(p).toString(), _ -> ""), desk::openAny);
        finder.show();
        tasks.start("Looking for rule files", _ -> ProjectFiles.in(folder), finder::setItems, _ -> {
        });
    }
}
