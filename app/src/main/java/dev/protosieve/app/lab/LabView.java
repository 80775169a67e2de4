package dev.protosieve.app.lab;

import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.SegmentedButton;

/** The packet lab: the message, its bytes, and what the rules make of them. */
public final class LabView extends BorderPane {

    private final ToggleButton why = new ToggleButton("Why");
    private final ToggleButton step = new ToggleButton("Step");
    private final WhyView whyView;
    private final StepView stepView;
    private final SplitPane columns;
    /** Where they were put: larger letters may move them. */
    private double[] dividers = {0.27, 0.64};

    public LabView(LabViewModel model) {
        getStyleClass().add("lab");
        whyView = new WhyView(model);
        stepView = new StepView(new StepViewModel(model.bench()));
        why.setId("lab-show-why");
        step.setId("lab-show-step");
        why.setAccessibleText("Verdict and why");
        step.setAccessibleText("Step through the program");
        why.setOnAction(_ -> show(true));
        step.setOnAction(_ -> show(false));
        SegmentedButton views = new SegmentedButton(why, step);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, views, gap, new SaveBar(model));
        head.getStyleClass().add("lab-head");
        BorderPane right = new BorderPane(new StackPane(whyView, stepView));
        right.setTop(head);
        show(true);
        columns = new SplitPane(new MessageEditor(model), new BytesView(model), right);
        columns.addEventFilter(MouseEvent.MOUSE_RELEASED, release -> {
            if (release.getTarget() instanceof Node divider && divider.getParent() == columns) {
                dividers = columns.getDividerPositions();
            }
        });
        divide();
        setCenter(columns);
        sceneProperty().flatMap(scene -> Bindings.valueAt(scene.getStylesheets(), 0)).subscribe(_ -> divide());
    }

    private void divide() {
        columns.setDividerPositions(dividers);
    }

    /** The verdict, or the program step by step. */
    public void show(boolean asWhy) {
        why.setSelected(asWhy);
        step.setSelected(!asWhy);
        whyView.setVisible(asWhy);
        stepView.setVisible(!asWhy);
    }

    /** One instruction forward (or back): what F10 and Shift+F10 do. */
    public void step(int by) {
        show(false);
        stepView.step(by);
    }
}
