package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.Origin;
import java.util.List;
import java.util.Optional;

/** A filter as rows; data before text, so that views colour and link what they show. */
public record Listing(List<Row> rows) {

    public Listing {
        rows = List.copyOf(rows);
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
