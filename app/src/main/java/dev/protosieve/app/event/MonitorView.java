package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.Palette;
import dev.protosieve.app.theme.RuleBadge;
import dev.protosieve.engine.typed.Cause;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Chart, events, and the line under both that adds them up. */
public final class MonitorView extends BorderPane {

    private final MonitorViewModel model;
    private final SplitPane split;
    private @Nullable RateChart chart;
    private Palette palette = Palette.DARK;
    private final EventList events;
    private final GroupTable groups;
    private final Legend legend;
    private final ToggleButton showEvents = new ToggleButton("Events");
    private final ToggleButton showGroups = new ToggleButton("Groups");
    private final SegmentedButton views = new SegmentedButton(showEvents, showGroups);
    private final Label sum = new Label();
    private final Label sumWord = new Label();
    private final Label totals = new Label();
    private final FlowPane bottom = new FlowPane(sumWord, sum, totals);
    private int selected;
    private boolean wasGood;

    public MonitorView(MonitorViewModel model) {
        this.model = model;
        getStyleClass().add("monitor");
        events = new EventList(model);
        groups = new GroupTable(model::select);
        legend = new Legend(model::select);
        Label invitation = new Label();
        invitation.getStyleClass().add("invitation");
        invitation.textProperty().bind(model.invitation());
        split = new SplitPane(new StackPane(events, groups));
        split.visibleProperty().bind(invitation.textProperty().isEmpty());
        BorderPane shown = new BorderPane(split);
        shown.setTop(legend);
        setCenter(new StackPane(shown, invitation));
        setUpViews();
        sum.setId("reconciliation");
        sumWord.setMinWidth(Region.USE_PREF_SIZE);
        sum.getStyleClass().add("muted");
        totals.getStyleClass().add("muted");
        bottom.getStyleClass().add("sum-line");
        setBottom(bottom);
        model.snapshot().subscribe(this::show);
        model.selection().subscribe(_ -> {
            show(model.snapshot().getValue());
            follow();
        });
        // letters grow in a presentation
        sum.fontProperty().subscribe(_ -> letters());
    }

    private void setUpViews() {
        showEvents.setId("show-events");
        showGroups.setId("show-groups");
        Hint.say(showGroups, "Packets for each value of a \u201ccount by\u201d rule");
        showEvents.setOnAction(_ -> show(true));
        showGroups.setOnAction(_ -> show(false));
        views.managedProperty().bind(views.visibleProperty());
        views.setVisible(false);
        views.setMinWidth(Region.USE_PREF_SIZE);
        show(true);
    }

    private void show(boolean asEvents) {
        showEvents.setSelected(asEvents);
        showGroups.setSelected(!asEvents);
        events.setVisible(asEvents);
        groups.setVisible(!asEvents);
    }

    // a rule that counts has no events, but groups
    private void follow() {
        int rule = model.selectedRule();
        if (rule != selected) {
            selected = rule;
            if (groups.has(rule)) {
                groups.choose(rule);
                show(false);
            }
        }
    }

    private void letters() {
        if (chart != null) {
            chart.letters(sum.getFont().getSize());
        }
    }

    /** For the head of the pane: events or groups, where there are groups. */
    public Node views() {
        return views;
    }

    /** Takes the colours of a theme. */
    public void dress(Palette next) {
        palette = next;
        if (chart != null) {
            chart.dress(next);
        }
    }

    /** Makes the chart, which nobody sees before the first numbers come. */
    public void complete() {
        chart();
    }

    private RateChart chart() {
        if (chart == null) {
            chart = new RateChart();
            chart.dress(palette);
            letters();
            split.getItems().addFirst(chart);
            split.setDividerPositions(0.45);
        }
        return chart;
    }

    private void show(Optional<RunSnapshot> snapshot) {
        bottom.setVisible(snapshot.isPresent());
        bottom.setManaged(snapshot.isPresent());
        if (snapshot.isEmpty()) {
            legend.show(List.of());
            show(List.of());
            return;
        }
        RunSnapshot now = snapshot.get();
        chart().show(now.chart(), model.selectedRule());
        events.number(now.rules());
        events.show(now.events(), now.ended());
        legend.show(now.chart().bands());
        show(now.beside().groups());
        boolean good = now.addsUp() || !now.ended();
        sumWord.setText(now.addsUp() ? "adds up:" : now.ended() ? "does not add up:" : "counting:");
        if (sumWord.getGraphic() == null || wasGood != good) {
            wasGood = good;
            Node icon = Icons.of(good ? Feather.CHECK : Feather.ALERT_TRIANGLE);
            icon.getStyleClass().add(good ? "icon-pass" : "icon-drop");
            sumWord.setGraphic(icon);
            sumWord.getStyleClass().setAll("label", "strong", good ? "verdict-pass" : "verdict-drop");
        }
        sum.setText(MonitorViewModel.reconciliation(now) + "  \u00b7");
        totals.setText(MonitorViewModel.totals(now));
    }

    /** The sign of a band or an event. */
    static RuleBadge badge(int rule, Cause cause) {
        return isTrouble(cause) ? RuleBadge.trouble() : new RuleBadge(rule);
    }

    static boolean isTrouble(Cause cause) {
        return cause != Cause.RULE && cause != Cause.DEFAULT;
    }

    private void show(List<RuleGroups> next) {
        boolean first = !views.isVisible();
        groups.show(next);
        views.setVisible(!next.isEmpty());
        if (next.isEmpty() && !events.isVisible()) {
            show(true);
        } else if (first) {
            selected = 0;
            follow();
        }
    }
}
