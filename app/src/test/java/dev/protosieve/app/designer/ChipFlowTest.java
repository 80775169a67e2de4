package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

final class ChipFlowTest {

    private static Region chip(double width) {
        Region chip = new Region();
        chip.setMinSize(width, 20);
        chip.setPrefSize(width, 20);
        return chip;
    }

    private static long lines(ChipFlow flow, double width) {
        flow.resize(width, flow.prefHeight(width));
        flow.layout();
        return flow.getChildren().stream().map(Node::getLayoutY).distinct().count();
    }

    @Test
    void lengthsThatAreRoundedOneByOneDoNotBreakALine() {
        ChipFlow flow = new ChipFlow(List.of(List.of(chip(40), chip(10), chip(60)), List.of(chip(30), chip(70))));
        double whole = flow.prefWidth(-1);
        assertEquals(1, lines(flow, whole));
        assertEquals(1, lines(flow, whole - 1.4), "as on a screen with 1.5 pixels for one");
        assertEquals(2, lines(flow, whole - 20));
    }

    @Test
    void aWordBetweenTestsStaysBesideTheTestThatItLeads() {
        List<Node> led = new ArrayList<>();
        led.add(chip(30));
        ChipFlow test = new ChipFlow(List.of(List.of(chip(120), chip(110), chip(100))));
        led.add(test);
        ChipFlow flow = new ChipFlow(List.of(List.of(chip(200)), led));
        lines(flow, 300);
        assertEquals(led.getFirst().getLayoutY(), test.getLayoutY(), 6);
        assertTrue(test.getHeight() > 40, "the test is broken inside of itself");
    }
}
