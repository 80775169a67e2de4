package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.Capture;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.OpenedCapture;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.engine.wire.CaptureFile.Captured;
import dev.protosieve.engine.wire.UdpPacket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureListTest {

    private static final OpenedCapture FILE = new OpenedCapture(Path.of("a.pcap"));

    private final FxThread fx = new FxThread();
    private Workbench bench;
    private LabViewModel lab;
    private CaptureList list;
    private ListView<?> packets;

    @BeforeEach
    void open(@TempDir Path folder) {
        fx.start();
        onFx(() -> {
            bench = new Workbench(Samples.document(folder, Samples.HEAD + "pass if msg.page > 3\n"));
            bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test")));
            lab = new LabViewModel(bench, Runnable::run, Runnable::run);
            list = new CaptureList(lab);
            packets = (ListView<?>) list.getCenter();
            new Scene(list, 600, 400);
        });
    }

    private void onFx(Runnable work) {
        CompletableFuture.runAsync(work, fx).join();
    }

    /** Packets whose page is that. */
    private void show(OpenedCapture opened, int... pages) {
        bench.capture().set(Optional.of(new Capture(opened, IntStream.range(0, pages.length).mapToObj(i -> {
            byte[] packet = UdpPacket.ipv4(7, 9000, new byte[]{16, (byte) pages[i]});
            return new Capture.Packet(i + 1, new Captured(Instant.EPOCH, packet, packet.length), "",
                    Optional.empty());
        }).toList(), "")));
    }

    private void press(int index) {
        list.applyCss();
        list.resize(600, 400);
        list.layout();
        ListCell<?> cell = packets.lookupAll(".list-cell").stream().map(n -> (ListCell<?>) n)
                .filter(c -> c.getIndex() == index && !c.isEmpty()).findFirst().orElseThrow();
        Point2D at = cell.localToScene(5, 5);
        cell.fireEvent(new MouseEvent(MouseEvent.MOUSE_PRESSED, at.getX(), at.getY(), 0, 0, MouseButton.PRIMARY, 1,
                false, false,
                false, false, true, false, false, false, false, true, null));
    }

    private void enter() {
        packets.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    }

    private String inTheLab() {
        return lab.text(MessageForm.TEXT).orElseThrow();
    }

    private List<Integer> marked() {
        return List.copyOf(packets.getSelectionModel().getSelectedIndices());
    }

    @Test
    void takesTheMarkedPacketAgain() {
        onFx(() -> {
            show(FILE, 1, 2, 3);
            press(2);
            assertEquals("page: 3", inTheLab());
            lab.edit(MessageForm.TEXT, "page: 9");
            press(2);
            assertEquals("page: 3", inTheLab());
            lab.edit(MessageForm.TEXT, "page: 9");
            enter();
            assertEquals("page: 3", inTheLab());
            assertEquals("packet 3 of a.pcap", lab.from().getValue());
        });
    }

    @Test
    void marksNoPacketOfAFileThatWasJustOpened() {
        onFx(() -> {
            show(FILE, 1, 2);
            press(0);
            show(new OpenedCapture(FILE.file()), 5, 6);
            assertEquals(List.of(), marked());
            assertEquals("page: 1", inTheLab());
            press(0);
            assertEquals("page: 5", inTheLab());
        });
    }

    @Test
    void keepsTheMarkWhenThePacketsAreJudgedAnew() {
        onFx(() -> {
            show(FILE, 1, 2);
            press(1);
            lab.edit(MessageForm.TEXT, "page: 9");
            show(FILE, 1, 2, 3);
            assertEquals(List.of(1), marked());
            assertEquals("page: 9", inTheLab());
            show(FILE, 2, 1);
            assertEquals(List.of(), marked());
        });
    }
}
