package dev.protosieve.app.lab;

import dev.protosieve.engine.text.Span;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** Bytes in lines of sixteen, in hex and as characters; arrow keys move from byte to byte. */
final class HexDump extends ListView<Integer> {

    static final int PER_LINE = 16;
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final PseudoClass READ = PseudoClass.getPseudoClass("read");
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private final Consumer<Span> picked;
    private byte[] bytes = new byte[0];
    private int broken = -1;
    private Span marked = Span.NONE;
    private Span read = Span.NONE;

    /** @param picked hears of the byte that was clicked or moved to */
    HexDump(Consumer<Span> picked) {
        this.picked = picked;
        setId("lab-hex");
        setAccessibleText("Bytes of the packet");
        getStyleClass().add("hex-dump");
        setCellFactory(_ -> new Line());
        addEventFilter(KeyEvent.KEY_PRESSED, this::move);
    }

    private void move(KeyEvent event) {
        int by = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            case UP -> -PER_LINE;
            case DOWN -> PER_LINE;
            default -> 0;
        };
        if (by != 0 && bytes.length > 0) {
            int at = Math.clamp((by > 0 ? marked.end() - 1 : marked.start()) + (long) by, 0, bytes.length - 1);
            picked.accept(new Span(at, at + 1));
            event.consume();
        }
    }

    /** @param firstBad offset of the first wrong byte, or -1 */
    void show(byte[] next, int firstBad) {
        bytes = next;
        broken = firstBad;
        getItems().setAll(IntStream.range(0, (next.length + PER_LINE - 1) / PER_LINE).boxed().toList());
    }

    void select(Span span) {
        marked = span;
        refresh();
        if (span.length() > 0) {
            scrollTo(Math.max(0, span.start() / PER_LINE - 1));
        }
    }

    /** The bytes that the next instruction reads. */
    void read(Span span) {
        read = span;
        refresh();
    }

    /** Brings the line with that byte to the top. */
    void scrollToByte(int offset) {
        scrollTo(offset / PER_LINE);
    }

    private final class Line extends ListCell<Integer> {

        private final Label offset = new Label();
        private final Label[] hex = new Label[PER_LINE];
        private final Label[] text = new Label[PER_LINE];
        private final HBox box = new HBox(offset);

        Line() {
            offset.getStyleClass().addAll("mono", "hex-offset");
            for (int i = 0; i < PER_LINE; i++) {
                hex[i] = cell("hex-byte", i);
                if (i == PER_LINE / 2) {
                    hex[i].getStyleClass().add("hex-half");
                }
                box.getChildren().add(hex[i]);
            }
            for (int i = 0; i < PER_LINE; i++) {
                text[i] = cell("hex-char", i);
                if (i == 0) {
                    text[i].getStyleClass().add("hex-half");
                }
                box.getChildren().add(text[i]);
            }
        }

        private Label cell(String style, int column) {
            Label label = new Label();
            label.getStyleClass().addAll("mono", style);
            label.setOnMousePressed(_ -> {
                int at = getIndex() * PER_LINE + column;
                if (at < bytes.length) {
                    picked.accept(new Span(at, at + 1));
                }
            });
            return label;
        }

        @Override
        protected void updateItem(@Nullable Integer line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            offset.setText("%04x".formatted(line * PER_LINE));
            for (int i = 0; i < PER_LINE; i++) {
                int at = line * PER_LINE + i;
                boolean here = at < bytes.length;
                int b = here ? bytes[at] & 0xff : 0;
                hex[i].setText(here ? "%02x".formatted(b) : "\u00a0");
                text[i].setText(
                        !here ? "\u00a0" : b >= FIRST_PRINTABLE && b <= LAST_PRINTABLE ? "" + (char) b : "\u00b7");
                paint(hex[i], at, here);
                paint(text[i], at, here);
            }
            setGraphic(box);
        }

        private void paint(Label label, int at, boolean here) {
            label.pseudoClassStateChanged(MARKED, here && at >= marked.start() && at < marked.end());
            label.pseudoClassStateChanged(READ, here && at >= read.start() && at < read.end());
            label.pseudoClassStateChanged(BROKEN, here && at == broken);
        }
    }
}
