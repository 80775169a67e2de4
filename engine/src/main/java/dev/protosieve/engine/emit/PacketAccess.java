package dev.protosieve.engine.emit;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;

/** How a program reads packet bytes. */
sealed interface PacketAccess {

    /**
     * Proves that {@code bytes} bytes behind {@code pointer} may be read, or goes to {@code missing}.
     *
     * @param pointer into the packet; stays
     * @param scratch is overwritten
     */
    void prove(Code c, Reg pointer, int bytes, Reg scratch, Label missing);

    /**
     * {@code into = } the 8 bytes at {@code DATA + offset}, with zeros or stale bytes behind the packet's end. Both scratch
     * registers are overwritten; {@code offset} stays and is at most {@link Frame#MAX_OFFSET}.
     *
     * @param missing where to go when even that cannot be read, which does not happen at run time
     */
    void loadWord(Code c, Reg into, Reg offset, Reg scratch, Reg scratch2, Label missing);

    /** {@code into =} a pointer to {@code DATA + offset}. */
    default void pointer(Code c, Reg into, Reg offset) {
        c.mov(into, Frame.DATA);
        c.alu(AluOp.ADD, into, offset);
    }

    /** Pointers into the packet itself, compared with its end (XDP, TC). */
    record Direct() implements PacketAccess {

        @Override
        public void prove(Code c, Reg pointer, int bytes, Reg scratch, Label missing) {
            c.alu(AluOp.ADD, scratch, pointer, bytes);
            c.branch(Condition.GT, scratch, Frame.END, missing);
        }

        @Override
        public void loadWord(Code c, Reg into, Reg offset, Reg scratch, Reg scratch2, Label missing) {
            Label tail = new Label("tail");
            Label done = new Label("loaded");
            Code direct = c.why("Read 8 bytes at once, if the packet has them.");
            pointer(direct, scratch, offset);
            prove(direct, scratch, 8, scratch2, tail);
            direct.load(MemSize.U64, into, scratch, 0);
            c.rare(done, () -> {
                c.bind(tail);
                tail(c, into, offset, scratch, scratch2, missing);
                c.jump(done);
            });
            c.bind(done);
        }

        private void tail(Code c, Reg into, Reg offset, Reg scratch, Reg scratch2, Label missing) {
            Code late = c.why("Fewer than 8 bytes are left: read the packet's last 8 and shift out those before.");
            late.load(MemSize.U64, scratch2, Frame.STACK, Frame.READABLE);
            late.alu(AluOp.SUB, scratch2, 8);
            late.branch(Condition.GT, scratch2, Frame.MAX_OFFSET, missing);
            pointer(late, scratch, scratch2);
            late.alu(AluOp.SUB, scratch2, offset);
            late.neg(scratch2);
            late.alu(AluOp.LSH, scratch2, 3);
            late.mov(into, scratch);
            late.alu(AluOp.ADD, into, 8);
            late.branch(Condition.GT, into, Frame.END, missing);
            late.load(MemSize.U64, into, scratch, 0);
            late.alu(AluOp.RSH, into, scratch2);
        }
    }

    /** A copy of the packet in a map value with room behind it (see {@link Hook#copies}). */
    record Buffer() implements PacketAccess {

        /** Size of the copy's map value. */
        static final int SIZE = Frame.MAX_OFFSET + Frame.SLACK;

        @Override
        public void prove(Code c, Reg pointer, int bytes, Reg scratch, Label missing) {
            // The copy is larger than any offset plus any read: nothing to prove.
        }

        @Override
        public void loadWord(Code c, Reg into, Reg offset, Reg scratch, Reg scratch2, Label missing) {
            pointer(c, scratch, offset);
            c.load(MemSize.U64, into, scratch, 0);
        }
    }
}
