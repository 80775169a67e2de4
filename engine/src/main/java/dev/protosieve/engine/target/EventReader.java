package dev.protosieve.engine.target;

import java.nio.ByteBuffer;

/** Reads the event rings of a loaded filter. One thread at a time. */
public interface EventReader extends AutoCloseable {

    /** Hands over everything that is in the rings now and returns how many events that were. Does not wait. */
    int drain(Sink sink);

    /** Where events go. */
    interface Sink {
        /** @param sample little-endian, laid out as {@link dev.protosieve.engine.emit.EventLayout}; valid during the call only */
        void event(int cpu, ByteBuffer sample);

        /** The ring's own notice that {@code count} events found no room. */
        void lost(int cpu, long count);
    }

    @Override
    void close();
}
