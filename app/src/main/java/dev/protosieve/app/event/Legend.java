package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot.Band;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.RuleBadge;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * Signs and names of the bands on one line. Where there is no room for all names, whole ones go, those of bands without
 * packets first; their signs stay.
 */
final class Legend extends Region {

    /** What is drawn of a band in the legend. */
    private record Look(int rule, String name, boolean busy) {
        static Look of(Band band) {
            return new Look(band.rule(), band.name(), Arrays.stream(band.perSecond()).anyMatch(r -> r > 0));
        }
    }

    private final IntConsumer select;
    private final Label more = new Label();
    private List<Look> looks = List.of();
    private List<Entry> entries = List.of();

    /** @param select takes the number of a rule that is clicked */
    Legend(IntConsumer select) {
        this.select = select;
        getStyleClass().add("legend");
        setId("legend");
        more.getStyleClass().add("legend-item");
    }

    void show(List<Band> bands) {
        List<Look> next = bands.stream().map(Look::of).toList();
        if (next.equals(looks)) {
            return;
        }
        looks = next;
        entries = bands.stream().map(this::entry).toList();
        getChildren().setAll(entries);
        getChildren().add(more);
    }

    private Entry entry(Band band) {
        Entry entry = new Entry(MonitorView.badge(band.rule(), band.cause()), new Label(band.name()));
        Hint.say(entry, band.name());
        entry.setOnMouseClicked(_ -> select.accept(band.rule()));
        return entry;
    }

    /** The names that there is room for. */
    List<String> names() {
        return entries.stream().filter(Region::isVisible).map(e -> e.name).filter(Label::isVisible)
                .map(Label::getText).toList();
    }

    @Override
    protected double computePrefHeight(double width) {
        double tallest = entries.stream().mapToDouble(e -> e.prefHeight(-1)).max().orElse(0);
        return snappedTopInset() + tallest + snappedBottomInset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return snappedLeftInset() + entries.stream().mapToDouble(e -> e.whole() + gap()).sum() + snappedRightInset();
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        int shown = signs(room);
        more.setText("+" + (entries.size() - shown));
        more.setVisible(shown < entries.size());
        Set<Integer> named = named(shown, room);
        double x = snappedLeftInset();
        double height = getHeight() - snappedTopInset() - snappedBottomInset();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            entry.setVisible(i < shown);
            entry.name.setVisible(named.contains(i));
            double width = named.contains(i) ? entry.whole() : entry.sign();
            entry.resizeRelocate(x, snappedTopInset(), width, height);
            x += i < shown ? width + gap() : 0;
        }
        more.resizeRelocate(x, snappedTopInset(), more.prefWidth(-1), height);
    }

    private double gap() {
        return entries.isEmpty() ? 0 : entries.getFirst().snappedRightInset();
    }

    /** For how many signs there is room. */
    private int signs(double room) {
        double all = entries.stream().mapToDouble(e -> e.sign() + gap()).sum() - gap();
        double left = all <= room ? room : room - more.prefWidth(-1) - gap();
        int shown = 0;
        for (Entry entry : entries) {
            left -= entry.sign();
            if (left < 0) {
                break;
            }
            left -= gap();
            shown++;
        }
        return shown;
    }

    private Set<Integer> named(int shown, double room) {
        double left = room - entries.stream().limit(shown).mapToDouble(e -> e.sign() + gap()).sum() + gap();
        Set<Integer> named = new HashSet<>();
        for (int i : IntStream.range(0, shown).boxed()
                .sorted(Comparator.comparing((Integer i) -> !looks.get(i).busy())).toList()) {
            double name = entries.get(i).whole() - entries.get(i).sign();
            if (name <= left) {
                named.add(i);
                left -= name;
            }
        }
        return named;
    }

    private static final class Entry extends Region {
        private final RuleBadge sign;
        private final Label name;

        Entry(RuleBadge sign, Label name) {
            this.sign = sign;
            this.name = name;
            name.getStyleClass().add("legend-item");
            getStyleClass().add("legend-entry");
            getChildren().addAll(sign, name);
            setAccessibleText(name.getText());
        }

        double sign() {
            return snapSizeX(sign.prefWidth(-1));
        }

        double whole() {
            return sign() + snapSizeX(name.prefWidth(-1));
        }

        @Override
        protected double computePrefHeight(double width) {
            return Math.max(sign.prefHeight(-1), name.prefHeight(-1));
        }

        @Override
        protected void layoutChildren() {
            layoutInArea(sign, 0, 0, sign(), getHeight(), 0, HPos.LEFT, VPos.CENTER);
            layoutInArea(name, sign(), 0, name.prefWidth(-1), getHeight(), 0, HPos.LEFT,
                    VPos.CENTER);
        }
    }
}
