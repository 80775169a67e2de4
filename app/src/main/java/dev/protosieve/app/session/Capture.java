package dev.protosieve.app.session;

import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.wire.CaptureFile.Captured;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A capture file with what the rules say about its packets.
 *
 * @param note what is missing or wrong, one sentence; empty when nothing is
 */
public record Capture(Path file, List<Packet> packets, String note) {

    public Capture {
        packets = List.copyOf(packets);
    }

    /**
     * @param number from 1
     * @param ends addresses and ports; empty for what is no UDP or TCP over IP
     * @param decision the reference's; empty for a packet that is none of the file's, and while rules do not compile
     */
    public record Packet(int number, Captured captured, String ends, Optional<Decision> decision) {
    }
}
