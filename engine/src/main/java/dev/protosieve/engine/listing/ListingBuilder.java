package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.CompiledFilter;
import java.util.List;

/** Filter to rows. */
public final class ListingBuilder {

    public Listing list(CompiledFilter filter) {
        return new Listing(List.of());
    }
}
