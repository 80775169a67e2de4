package dev.protosieve.engine.emit;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.FilterPlan;

/** What every part of one emission shares. */
record Build(FilterPlan plan, EmitOptions options, Frame frame, Maps maps, CounterLayout counters, Origins origins,
        CodeBuilder code, PacketAccess access, Temps temps, Exits exits) {

    static Build of(FilterPlan plan, EmitOptions options) {
        Frame frame = new Frame(plan.rules().limits(), plan.nodes().size(), plan.slots());
        CounterLayout counters = new CounterLayout(plan.rules().rules().size());
        PacketAccess access = options.hook() == Hook.SOCKET ? new PacketAccess.Buffer() : new PacketAccess.Direct();
        return new Build(plan, options, frame, Maps.of(frame, counters, options, plan.rules().rules()), counters,
                new Origins(plan), new CodeBuilder(), access, new Temps(frame.end()), new Exits());
    }

    Code at(Origin origin) {
        return code.at(origin);
    }

    /**
     * Makes the verifier forget what it knows of OFFSET but a bound: paths that differ in nothing else then look alike to it.
     */
    void forget(Code c, Reg scratch) {
        Code f = c.why(
                "Adding a zero that the verifier does not know makes it forget the exact offset, so that paths look "
                        + "alike to it.");
        f.load(MemSize.U64, scratch, Frame.STATE, Frame.ZERO);
        f.alu(AluOp.ADD, Frame.OFFSET, scratch);
        f.branch(Condition.GT, Frame.OFFSET, Frame.MAX_OFFSET, exits.limit);
    }

    /** The head of a loop over the packet: {@link #forget}, and the kernel's bound of every loop. */
    void turn(Code c, Reg scratch) {
        forget(c, scratch);
        c.why("The kernel bounds every loop; when its budget is spent the verdict is that of `on limit`.")
                .mayGoto(exits.limit);
    }

    /** Where the parts of the program hand over to each other. */
    static final class Exits {
        /** The packet is none of ours. */
        final Label ignore = new Label("ignore");
        final Label malformed = new Label("malformed");
        final Label limit = new Label("limit");
        final Label unseen = new Label("unseen");
        /** A condition that has no value. */
        final Label error = new Label("error");
        /** The whole message has been walked. */
        final Label decide = new Label("decide");
        /** Next tag of the scan. */
        final Label scan = new Label("scan");
    }
}
