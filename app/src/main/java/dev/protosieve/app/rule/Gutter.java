package dev.protosieve.app.rule;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.RuleBadge;
import dev.protosieve.engine.text.Diagnostic;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.fxmisc.richtext.CodeArea;
import org.kordamp.ikonli.feather.Feather;

/** What stands in front of each line: its number, problems and fixes in it, the rule that begins there and what it counted. */
final class Gutter {

    private final CodeArea area;
    private final RuleTextViewModel model;
    private final Runnable mend;
    private final Map<Integer, Label> counts = new HashMap<>();
    private final Map<Integer, Looks> shown = new HashMap<>();
    private boolean counting;
    private boolean watching;
    private int lamp = -1;

    private record Looks(int rule, Optional<Diagnostic> problem, boolean lamp, boolean counting) {
    }

    /** @param mend shows the fixes for the line with the caret */
    Gutter(CodeArea area, RuleTextViewModel model, Runnable mend) {
        this.area = area;
        this.model = model;
        this.mend = mend;
        area.setParagraphGraphicFactory(this::of);
        model.tree().subscribe(_ -> refresh());
        model.stale().subscribe(_ -> refresh());
        model.problems().subscribe(_ -> refresh());
        model.snapshot().subscribe(_ -> count());
        model.fixesChanged().subscribe(_ -> caretMoved());
        area.currentParagraphProperty().addListener((_, _, _) -> caretMoved());
    }

    /** Whether anybody sees it: what happens meanwhile is made good then. */
    void watch(boolean seen) {
        watching = seen;
        count();
        refresh();
    }

    private void caretMoved() {
        int line = model.fixesAround(area.getCaretPosition()).isEmpty() ? -1 : area.getCurrentParagraph();
        if (line != lamp) {
            int before = lamp;
            lamp = line;
            renew(before);
            renew(line);
        }
    }

    private void count() {
        if (!watching) {
            return;
        }
        boolean now = model.count(1).isPresent();
        if (now != counting) {
            counting = now;
            refresh();
        }
        counts.forEach((rule, label) -> model.count(rule).ifPresent(c -> label.setText(words(c))));
    }

    private static String words(RunSnapshot.RuleCount count) {
        String sign = count.action().isFinal() ? count.action().drops() ? "\u2212" : "+" : "\u00b7";
        long packets = count.packets();
        if (packets == 0) {
            return "0";
        }
        return packets < 10_000 ? sign + packets
                : packets < 10_000_000 ? sign + packets / 1_000 + "k" : sign + packets / 1_000_000 + "M";
    }

    private void refresh() {
        // only those on the screen exist, and asking for another one would make it
        if (watching && !area.getVisibleParagraphs().isEmpty()) {
            int last = Math.min(area.lastVisibleParToAllParIndex(), area.getParagraphs().size() - 1);
            for (int i = area.firstVisibleParToAllParIndex(); i <= last; i++) {
                renewIfOther(i);
            }
        }
    }

    /** Making a line's signs anew costs more than telling that they stay. */
    private void renewIfOther(int line) {
        if (!looks(line).equals(shown.get(line))) {
            area.recreateParagraphGraphic(line);
        }
    }

    private Looks looks(int line) {
        return new Looks(model.ruleBeginningAt(line), model.worstIn(line), line == lamp, counting);
    }

    private void renew(int line) {
        if (line >= 0 && !area.getVisibleParagraphs().isEmpty() && line < area.getParagraphs().size()
                && line >= area.firstVisibleParToAllParIndex() && line <= area.lastVisibleParToAllParIndex()) {
            area.recreateParagraphGraphic(line);
        }
    }

    private Node of(int line) {
        shown.put(line, looks(line));
        Label number = new Label(Integer.toString(line + 1));
        number.getStyleClass().addAll("line-number", "mono");
        StackPane problem = new StackPane();
        problem.getStyleClass().add("gutter-problem");
        if (line == lamp) {
            problem.getChildren().add(lamp());
        } else {
            model.worstIn(line).ifPresent(d -> problem.getChildren().add(sign(d)));
        }
        StackPane sign = new StackPane();
        sign.getStyleClass().add("gutter-sign");
        int rule = model.ruleBeginningAt(line);
        if (rule > 0) {
            sign.getChildren().add(new RuleBadge(rule));
        }
        HBox box = new HBox(number, problem, sign);
        if (counting) {
            box.getChildren().add(counter(rule));
        }
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().add("gutter");
        return box;
    }

    private Label counter(int rule) {
        Label packets = new Label();
        packets.getStyleClass().addAll("gutter-count", "mono", "small");
        Optional<RunSnapshot.RuleCount> count = rule > 0 ? model.count(rule) : Optional.empty();
        count.ifPresent(c -> {
            packets.setText(words(c));
            packets.getStyleClass().add("count-" + c.action().word());
            Hint.say(packets, "Packets that this rule matched: " + String.format(Locale.ROOT, "%,d",
                    c.packets()));
            counts.put(rule, packets);
        });
        return packets;
    }

    private Node lamp() {
        Node icon = Icons.of(Feather.ZAP);
        icon.getStyleClass().add("fix-lamp");
        icon.setOnMouseClicked(_ -> mend.run());
        Hint.say(icon, "Mend this (Alt+Enter)");
        return icon;
    }

    private static Node sign(Diagnostic problem) {
        Node icon = ProblemList.icon(problem.severity());
        Hint.say(icon, problem.message());
        return icon;
    }
}
