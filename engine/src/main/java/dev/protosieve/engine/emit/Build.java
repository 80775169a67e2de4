package dev.protosieve.engine.emit;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Fallible;
import dev.protosieve.engine.typed.Framing;

/** What every part of one emission shares. */
record Build(FilterPlan plan, FilterPlan.Pass pass, EmitOptions options, Frame frame, Maps maps, CounterLayout counters,
        Origins origins, CodeBuilder code, PacketAccess access, Temps temps, HeaderNeeds needs, Exits exits,
        ConstantTables tables, JointSearches searches) {

    static Build of(FilterPlan plan, EmitOptions options) {
        FilterPlan.Pass first = plan.passes().getFirst();
        Frame frame = new Frame(plan.rules().limits(), first.nodes().size(), plan.slots());
        CounterLayout counters = new CounterLayout(plan.rules().rules().size());
        PacketAccess access = options.hook().copies() ? new PacketAccess.Buffer() : new PacketAccess.Direct();
        Maps maps = Maps.of(frame, counters, options, plan.rules().rules());
        Temps temps = new Temps(frame.end());
        JointSearches searches = JointSearches.of(plan, options, temps);
        return new Build(plan, first, options, frame, maps, counters, new Origins(plan), new CodeBuilder(options),
                access,
                temps, HeaderNeeds.of(plan), new Exits(), new ConstantTables(maps.specs().size()), searches);
    }

    /** The same emission in another pass over the message. */
    Build in(FilterPlan.Pass other) {
        return new Build(plan, other, options, new Frame(frame.limits(), other.nodes().size(), plan.slots()), maps,
                counters, origins, code, access, temps, needs, exits.again(), tables, searches);
    }

    Code at(Origin origin) {
        return code.at(origin);
    }

    /**
     * Makes the verifier forget what it knows of OFFSET but a bound: paths that differ in nothing else then look alike to it.
     */
    void forget(Code c, Reg scratch) {
        forget(c, scratch, exits.limit());
    }

    /** The same. {@code beyond} is where offsets over the bound would go, if there were any. */
    void forget(Code c, Reg scratch, Label beyond) {
        Code f = c.why(
                "Adding a zero that the verifier does not know makes it forget the exact offset, so that paths look "
                        + "alike to it.");
        blur(f, scratch);
        f.branch(Condition.GT, Frame.OFFSET, Frame.MAX_OFFSET, beyond);
    }

    /** The same without a bound, which must follow. */
    static void blur(Code c, Reg scratch) {
        c.load(MemSize.U64, scratch, Frame.STATE, Frame.ZERO);
        c.alu(AluOp.ADD, Frame.OFFSET, scratch);
    }

    /** The head of a loop over the packet: {@link #forget}, and the kernel's bound of every loop. */
    void turn(Code c, Reg scratch) {
        forget(c, scratch);
        bound(c);
    }

    /** The kernel's bound of every loop. */
    void bound(Code c) {
        c.why("The kernel bounds every loop; when its budget is spent the verdict is that of 'on limit'.")
                .mayGoto(exits.limit());
    }

    /** Whether the expression stands in the {@code match}, which is judged while the headers are at hand. */
    boolean inMatch(Expr expr) {
        Span match = plan.rules().match().span();
        return expr.span().start() >= match.start() && expr.span().end() <= match.end();
    }

    /** Whether the expression may be a CEL error. */
    boolean mayFail(Expr expr) {
        return Fallible.mayFail(expr, needs.transports());
    }

    /** Whether computing it needs a check of its own. */
    boolean failsItself(Expr expr) {
        return Fallible.failsItself(expr, needs.transports());
    }

    /** Whether a payload may hold several messages. */
    boolean framed() {
        return plan.rules().framing() != Framing.DATAGRAM;
    }

    /**
     * Where the parts of the program hand over to each other.
     *
     * @param ignore the packet is none of ours
     * @param error a condition has no value
     * @param packet ways that framed payloads have besides
     * @param decide the whole message has been walked
     * @param scan next tag of the scan
     */
    record Exits(Label ignore, Label malformed, Label limit, Label unseen, Label error, PacketExits packet,
            Label decide,
            Label scan) {

        Exits() {
            this(new Label("ignore"), new Label("malformed"), new Label("limit"), new Label("unseen"),
                    new Label("error"), new PacketExits(), new Label("decide"), new Label("scan"));
        }

        /** For another pass: only its own loop and what follows it differ. */
        Exits again() {
            return new Exits(ignore, malformed, limit, unseen, error, packet, new Label("decide"), new Label("scan"));
        }
    }

    /**
     * Ways of payloads with several messages.
     *
     * @param limit the whole packet is too long, whatever its messages are
     * @param next look for the next message
     * @param cut a message goes over the end of a segment
     * @param judged no message is left
     * @param unclaimed no state is free
     */
    record PacketExits(Label limit, Label next, Label cut, Label judged, Label unclaimed) {

        PacketExits() {
            this(new Label("packet over the limit"), new Label("next message"), new Label("message cut"),
                    new Label("all judged"), new Label("no state is free"));
        }
    }
}
