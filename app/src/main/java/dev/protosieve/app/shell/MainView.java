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
import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.RunControl;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.target.TargetBar;
import dev.protosieve.app.target.TargetViewModel;
import dev.protosieve.app.task.Workers;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.Pane;
import dev.protosieve.app.theme.Theme;
import dev.protosieve.app.verdict.VerdictView;
import dev.protosieve.app.verdict.VerdictViewModel;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.feather.Feather;

/** Five panes or, with the packet lab in place of two, four; a bar above and a strip below. */
final class MainView extends BorderPane {

    /** The packet lab needs more room than the monitor. */
    private static final double LAB_TOP = 0.46;

    private final MonitorView monitor;
    private final BlocksView blocks;
    private final StackPane ways;
    private final Later<RuleTextView> text;
    private final ToggleButton showBlocks = new ToggleButton("Blocks");
    private final ToggleButton showText = new ToggleButton("Text");
    private final Button add;
    private final SplitPane upper;
    private final SplitPane lower;
    private final Later<LabView> lab;
    private final SplitPane all = new SplitPane();

    private final Panes panes;
    private final List<Pane> standard;
    private final List<Pane> besideLab;
    private final Workbench bench;

    /** @param doctor explains what this machine can do */
    MainView(Workbench bench, RunControl control, BackgroundTasks tasks, SchemaParts schemas, FileDesk desk,
            Workers workers, Executor ui, Runnable switchTheme, Runnable doctor) {
        this.bench = bench;
        Gestures gestures = new Gestures(bench);
        SchemaViewModel schema = schemas.model();
        ListingViewModel listing = new ListingViewModel(bench, workers, ui);
        VerdictViewModel verdict = new VerdictViewModel(bench);
        MonitorViewModel events = new MonitorViewModel(bench);
        blocks = new BlocksView(new BlocksViewModel(bench, gestures));
        ways = new StackPane(blocks);
        text = new Later<>(() -> new RuleTextView(new RuleTextViewModel(bench)), made -> {
            made.setVisible(showText.isSelected());
            ways.getChildren().add(made);
        });
        bench.textWanted().subscribe(wanted -> wanted.ifPresent(problem -> {
            show(false);
            text.get().goTo(problem);
        }));
        monitor = new MonitorView(events);
        add = Icons.button(Feather.PLUS, "Add a rule", () -> {
        });
        add.setOnAction(_ -> blocks.create(add));
        Pane rules = rules();
        upper = new SplitPane(new Pane("Schema", new SchemaView(schema)).remark(schema.remark()), rules,
                new Pane("Assembly", new ListingView(listing), new CompareBar(listing)).remark(listing.remark()));
        LabViewModel packets = new LabViewModel(bench, workers, ui);
        LabSwitch labSwitch = new LabSwitch(bench.labShown());
        Pane monitorPane = new Pane("Monitor", monitor, monitor.views(), labSwitch.inMonitor())
                .remark(new SimpleStringProperty("packets per second"));
        Pane verifierPane = new Pane("Verifier", new VerdictView(verdict)).remark(verdict.remark());
        Pane labPane = new Pane("Packet lab", new StackPane(), labSwitch.inLab()).remark(packets.from());
        lab = new Later<>(() -> new LabView(packets), labPane::setCenter);
        lower = new SplitPane(monitorPane, verifierPane, labPane);
        all.getItems().setAll(upper, lower);
        all.setOrientation(Orientation.VERTICAL);
        panes = new Panes(all, rules, this::divide);
        standard = panes.every().stream().filter(p -> p != labPane).toList();
        panes.show(standard);
        panes.shown().subscribe(shown -> {
            if (shown.contains(labPane)) {
                lab.get();
            }
        });
        besideLab = List.of(monitorPane, verifierPane);
        labSwitch.connect(panes, labPane, besideLab);
        setTop(new VBox(new TopBar(bench, new TargetBar(new TargetViewModel(bench, gestures, control)), switchTheme),
                ConflictStrip.of(schemas.disk()), GoneStrip.of(schemas.disk(), desk)));
        setCenter(all);
        setBottom(new StatusStrip(bench, tasks, verdict.status(), doctor));
    }

    private Pane rules() {
        showBlocks.setId("show-blocks");
        showText.setId("show-text");
        showBlocks.setMinWidth(Region.USE_PREF_SIZE);
        showText.setMinWidth(Region.USE_PREF_SIZE);
        SegmentedButton views = new SegmentedButton(showBlocks, showText);
        showBlocks.setSelected(true);
        showBlocks.setOnAction(_ -> show(true));
        showText.setOnAction(_ -> show(false));
        show(true);
        return new Pane("Rules", ways, add, views)
                .remark(new SimpleStringProperty("first match wins"));
    }

    /** Gives each pane its share of the room. */
    void divide() {
        share(upper, 0.21, 0.645);
        share(lower, 0.68);
        share(lower, 0.3, 0.5);
        all.setDividerPositions(lower.getItems().size() == 1 ? LAB_TOP : 0.62);
    }

    private static void share(SplitPane row, double... positions) {
        if (row.getDividers().size() == positions.length) {
            row.setDividerPositions(positions);
        }
    }

    /** Gives the keys to a pane; lab and monitor give way to each other. */
    void goTo(Pane pane) {
        if (!panes.shown().get().contains(pane) && (!standard.contains(pane) || besideLab.contains(pane))) {
            bench.labShown().set(!standard.contains(pane));
        }
        panes.focus(pane);
    }

    /** The panes of a new window, each in its place. */
    void reset() {
        panes.show(standard);
        divide();
    }

    /** Goes through the program of the lab's packet, which is shown then. */
    void step(int by) {
        bench.labShown().set(true);
        lab.get().step(by);
    }

    /** Blocks or text; the other one keeps its place and scroll position. The keys go from one to the other. */
    void show(boolean asBlocks) {
        boolean hasKeys = has(ways);
        showBlocks.setSelected(asBlocks);
        showText.setSelected(!asBlocks);
        blocks.setVisible(asBlocks);
        if (!asBlocks || text.isMade()) {
            text.get().setVisible(!asBlocks);
        }
        add.setDisable(!asBlocks);
        if (hasKeys) {
            keysToRules();
        }
    }

    private static boolean has(Parent ways) {
        Node node = ways.getScene() == null ? null : ways.getScene().getFocusOwner();
        while (node != null && node != ways) {
            node = node.getParent();
        }
        return node == ways;
    }

    /** Blocks or text, which get the keys. */
    void goTo(boolean asBlocks) {
        show(asBlocks);
        keysToRules();
    }

    private void keysToRules() {
        (showsBlocks() ? blocks : text.get()).requestFocus();
    }

    /** Selects a rule and gives the keys to it, in the text or in the blocks. */
    void goToRule(int number) {
        bench.selectRule(number);
        if (showsBlocks()) {
            blocks.requestFocus();
        } else {
            text.get().goToSelected();
        }
    }

    /** Makes the parts that are not in front at first, one with each. */
    List<Runnable> hiddenParts() {
        return List.of(text::get, lab::get, monitor::complete);
    }

    void dress(Theme theme) {
        monitor.dress(theme.palette());
    }

    Panes panes() {
        return panes;
    }

    /** Whether the rules are shown as blocks. */
    boolean showsBlocks() {
        return blocks.isVisible();
    }
}
