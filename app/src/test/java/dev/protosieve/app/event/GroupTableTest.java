package dev.protosieve.app.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.Beside;
import dev.protosieve.app.session.RunSnapshot.Chart;
import dev.protosieve.app.session.RunSnapshot.GroupCount;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The groups of {@code count by} rules, in the monitor. */
final class GroupTableTest {

    private static final GroupCount ADA = new GroupCount("\"ada\"", 10, 900, 3);
    private static final GroupCount BOB = new GroupCount("\"bob\"", 30, 600, 1);

    private final FxThread fx = new FxThread();
    private Workbench bench;
    private MonitorView monitor;

    @BeforeEach
    void open(@TempDir Path folder) {
        fx.start();
        onFx(() -> {
            bench = new Workbench(Samples.document(folder, Samples.HEAD
                    + "\"spam\" drop if msg.safe\n\"by author\" count by msg.query\n\"by page\" count by msg.page\n"));
            monitor = new MonitorView(new MonitorViewModel(bench));
            new Scene(monitor, 870, 250);
        });
    }

    private void onFx(Runnable work) {
        CompletableFuture.runAsync(work, fx).join();
    }

    private static RuleGroups groups(int rule, GroupCount... top) {
        return new RuleGroups(rule, "by", rule == 2 ? "msg.query" : "msg.page", top.length, 40, 0, List.of(top));
    }

    private void show(boolean ended, RuleGroups... groups) {
        List<RuleCount> rules = List.of(count(1, "spam"), count(2, "by author"), count(3, "by page"));
        bench.snapshot().set(Optional.of(new RunSnapshot(Duration.ofSeconds(9), rules, Map.of(), 0, 0, 0, 0, 0, 0,
                false, new Beside(0, 0, List.of(groups)), Chart.EMPTY, List.of(), ended)));
        monitor.applyCss();
        monitor.layout();
    }

    private static RuleCount count(int number, String name) {
        return new RuleCount(number, "named " + name, name, Action.COUNT, 40, 1500, 4, new long[60]);
    }

    @SuppressWarnings("unchecked")
    private TableView<GroupCount> table() {
        return (TableView<GroupCount>) monitor.lookup("#groups");
    }

    private List<String> values() {
        return table().getItems().stream().map(GroupCount::value).toList();
    }

    private boolean showsGroups() {
        return table().getParent().isVisible();
    }

    private void showEvents() {
        ((SegmentedButton) monitor.views()).getButtons().getFirst().fire();
    }

    @Test
    void offersGroupsOnlyWhereThereAreSome() {
        onFx(() -> {
            Node views = monitor.views();
            show(false);
            assertFalse(views.isVisible());
            show(false, groups(2, BOB, ADA));
            assertTrue(views.isVisible());
            assertFalse(showsGroups(), "nobody asked for them");
            show(false);
            assertFalse(views.isVisible());
        });
    }

    @Test
    void selectingARuleThatCountsShowsItsGroupsWhichStayAfterDetaching() {
        onFx(() -> {
            show(false, groups(2, BOB, ADA), groups(3, ADA));
            bench.selectRule(2);
            assertTrue(showsGroups());
            assertEquals(List.of("\"bob\"", "\"ada\""), values());
            bench.selectRule(3);
            assertEquals(List.of("\"ada\""), values());
            bench.selectRule(1);
            show(true, groups(2, BOB, ADA), groups(3, ADA));
            assertTrue(showsGroups());
            assertEquals(List.of("\"ada\""), values(), "the rule that was looked at");
        });
    }

    @Test
    void leavesTheEventsToThoseWhoWentBackToThem() {
        onFx(() -> {
            show(false, groups(2, BOB, ADA));
            bench.selectRule(2);
            showEvents();
            show(false, groups(2, ADA));
            assertFalse(showsGroups());
        });
    }

    @Test
    void keepsOrderAndChosenLineWhileItCounts() {
        onFx(() -> {
            show(false, groups(2, BOB, ADA));
            TableColumn<GroupCount, ?> bytes = table().getColumns().get(3);
            bytes.setSortType(TableColumn.SortType.DESCENDING);
            table().getSortOrder().setAll(List.of(bytes));
            table().getSelectionModel().select(BOB);
            GroupCount more = new GroupCount("\"bob\"", 31, 620, 1);
            show(false, groups(2, more, ADA));
            assertEquals(List.of("\"ada\"", "\"bob\""), values());
            assertEquals(more, table().getSelectionModel().getSelectedItem());
        });
    }

    @Test
    void aRuleThatIsChosenAmongSeveralIsSelectedEverywhere() {
        onFx(() -> {
            show(false, groups(2, BOB, ADA), groups(3, ADA));
            ComboBox<?> rules = (ComboBox<?>) monitor.lookup("#groups-of");
            rules.getSelectionModel().select(1);
            assertEquals(3, bench.selection().get().rule());
            assertEquals(List.of("\"ada\""), values());
        });
    }
}
