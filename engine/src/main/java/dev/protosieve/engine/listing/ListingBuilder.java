package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.listing.Listing.Row;
import java.util.Optional;

/** Filter to rows. */
public final class ListingBuilder {

    /** One row an instruction, in order. */
    public Listing list(CompiledFilter filter) {
        InsnFormatter formatter = InsnFormatter.of(filter.maps());
        return new Listing(() -> filter.code().stream().map(p -> row(p, formatter)).toList());
    }

    private static Row row(CompiledFilter.Placed placed, InsnFormatter formatter) {
        Insn insn = placed.insn();
        Optional<Integer> target = insn.jump().isPresent()
                ? Optional.of(placed.slot() + 1 + insn.jump().getAsInt()) : Optional.empty();
        return new Row(placed.slot(), InsnEncoder.encode(insn), formatter.format(insn), target, placed.origin());
    }
}
