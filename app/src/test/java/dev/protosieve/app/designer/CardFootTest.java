package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

final class CardFootTest {

    private static Region box(double width, double height) {
        Region box = new Region();
        box.setPrefSize(width, height);
        return box;
    }

    @Test
    void numbersStandBelowTheWordsWhereThereIsNoRoomBesideThem() {
        Region words = box(200, 16);
        Region numbers = box(100, 20);
        CardFoot foot = new CardFoot(words, numbers);
        assertEquals(20, foot.prefHeight(400));
        foot.resize(400, 20);
        foot.layout();
        assertEquals(300, numbers.getLayoutX());
        assertEquals(300, words.getWidth());
        assertEquals(38, foot.prefHeight(250));
        foot.resize(250, 38);
        foot.layout();
        assertEquals(250, words.getWidth());
        assertEquals(18, numbers.getLayoutY());
        numbers.setManaged(false);
        assertEquals(16, foot.prefHeight(150));
    }
}
