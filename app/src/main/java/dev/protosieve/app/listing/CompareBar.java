package dev.protosieve.app.listing;

import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Shows the rows of before among those of now, and pins what they are compared with. */
public final class CompareBar extends HBox {

    public CompareBar(ListingViewModel model) {
        super(6);
        ToggleButton compare = new ToggleButton("Compare");
        compare.setId("listing-compare");
        compare.setMinWidth(USE_PREF_SIZE);
        Hint.say(compare, "Marks rows that the last edit added (+) and took away (\u2212)");
        compare.selectedProperty().bindBidirectional(model.comparing());
        Button pin = Icons.button(Feather.BOOKMARK, "Compare with the rows of now", model::pin);
        pin.setId("listing-pin");
        model.isPinned().subscribe(pinned -> {
            pin.setAccessibleText(pinned ? "Compare with the last edit again" : "Compare with the rows of now");
            Hint.say(pin, pinned ? "Pinned. Click to compare with the last edit again"
                    : "Pins the rows of now: later edits are compared with them");
            pin.pseudoClassStateChanged(PseudoClass.getPseudoClass("on"), pinned);
        });
        pin.visibleProperty().bind(compare.selectedProperty());
        pin.managedProperty().bind(pin.visibleProperty());
        getStyleClass().add("compare-bar");
        getChildren().addAll(pin, compare);
    }
}
