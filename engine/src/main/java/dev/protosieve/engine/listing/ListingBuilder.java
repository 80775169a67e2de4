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
        return new Listing(filter.code().stream().map(p -> row(p, formatter)).toList());
    }

    private static Row row(CompiledFilter.Placed placed, InsnFormatter formatter) {
        Insn insn = placed.insn();
        return new Row(placed.slot(), InsnEncoder.encode(insn), formatter.format(insn),
                target(placed.slot(), insn), placed.origin());
    }

    private static Optional<Integer> target(int slot, Insn insn) {
        return switch (insn) {
            case Insn.Branch branch -> Optional.of(slot + 1 + branch.offset());
            case Insn.Goto jump -> Optional.of(slot + 1 + jump.offset());
            case Insn.MayGoto jump -> Optional.of(slot + 1 + jump.offset());
            case Insn.Alu _, Insn.Neg _, Insn.MoveSigned _, Insn.ByteSwap _, Insn.LoadImm64 _, Insn.LoadMap _,
                    Insn.Load _, Insn.Store _, Insn.Call _, Insn.Exit _ ->
                Optional.empty();
        };
    }
}
