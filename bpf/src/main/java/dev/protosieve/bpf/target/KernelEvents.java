package dev.protosieve.bpf.target;

import dev.protosieve.bpf.ring.PerfRings;
import dev.protosieve.bpf.ring.RecordSink;
import dev.protosieve.engine.target.EventReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The rings of one filter. */
final class KernelEvents implements EventReader {

    private final Optional<PerfRings> rings;
    private volatile boolean open = true;

    KernelEvents(Optional<PerfRings> rings) {
        this.rings = rings;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public int drain(Sink sink) {
        return rings.isEmpty() ? 0 : rings.get().drain(new Forward(sink));
    }

    @Override
    public void close() {
        open = false;
        rings.ifPresent(PerfRings::close);
    }

    private record Forward(Sink sink) implements RecordSink {
        @Override
        public void record(int cpu, ByteBuffer record) {
            sink.event(cpu, record);
        }

        @Override
        public void lost(int cpu, long count) {
            sink.lost(cpu, count);
        }
    }
}
