package dev.protosieve.app.shell;

import dev.protosieve.app.session.OverSimulator;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The simulator, with traffic of its own at a rate that it could not simulate: it repeats the events of a few packets. */
final class Flood extends OverSimulator {

    private final List<byte[]> packets;
    private final int perSecond;

    Flood(List<byte[]> packets, int perSecond) {
        this.packets = packets;
        this.perSecond = perSecond;
    }

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public LoadOutcome load(CompiledFilter filter) {
        return super.load(filter) instanceof LoadOutcome.Loaded(LoadedFilter loaded, var report)
                ? new LoadOutcome.Loaded(new Flooded(loaded), report) : super.load(filter);
    }

    private final class Flooded implements LoadedFilter {

        private final LoadedFilter inner;
        private final long[] packetsBy;
        private final long[] bytesBy;

        Flooded(LoadedFilter inner) {
            this.inner = inner;
            this.packetsBy = inner.counters().packets();
            this.bytesBy = inner.counters().bytes();
        }

        @Override
        public CompiledFilter filter() {
            return inner.filter();
        }

        @Override
        public RunResult run(byte[] packet) {
            return inner.run(packet);
        }

        @Override
        public synchronized Counters counters() {
            return new Counters(packetsBy.clone(), bytesBy.clone());
        }

        private synchronized void count(int entry, int length) {
            packetsBy[entry]++;
            bytesBy[entry] += length;
        }

        @Override
        public List<Group> groups(int rule) {
            return List.of();
        }

        @Override
        public EventReader events() {
            List<ByteBuffer> samples = new ArrayList<>();
            try (EventReader reader = inner.events()) {
                for (byte[] packet : packets) {
                    inner.run(packet);
                    reader.drain(new Copies(samples));
                }
            }
            return new Repeating(samples);
        }

        @Override
        public AttachOutcome attach(AttachPoint point) {
            return inner.attach(point);
        }

        @Override
        public void close() {
            inner.close();
        }

        /** The same events again and again, as many as the time since the last call gives. */
        private final class Repeating implements EventReader {

            private final List<ByteBuffer> samples;
            private final long start = System.nanoTime();
            private long sent;

            Repeating(List<ByteBuffer> samples) {
                this.samples = samples;
            }

            @Override
            public int drain(Sink sink) {
                long now = System.nanoTime();
                long due = (long) ((now - start) / 1e9 * perSecond);
                int count = (int) (due - sent);
                for (; sent < due; sent++) {
                    ByteBuffer sample = samples.get((int) (sent % samples.size()));
                    sample.putLong(EventLayout.TIME, now);
                    count(sample.getInt(EventLayout.ENTRY), sample.getInt(EventLayout.LENGTH));
                    sink.event(0, sample.duplicate().order(ByteOrder.LITTLE_ENDIAN));
                }
                return count;
            }

            @Override
            public void close() {
                // nothing is held
            }
        }
    }

    private record Copies(List<ByteBuffer> into) implements EventReader.Sink {
        @Override
        public void event(int cpu, ByteBuffer sample) {
            ByteBuffer copy = ByteBuffer.allocate(sample.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            into.add(copy.put(sample.duplicate()).flip());
        }

        @Override
        public void lost(int cpu, long count) {
            throw new AssertionError("the simulator lost events");
        }
    }
}
