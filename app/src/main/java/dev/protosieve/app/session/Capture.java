package dev.protosieve.app.session;

import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.wire.CaptureFile.Captured;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A capture file with what the rules say about its packets.
 *
 * @param note what is missing or wrong, one sentence; empty when nothing is
 */
public record Capture(OpenedCapture opened, List<Packet> packets, String note) {

    public Capture {
        packets = List.copyOf(packets);
    }

    /** Whether the packet at that index is the one that it was before, judged again. */
    public boolean keeps(Capture before, int index) {
        return opened == before.opened && index >= 0 && index < Math.min(packets.size(), before.packets.size())
                && Arrays.equals(packets.get(index).captured().packet(),
                        before.packets.get(index).captured().packet());
    }

    /**
     * @param number from 1
     * @param ends addresses and ports; empty for what is no UDP or TCP over IP
     * @param decision the reference's; empty for a packet that is none of the file's, and while rules do not compile
     */
    public record Packet(int number, Captured captured, String ends, Optional<Decision> decision) {
    }
}
