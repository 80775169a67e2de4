package dev.protosieve.app.event;

import static dev.protosieve.app.task.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.typed.Cause;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventListTest {

    private static final List<SeenEvent> EVENTS = IntStream.range(0, 9).mapToObj(i -> new SeenEvent(i, Instant.EPOCH, 1,
            "drop if msg.page > 3", Cause.RULE, Action.DROP, false, "10.0.0.7:" + i, "page: " + i, new byte[]{(byte) i},
            1))
            .toList();

    private final FxThread fx = new FxThread();
    private Workbench bench;
    private EventList list;

    @BeforeEach
    void open(@TempDir Path folder) {
        fx.start();
        onFx(() -> {
            bench = new Workbench(Samples.document(folder, Samples.HEAD + "drop if msg.page > 3\npass\n"));
            list = new EventList(new MonitorViewModel(bench));
            return new Scene(list, 600, 400);
        });
    }

    private <T> T onFx(Supplier<T> look) {
        return CompletableFuture.supplyAsync(look, fx).join();
    }

    private void onFx(Runnable work) {
        CompletableFuture.runAsync(work, fx).join();
    }

    private void show(int from, int to) {
        list.show(EVENTS.subList(from, to + 1).reversed(), false);
    }

    private List<Long> shown() {
        return list.getItems().stream().map(SeenEvent::sequence).toList();
    }

    private void enter() {
        list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    }

    private String inTheLab() {
        return bench.probe().get().from();
    }

    @Test
    void keepsTheChosenEventWhileOthersCome() {
        onFx(() -> {
            show(0, 2);
            list.getSelectionModel().select(EVENTS.get(1));
            show(0, 3);
            assertEquals(2, list.getSelectionModel().getSelectedIndex());
            show(5, 8);
            assertEquals(List.of(8L, 7L, 6L, 5L, 1L), shown(), "the chosen one stays behind those that pushed it out");
            enter();
            assertEquals("event from 10.0.0.7:1", inTheLab());
        });
    }

    @Test
    void takesNoSelectionAwayFromOtherPanesWhenOthersCome() {
        onFx(() -> {
            show(0, 2);
            list.getSelectionModel().select(EVENTS.get(1));
            assertEquals(1, bench.selection().get().rule());
            bench.selectRule(2);
            show(0, 3);
            assertEquals(2, bench.selection().get().rule());
        });
    }

    @Test
    void selectsTheRuleOfTheEventWhereverItStandsNow() {
        onFx(() -> {
            show(0, 2);
            bench.type(Samples.HEAD + "log\ndrop if msg.page > 3\n");
            list.getSelectionModel().select(EVENTS.get(1));
            assertEquals(2, bench.selection().get().rule());
            bench.type(Samples.HEAD + "log\n");
            list.getSelectionModel().select(EVENTS.get(2));
            assertEquals(0, bench.selection().get().rule());
        });
    }

    @Test
    void theSignIsTheNumberThatTheRuleHasInTheFilterAtWork() {
        onFx(() -> {
            list.number(List.of(count(1, EVENTS.getFirst().key())));
            show(0, 2);
            assertEquals(Set.of("1"), signs());
            list.number(List.of(count(1, "log if true"), count(2, EVENTS.getFirst().key())));
            assertEquals(Set.of("2"), signs());
            list.number(List.of(count(1, "log if true")));
            assertEquals(Set.of("\u00b7"), signs(), "the rule is gone");
        });
    }

    private static RuleCount count(int number, String key) {
        return new RuleCount(number, key, "", Action.DROP, 0, 0, 0, new long[0]);
    }

    private Set<String> signs() {
        list.applyCss();
        list.resize(600, 400);
        list.layout();
        return list.lookupAll(".rule-badge").stream().map(Label.class::cast).map(Label::getText)
                .collect(Collectors.toSet());
    }

    @Test
    void callsDroppedOnlyWhatWasDropped() {
        onFx(() -> {
            list.show(List.of(event(4, Cause.RULE, Action.DROP, false), event(3, Cause.MALFORMED, Action.DROP, true),
                    event(2, Cause.RULE, Action.LIMIT, true), event(1, Cause.DEFAULT, Action.DROP, true),
                    event(0, Cause.RULE, Action.PASS, true)), false);
            list.applyCss();
            list.resize(600, 400);
            list.layout();
            assertEquals(Set.of("drop verdict-drop", "malformed verdict-malformed", "would drop verdict-would-drop",
                    "pass verdict-pass"),
                    list.lookupAll(".event-verdict").stream().map(Label.class::cast)
                            .map(l -> l.getText() + " " + l.getStyleClass().getLast()).collect(Collectors.toSet()));
        });
    }

    private static SeenEvent event(int sequence, Cause cause, Action action, boolean observed) {
        return new SeenEvent(sequence, Instant.EPOCH, 0, "", cause, action, observed, "", "", new byte[1], 1);
    }

    @Test
    void leavesTheRoomOfTheSenderToTheMessageWhereThereIsLittle() {
        onFx(() -> {
            show(0, 2);
            assertTrue(showsSenders(600));
            assertFalse(showsSenders(300));
        });
    }

    private boolean showsSenders(double width) {
        list.resize(width, 400);
        list.applyCss();
        list.layout();
        return list.lookupAll(".event-source").stream().allMatch(sender -> sender.isVisible() && sender.isManaged());
    }

    @Test
    void keepsNoEventOfAnEarlierRun() {
        onFx(() -> {
            show(0, 8);
            list.getSelectionModel().select(EVENTS.get(1));
            list.show(
                    List.of(new SeenEvent(1, Instant.EPOCH, 1, "", Cause.RULE, Action.DROP, false, "", "", new byte[1],
                            1)),
                    false);
            assertEquals(List.of(1L), shown());
            assertEquals(-1, list.getSelectionModel().getSelectedIndex());
        });
    }

    @Test
    void theMenuIsAboutTheEventItWasAskedFor() {
        onFx(() -> {
            show(0, 2);
            var menu = list.menu(EVENTS.get(2));
            list.getSelectionModel().clearSelection();
            menu.getItems().getFirst().fire();
            assertEquals("event from 10.0.0.7:2", inTheLab());
        });
    }

    @Test
    void staysWhileItIsReadButMissesNothingAtTheEnd() {
        Stage stage = onFx(() -> {
            Stage window = new Stage();
            window.setScene(list.getScene());
            window.show();
            return window;
        });
        try {
            await("the mouse", () -> onFx(() -> {
                Point2D at = list.localToScreen(50, 50);
                new Robot().mouseMove(at.add(Math.random(), 0));
                return list.isHover();
            }));
            onFx(() -> {
                show(0, 2);
                list.getSelectionModel().select(EVENTS.get(1));
                show(0, 3);
                assertEquals(List.of(2L, 1L, 0L), shown());
                list.show(EVENTS.reversed(), true);
                assertEquals(9, list.getItems().size());
                assertEquals(EVENTS.get(1), list.getSelectionModel().getSelectedItem());
            });
        } finally {
            onFx(stage::close);
        }
    }
}
