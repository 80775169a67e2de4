package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot.GroupCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.RuleBadge;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** What a {@code count by} rule has counted for each value, most packets first unless another column is asked for. */
final class GroupTable extends BorderPane {

    /** Widths of the columns with numbers, in letters. */
    private static final double WIDE = 7.5;
    private static final double NARROW = 5.5;
    /** Of the values, at least; columns that matter less give way to them. */
    private static final double VALUES = 10;
    private static final double SCROLL_BAR = 1.4;

    /** A rule to choose. */
    private record Of(int rule, String by) {
        static Of of(RuleGroups groups) {
            return new Of(groups.number(), groups.by());
        }
    }

    private final TableView<GroupCount> table = new TableView<>();
    /** Named after what the rule counts by. */
    private final TableColumn<GroupCount, String> values = new TableColumn<>();
    private final TableColumn<GroupCount, Long> packets = column("Packets", GroupCount::packets, "%,d"::formatted);
    private final TableColumn<GroupCount, Double> share = column("Share", this::share, "%.1f %%"::formatted);
    private final TableColumn<GroupCount, Long> bytes = column("Bytes", GroupCount::bytes, "%,d"::formatted);
    private final TableColumn<GroupCount, Long> rate = column("Per second", GroupCount::perSecond, "%,d"::formatted);
    private final RuleBadge badge = new RuleBadge(0);
    private final ComboBox<Of> rules = new ComboBox<>();
    private final Label words = new Label();
    private List<RuleGroups> all = List.of();
    private int chosen;
    private boolean takingIn;

    /** @param select takes the number of a rule that is chosen here */
    GroupTable(IntConsumer select) {
        getStyleClass().add("groups");
        table.setId("groups");
        values.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().value()));
        values.setCellFactory(_ -> new ValueCell());
        packets.setSortType(SortType.DESCENDING);
        table.getColumns().setAll(List.of(values, packets, share, bytes, rate));
        table.getSortOrder().add(packets);
        table.setPlaceholder(new Label("No packet yet"));
        rules.setId("groups-of");
        rules.setAccessibleText("Groups of this rule");
        rules.setConverter(new ByWords());
        rules.setOnAction(_ -> {
            if (!takingIn && rules.getValue() != null) {
                int rule = rules.getValue().rule();
                choose(rule);
                select.accept(rule);
            }
        });
        words.getStyleClass().add("muted");
        words.setMinWidth(0);
        HBox head = new HBox(7, badge, rules, words);
        head.getStyleClass().add("groups-head");
        setTop(head);
        setCenter(table);
        setMinSize(0, 0);
        widthProperty().subscribe(_ -> divide());
        words.fontProperty().subscribe(_ -> divide());
    }

    private static <T> TableColumn<GroupCount, T> column(String name, Function<GroupCount, T> part,
            Function<T, String> words) {
        TableColumn<GroupCount, T> column = new TableColumn<>(name);
        column.getStyleClass().add("number");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(part.apply(row.getValue())));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable T item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? null : words.apply(item));
            }
        });
        return column;
    }

    private double share(GroupCount group) {
        return shown().map(g -> MonitorViewModel.percent(group.packets(), g.packets())).orElse(0.0);
    }

    // letters grow in a presentation, and the pane does not
    private void divide() {
        double letter = words.getFont().getSize();
        double room = getWidth() - (SCROLL_BAR + VALUES) * letter;
        packets.setPrefWidth(WIDE * letter);
        share.setPrefWidth(NARROW * letter);
        bytes.setPrefWidth(WIDE * letter);
        rate.setPrefWidth(WIDE * letter);
        bytes.setVisible(room >= (3 * WIDE + NARROW) * letter);
        rate.setVisible(room >= (2 * WIDE + NARROW) * letter);
        double numbers = table.getVisibleLeafColumns().stream().filter(c -> c != values)
                .mapToDouble(c -> c.getPrefWidth()).sum();
        values.setPrefWidth(Math.max(VALUES * letter, getWidth() - SCROLL_BAR * letter - numbers));
    }

    /** Whether there is something to show about that rule of the run. */
    boolean has(int rule) {
        return all.stream().anyMatch(g -> g.number() == rule);
    }

    /** Shows these; the rule that was chosen stays. */
    void show(List<RuleGroups> groups) {
        if (groups.equals(all)) {
            return;
        }
        all = groups;
        fill();
    }

    /** Shows what the rule with that number in the run has counted. */
    void choose(int rule) {
        chosen = rule;
        fill();
    }

    private Optional<RuleGroups> shown() {
        return all.stream().filter(g -> g.number() == chosen).findFirst().or(() -> all.stream().findFirst());
    }

    private void fill() {
        boolean several = all.size() > 1;
        List<Of> choices = several ? all.stream().map(Of::of).toList() : List.of();
        takingIn = true;
        if (!choices.equals(rules.getItems())) {
            rules.getItems().setAll(choices);
        }
        rules.setValue(several ? shown().map(Of::of).orElse(null) : null);
        takingIn = false;
        rules.setVisible(several);
        rules.setManaged(several);
        shown().ifPresent(this::fill);
    }

    private void fill(RuleGroups groups) {
        badge.show(groups.number(), false);
        values.setText(groups.by());
        words.setText(MonitorViewModel.words(groups));
        Hint.say(words, String.join("\n", "by " + groups.by(), words.getText(), MonitorViewModel.full(groups)).strip());
        table.setAccessibleText("Groups of rule %d by %s".formatted(groups.number(), groups.by()));
        Optional<String> selected = Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                .map(GroupCount::value);
        table.getItems().setAll(groups.top());
        table.sort();
        table.getItems().stream().filter(g -> selected.equals(Optional.of(g.value()))).findFirst()
                .ifPresent(table.getSelectionModel()::select);
    }

    private static final class ValueCell extends TableCell<GroupCount, String> {
        ValueCell() {
            getStyleClass().add("mono");
        }

        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
            Hint.say(this, empty || item == null ? "" : item);
        }
    }

    private static final class ByWords extends StringConverter<Of> {
        @Override
        public String toString(@Nullable Of of) {
            return of == null ? "" : "%d by %s".formatted(of.rule(), of.by());
        }

        @Override
        public Of fromString(String text) {
            throw new UnsupportedOperationException("rules are chosen, not typed");
        }
    }
}
