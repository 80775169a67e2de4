package dev.protosieve.engine.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.RandomInsns;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.sim.Filters;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingBuilderTest {

    @Test
    void countsSlotsAndNamesJumpTargets() {
        Listing listing = new ListingBuilder().list(Filters.of(Hook.XDP, List.of(new Insn.LoadMap(Reg.R1, 0),
                new Insn.Branch(true, Insn.Condition.NE, Reg.R1, new Insn.Imm(0), -3), new Insn.MayGoto(0),
                new Insn.Exit())));

        assertEquals(List.of(0, 2, 3, 4), listing.rows().stream().map(Listing.Row::slot).toList());
        assertEquals(List.of("r1 = map[counters]", "if r1 != 0x0 goto pc-3", "may_goto pc+0", "exit"),
                listing.rows().stream().map(Listing.Row::text).toList());
        assertEquals(List.of(Optional.empty(), Optional.of(0), Optional.of(4), Optional.empty()),
                listing.rows().stream().map(Listing.Row::target).toList());
        assertEquals(List.of(16, 8, 8, 8), listing.rows().stream().map(r -> r.bytes().length).toList());
        assertEquals("test", listing.rows().getFirst().origin().step());
    }

    @Test
    void explainsEveryInstructionInSentences() {
        RandomInsns source = new RandomInsns(new Random(5));
        InsnExplainer explainer = new InsnExplainer(Filters.MAPS);
        Stream.generate(source::next).limit(5_000).forEach(insn -> {
            String text = explainer.explain(10, insn);
            assertTrue(Character.isUpperCase(text.charAt(0)) && text.endsWith("."), text);
            assertFalse(text.contains("  ") || text.contains(".."), text);
        });
    }

    @Test
    void explainsWhereJumpsGoAndWhatMapsAreCalled() {
        InsnExplainer explainer = new InsnExplainer(Filters.MAPS);

        assertEquals("Goes on at slot 13 if r2 is greater than 5 (unsigned), otherwise with the next one.",
                explainer.explain(10, new Insn.Branch(true, Insn.Condition.GT, Reg.R2, new Insn.Imm(5), 2)));
        assertTrue(explainer.explain(0, new Insn.LoadMap(Reg.R1, 1)).contains("the map \"events\""));
        assertEquals("Writes the lowest 4 bytes of r3 to the stack at -8.", explainer.explain(0,
                new Insn.Store(Insn.MemSize.U32, Reg.R10, -8, new Insn.Use(Reg.R3))));
        assertEquals("Reads 1 byte from 3 behind where r2 points into r0 and clears the bits above.",
                explainer.explain(0, new Insn.Load(Insn.MemSize.U8, false, Reg.R0, Reg.R2, 3)));
    }
}
