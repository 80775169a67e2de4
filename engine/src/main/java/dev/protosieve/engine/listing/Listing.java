package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A filter as rows; data before text, so that views colour and link what they show. The rows are made when somebody asks for
 * them: who only loads a filter does not wait for its text.
 */
public final class Listing {

    public static final Listing EMPTY = new Listing(List::of);

    private final Supplier<List<Row>> maker;
    private @Nullable List<Row> made;

    Listing(Supplier<List<Row>> maker) {
        this.maker = maker;
    }

    /** One an instruction, in order; from any thread. */
    public synchronized List<Row> rows() {
        List<Row> rows = made == null ? List.copyOf(maker.get()) : made;
        made = rows;
        return rows;
    }

    /**
     * @param slot the kernel's instruction number
     * @param bytes 8 or 16 bytes as loaded
     * @param text in the kernel's log syntax: {@code r2 = *(u64 *)(r1 +0)}
     * @param target the slot a jump goes to
     * @param origin why it is there
     */
    public record Row(int slot, byte[] bytes, String text, Optional<Integer> target, Origin origin) {
    }
}
