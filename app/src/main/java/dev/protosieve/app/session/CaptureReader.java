package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.oracle.PacketEvaluator;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.wire.CaptureFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads a capture file and judges its packets. Blocks; used off the FX thread. */
public final class CaptureReader {

    private static final int MOST_PACKETS = 5_000;
    private static final long LARGEST_FILE = 256L << 20;

    /** @param opened absent while none was opened */
    public record Request(Optional<OpenedCapture> opened, CompileReport report) {
    }

    /** @param stop asked between packets; after it said yes the rest is left out */
    public Optional<Capture> read(Request request, BooleanSupplier stop) {
        return request.opened().map(opened -> {
            Path file = opened.file();
            try {
                if (Files.size(file) > LARGEST_FILE) {
                    return new Capture(opened, List.of(), "The file is larger than 256 MB: cut it first.");
                }
                return judge(opened, CaptureFile.read(Files.readAllBytes(file), MOST_PACKETS), request.report(),
                        stop);
            } catch (NoSuchFileException _) {
                return new Capture(opened, List.of(), "There is no such file.");
            } catch (AccessDeniedException _) {
                return new Capture(opened, List.of(), "You may not read this file.");
            } catch (IOException e) {
                return new Capture(opened, List.of(), "The file cannot be read: " + e.getMessage());
            }
        });
    }

    private static Capture judge(OpenedCapture opened, CaptureFile read, CompileReport report, BooleanSupplier stop) {
        Optional<PacketEvaluator> oracle = report.typed()
                .map(t -> new PacketEvaluator(t, report.filter().map(f -> f.hook().hidden()).orElse(0)));
        List<Capture.Packet> packets = new ArrayList<>();
        for (CaptureFile.Captured captured : read.packets()) {
            if (stop.getAsBoolean()) {
                return new Capture(opened, packets, "Cancelled: " + packets.size() + " of " + read.packets().size()
                        + " packets are judged. The next change of the rules judges all.");
            }
            Optional<Decision> decision = oracle.flatMap(o -> o.decide(captured.packet()));
            packets.add(new Capture.Packet(packets.size() + 1, captured, PacketSource.ends(captured.packet()),
                    decision));
        }
        String problem = read.problem().isEmpty() ? ""
                : Character.toUpperCase(read.problem().charAt(0)) + read.problem().substring(1) + ".";
        String left = read.skipped() == 0 ? ""
                : " " + read.skipped() + " packets are of a link layer without IP and left out.";
        return new Capture(opened, packets, (problem + left).strip());
    }
}
