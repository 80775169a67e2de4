package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.Band;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.Palette;
import dev.protosieve.app.theme.RuleBadge;
import dev.protosieve.engine.typed.Cause;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Chart, events, and the line under both that adds them up. */
public final class MonitorView extends BorderPane {

    private static final int MOST_IN_LEGEND = 6;

    private final MonitorViewModel model;
    private final SplitPane split;
    private @Nullable RateChart chart;
    private Palette palette = Palette.DARK;
    private final EventList events;
    private final HBox legend = new HBox(9);
    private final Label sum = new Label();
    private final Label sumWord = new Label();
    private final Label totals = new Label();
    private final HBox bottom = new HBox(8, sumWord, sum, totals);
    private List<String> named = List.of();
    private boolean wasGood;

    public MonitorView(MonitorViewModel model) {
        this.model = model;
        getStyleClass().add("monitor");
        events = new EventList(model);
        Label invitation = new Label();
        invitation.getStyleClass().add("invitation");
        invitation.textProperty().bind(model.invitation());
        split = new SplitPane(events);
        split.visibleProperty().bind(invitation.textProperty().isEmpty());
        setCenter(new StackPane(split, invitation));
        legend.setAlignment(Pos.CENTER_RIGHT);
        sum.setId("reconciliation");
        sum.setMinWidth(0);
        sumWord.setMinWidth(Region.USE_PREF_SIZE);
        sum.getStyleClass().add("muted");
        totals.getStyleClass().add("muted");
        totals.setMinWidth(0);
        bottom.getStyleClass().add("sum-line");
        setBottom(bottom);
        model.snapshot().subscribe(this::show);
        model.selection().subscribe(_ -> show(model.snapshot().getValue()));
    }

    /** For the head of the pane: badges and names of the bands. */
    public HBox legend() {
        return legend;
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
            split.getItems().addFirst(chart);
            split.setDividerPositions(0.45);
        }
        return chart;
    }

    private void show(Optional<RunSnapshot> snapshot) {
        bottom.setVisible(snapshot.isPresent());
        bottom.setManaged(snapshot.isPresent());
        if (snapshot.isEmpty()) {
            legend.getChildren().clear();
            named = List.of();
            return;
        }
        RunSnapshot now = snapshot.get();
        chart().show(now.chart(), model.selectedRule());
        events.number(now.rules());
        events.show(now.events(), now.ended());
        name(now.chart().bands());
        boolean good = now.addsUp() || !now.ended();
        sumWord.setText(now.addsUp() ? "adds up:" : now.ended() ? "does not add up:" : "counting:");
        if (sumWord.getGraphic() == null || wasGood != good) {
            wasGood = good;
            FontIcon icon = Icons.of(good ? Feather.CHECK : Feather.ALERT_TRIANGLE);
            icon.getStyleClass().add(good ? "icon-pass" : "icon-drop");
            sumWord.setGraphic(icon);
            sumWord.getStyleClass().setAll("label", "strong", good ? "verdict-pass" : "verdict-drop");
        }
        sum.setText(MonitorViewModel.reconciliation(now));
        totals.setText("\u00b7  " + MonitorViewModel.totals(now));
    }

    /** The sign of a band or an event. */
    static RuleBadge badge(int rule, Cause cause) {
        return isTrouble(cause) ? RuleBadge.trouble() : new RuleBadge(rule);
    }

    static boolean isTrouble(Cause cause) {
        return cause != Cause.RULE && cause != Cause.DEFAULT;
    }

    private void name(List<Band> bands) {
        List<String> names = bands.stream().map(b -> b.rule() + " " + b.name()).toList();
        if (names.equals(named)) {
            return;
        }
        named = names;
        legend.getChildren().setAll(bands.stream().limit(MOST_IN_LEGEND).map(band -> {
            Label name = new Label(band.name(), badge(band.rule(), band.cause()));
            name.getStyleClass().add("legend-item");
            name.setMinWidth(0);
            Hint.say(name, band.name());
            name.setOnMouseClicked(_ -> model.select(band.rule()));
            return name;
        }).toList());
        if (bands.size() > MOST_IN_LEGEND) {
            legend.getChildren().add(new Label("+" + (bands.size() - MOST_IN_LEGEND)));
        }
    }
}
