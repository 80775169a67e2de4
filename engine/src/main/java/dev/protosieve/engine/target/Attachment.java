package dev.protosieve.engine.target;

/** A filter at work on an interface. */
public interface Attachment extends AutoCloseable {

    AttachPoint point();

    /**
     * Puts another loaded filter of the same hook in this one's place, with no packet unfiltered in between.
     *
     * @return {@link AttachOutcome.Attached} with this attachment, or why the old one stays
     */
    AttachOutcome replace(LoadedFilter next);

    /** Whether packets still come to the filter: not after {@link #close}, and not where the interface or group has gone. */
    boolean isThere();

    /** Detaches. Idempotent. */
    @Override
    void close();
}
