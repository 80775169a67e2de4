package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.pattern.Dfa;

/**
 * Walks an automaton over a string, eight octets a turn. A state is the place of its row in the table; those without a row,
 * in which all is decided, come last, so that one comparison ends the walk and bounds the next load.
 */
final class PatternCode {

    private static final int STEPS = 8;

    private final Build build;

    PatternCode(Build build) {
        this.build = build;
    }

    /** R1 = where the string is in the packet, R2 = its length; R0 to R5 and OFFSET are overwritten. */
    void emit(Code c, Dfa dfa, Label yes, Label no) {
        if (dfa.start() >= dfa.states()) {
            c.why("The pattern is found in every string, or in none.").jump(dfa.start() == dfa.found() ? yes : no);
            return;
        }
        c.mov(OFFSET, R1);
        c.alu(AluOp.ADD, R1, R2);
        c.mov(R5, R1);
        c.step("pattern table", "The table: for each state and kind of octet the next state.")
                .loadMapValue(R0, build.tables().map(), build.tables().offset(dfa, () -> PatternTables.table(dfa)));
        c.why("Begin in the first state.").constant(R4, PatternTables.row(dfa, dfa.start()));
        walk(c.step("walk the pattern", "Eight octets a turn, each leads from state to state."), dfa, yes, no);
    }

    private void walk(Code c, Dfa dfa, Label yes, Label no) {
        Label loop = new Label("eight octets");
        Label few = new Label("fewer than eight octets");
        Label end = new Label("end of the string");
        Label decided = new Label("decided");
        Label[] steps = new Label[STEPS];
        c.bind(loop);
        build.turn(c, R1);
        c.branch(Condition.GE, OFFSET, R5, end);
        build.access().loadWord(c, R3, OFFSET, R1, R2, build.exits().limit());
        c.mov(R1, R5);
        c.alu(AluOp.SUB, R1, OFFSET);
        c.branch(Condition.LT, R1, STEPS, few);
        for (int i = 0; i < STEPS; i++) {
            steps[i] = new Label("octet " + i);
            c.bind(steps[i]);
            step(c, dfa, i == STEPS - 1, decided);
        }
        c.alu(AluOp.ADD, OFFSET, STEPS);
        c.jump(loop);
        c.bind(few);
        Code last = c.why("The last octets: enter the row of eight so that it ends with the string.");
        last.alu(AluOp.SUB, OFFSET, STEPS);
        last.alu(AluOp.ADD, OFFSET, R1);
        for (int left = 1; left < STEPS; left++) {
            last.branch(Condition.EQ, R1, left, steps[STEPS - left]);
        }
        last.jump(build.exits().limit());
        c.bind(end);
        accept(c.why("The string ends: is this a state in which it may?"), dfa, yes, no);
        c.bind(decided);
        found(c.why("Found, or never to be found?"), dfa, yes, no);
    }

    private static void step(Code c, Dfa dfa, boolean last, Label decided) {
        Code kind = c.why("What kind of octet comes next?");
        kind.alu(AluOp.AND, R1, R3, 0xff);
        if (!last) {
            kind.alu(AluOp.RSH, R3, 8);
        }
        kind.alu(AluOp.ADD, R1, R0);
        kind.load(MemSize.U8, R1, R1, 0);
        Code next = c.why("The row of the next state, which is this state's entry for that kind.");
        next.alu(AluOp.LSH, R1, 1);
        next.alu(AluOp.ADD, R1, R0);
        // The state comes last: all octets wait for one another here, so this is what the speed depends on.
        next.alu(AluOp.ADD, R1, R4);
        next.load(MemSize.U16, R4, R1, PatternTables.ROWS);
        c.why("Rows from here on read no more: all is decided.").branch(Condition.GE, R4,
                PatternTables.row(dfa, dfa.states()), decided);
    }

    private static void accept(Code c, Dfa dfa, Label yes, Label no) {
        if (dfa.firstAccepting() < dfa.states()) {
            c.branch(Condition.GE, R4, PatternTables.row(dfa, dfa.firstAccepting()), yes);
        }
        c.jump(no);
    }

    private static void found(Code c, Dfa dfa, Label yes, Label no) {
        c.branch(Condition.EQ, R4, PatternTables.row(dfa, dfa.found()), yes);
        c.jump(no);
    }
}
