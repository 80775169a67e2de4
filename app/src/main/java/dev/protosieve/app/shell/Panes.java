package dev.protosieve.app.shell;

import dev.protosieve.app.theme.Pane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import org.jspecify.annotations.Nullable;

/** Which panes of a few rows are shown, where the dividers stand, and which pane has the keys. */
final class Panes {

    private final SplitPane all;
    private final List<SplitPane> rows;
    /** They have the keys when a pane goes and nothing had them before it. */
    private final Pane main;
    private final Map<SplitPane, List<Pane>> content = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<Pane>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final Map<String, String> places = new HashMap<>();

    private final Runnable divide;
    /** What has the keys, and what had them last in another pane. */
    private @Nullable Node latest;
    private @Nullable Node before;
    /** What came last in the place of other panes. */
    private List<Pane> guests = List.of();

    /**
     * @param all holds the rows, which hold panes
     * @param main takes the keys of a pane that goes
     * @param divide gives each of the panes that are shown its share of the room
     */
    Panes(SplitPane all, Pane main, Runnable divide) {
        this.all = all;
        this.main = main;
        this.divide = divide;
        this.rows = all.getItems().stream().map(SplitPane.class::cast).toList();
        rows.forEach(row -> content.put(row, row.getItems().stream().map(Pane.class::cast).toList()));
        shown.set(every());
        all.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(this::remember);
    }

    private void remember(@Nullable Node owner) {
        Optional<Pane> pane = paneOf(owner);
        if (pane.isPresent()) {
            before = pane.equals(paneOf(latest)) ? before : latest;
            latest = owner;
        }
    }

    /** All panes in reading order. */
    List<Pane> every() {
        return rows.stream().flatMap(row -> content.getOrDefault(row, List.of()).stream()).toList();
    }

    ReadOnlyObjectProperty<List<Pane>> shown() {
        return shown.getReadOnlyProperty();
    }

    /**
     * Shows these and hides the others; dividers go where they were when the same panes were shown last. Keys that went to one
     * that is hidden go to what comes in its place, or back.
     */
    void show(List<Pane> wanted) {
        if (wanted.isEmpty() || wanted.equals(shown.get())) {
            return;
        }
        if (all.getScene() != null) {
            // before that, nobody has put them anywhere
            places.put(names(), dividers());
        }
        List<Pane> were = shown.get();
        boolean keysGo = focused().filter(pane -> !wanted.contains(pane)).isPresent();
        for (SplitPane row : rows) {
            row.getItems().setAll(content.getOrDefault(row, List.of()).stream().filter(wanted::contains).toList());
        }
        all.getItems().setAll(rows.stream().filter(row -> !row.getItems().isEmpty()).toList());
        shown.set(every().stream().filter(wanted::contains).toList());
        Optional.ofNullable(places.get(names())).ifPresentOrElse(this::divide, divide);
        passKeys(keysGo, shown.get().stream().filter(pane -> !were.contains(pane)).toList());
    }

    /** To what comes in the place of a pane; when that goes again, back to what had them before it. */
    private void passKeys(boolean keysGo, List<Pane> coming) {
        boolean going = !shown.get().containsAll(guests);
        if (keysGo && !going && !coming.isEmpty()) {
            focus(coming.getFirst());
        } else if (keysGo) {
            keysBack();
        }
        guests = going ? List.of() : coming.isEmpty() ? guests : coming;
    }

    private void keysBack() {
        Node back = before;
        if (back != null && back.getScene() != null && paneOf(back).filter(shown.get()::contains).isPresent()
                && first(back).filter(back::equals).isPresent()) {
            back.requestFocus();
        } else {
            focus(shown.get().contains(main) ? main : shown.get().getFirst());
        }
    }

    void toggle(Pane pane) {
        List<Pane> next = new ArrayList<>(shown.get());
        if (!next.remove(pane)) {
            next.add(pane);
        }
        show(every().stream().filter(next::contains).toList());
    }

    /** Shows it if it is hidden, and gives it the keys. */
    void focus(Pane pane) {
        if (!shown.get().contains(pane)) {
            toggle(pane);
        }
        // what was never shown has no parts before
        pane.applyCss();
        first(pane.getCenter()).or(() -> first(pane)).ifPresent(Node::requestFocus);
    }

    /** The keys go to the next pane, or the one before. */
    void focusNext(int by) {
        List<Pane> panes = shown.get();
        int now = panes.indexOf(focused().orElse(null));
        focus(panes.get(Math.floorMod(now < 0 ? 0 : now + by, panes.size())));
    }

    private Optional<Pane> focused() {
        return all.getScene() == null ? Optional.empty() : paneOf(all.getScene().getFocusOwner());
    }

    private static Optional<Pane> paneOf(@Nullable Node inside) {
        Node node = inside;
        while (node != null && !(node instanceof Pane)) {
            node = node.getParent();
        }
        return Optional.ofNullable((Pane) node);
    }

    private static Optional<Node> first(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return Optional.empty();
        }
        if (node.isFocusTraversable()) {
            return Optional.of(node);
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(child -> first(child).stream()).findFirst()
                : Optional.empty();
    }

    String names() {
        return shown.get().stream().map(Pane::title).collect(Collectors.joining(","));
    }

    /** Where the dividers of what is shown stand, as text. */
    String dividers() {
        return Stream.concat(Stream.of(all), rows.stream())
                .map(split -> Arrays.stream(split.getDividerPositions())
                        .mapToObj(p -> String.format(Locale.ROOT, "%.4f", p))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }

    /** Puts the dividers where {@link #dividers} had them; a text that does not fit changes nothing. */
    void divide(String text) {
        String[] parts = text.split("\\|", -1);
        List<SplitPane> splits = Stream.concat(Stream.of(all), rows.stream()).toList();
        for (int i = 0; i < splits.size() && parts.length == splits.size(); i++) {
            try {
                double[] positions = Arrays.stream(parts[i].strip().split(" +")).filter(p -> !p.isEmpty())
                        .mapToDouble(Double::parseDouble).toArray();
                if (positions.length == splits.get(i).getDividers().size()) {
                    splits.get(i).setDividerPositions(positions);
                }
            } catch (NumberFormatException e) {
                return;
            }
        }
    }
}
