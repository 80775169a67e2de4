package dev.protosieve.app.shell;

import dev.protosieve.app.designer.BlocksView;
import dev.protosieve.app.designer.BlocksViewModel;
import dev.protosieve.app.event.MonitorView;
import dev.protosieve.app.event.MonitorViewModel;
import dev.protosieve.app.lab.LabView;
import dev.protosieve.app.lab.LabViewModel;
import dev.protosieve.app.listing.CompareBar;
import dev.protosieve.app.listing.ListingView;
import dev.protosieve.app.listing.ListingViewModel;
import dev.protosieve.app.rule.RuleTextView;
import dev.protosieve.app.rule.RuleTextViewModel;
import dev.protosieve.app.schema.SchemaView;
import dev.protosieve.app.schema.SchemaViewModel;
import dev.protosieve.app.session.DiskWatch;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.RunControl;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.target.TargetBar;
import dev.protosieve.app.target.TargetViewModel;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.Pane;
import dev.protosieve.app.theme.Theme;
import dev.protosieve.app.verdict.VerdictView;
import dev.protosieve.app.verdict.VerdictViewModel;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.feather.Feather;

/** Five panes, a bar above and a strip below. */
final class MainView extends BorderPane {

    private final Workbench bench;
    private final MonitorView monitor;
    private final BlocksView blocks;
    private final RuleTextView text;
    private final ToggleButton showBlocks = new ToggleButton("Blocks");
    private final ToggleButton showText = new ToggleButton("Text");
    private final Button add;
    private final SplitPane upper;
    private final LowerArea lower;
    private final SplitPane all = new SplitPane();

    MainView(Workbench bench, RunControl control, FileActions files, SchemaViewModel schema,
            DiskWatch disk, Runnable switchTheme) {
        this.bench = bench;
        Gestures gestures = new Gestures(bench);
        ListingViewModel listing = new ListingViewModel(bench);
        VerdictViewModel verdict = new VerdictViewModel(bench);
        MonitorViewModel events = new MonitorViewModel(bench);
        blocks = new BlocksView(new BlocksViewModel(bench, gestures));
        text = new RuleTextView(new RuleTextViewModel(bench));
        monitor = new MonitorView(events);
        add = Icons.button(Feather.PLUS, "Add a rule", () -> {
        });
        add.setOnAction(_ -> blocks.create(add));
        upper = new SplitPane(new Pane("Schema", new SchemaView(schema)).remark(schema.remark()), rules(),
                new Pane("Assembly", new ListingView(listing), new CompareBar(listing)).remark(listing.remark()));
        LabViewModel packets = new LabViewModel(bench);
        lower = new LowerArea(monitor, monitor.legend(),
                new Pane("Verifier", new VerdictView(verdict)).remark(verdict.remark()), new LabView(packets),
                packets.from(), bench.labShown());
        lower.remark(new SimpleStringProperty("events per second"));
        all.getItems().setAll(upper, lower);
        all.setOrientation(Orientation.VERTICAL);
        lower.changed(this::divideRows);
        divide();
        setTop(new VBox(
                new TopBar(bench, files, new TargetBar(new TargetViewModel(bench, gestures, control)), switchTheme),
                new ConflictStrip(disk)));
        setCenter(all);
        setBottom(new StatusStrip(bench, verdict.status()));
    }

    private Pane rules() {
        showBlocks.setId("show-blocks");
        showText.setId("show-text");
        SegmentedButton views = new SegmentedButton(showBlocks, showText);
        showBlocks.setSelected(true);
        showBlocks.setOnAction(_ -> show(true));
        showText.setOnAction(_ -> show(false));
        show(true);
        return new Pane("Rules", new StackPane(blocks, text), add, views)
                .remark(new SimpleStringProperty("first match wins"));
    }

    /** Gives each pane its share of the room. */
    void divide() {
        upper.setDividerPositions(0.21, 0.645);
        lower.divide();
        divideRows();
    }

    private void divideRows() {
        all.setDividerPositions(lower.isLab() ? 0.46 : 0.62);
    }

    /** Blocks or text; the other one keeps its place and scroll position. */
    void show(boolean asBlocks) {
        showBlocks.setSelected(asBlocks);
        showText.setSelected(!asBlocks);
        blocks.setVisible(asBlocks);
        text.setVisible(!asBlocks);
        add.setDisable(!asBlocks);
    }

    void dress(Theme theme) {
        monitor.dress(theme.palette());
    }

    Workbench bench() {
        return bench;
    }
}
