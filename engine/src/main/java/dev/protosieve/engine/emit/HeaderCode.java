package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.CONTEXT;
import static dev.protosieve.engine.emit.Frame.KEY;
import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.Expr;
import java.util.List;

/**
 * Finds the packets to judge: the headers ({@link HeaderWalk}, {@link TransportCode}), the {@code match} condition, whether the
 * payload is all here; then sets up the walk over the message.
 */
final class HeaderCode {

    /** Ethernet, IPv4, UDP. */
    static final int SHORTEST = 14 + 20 + 8;
    /** What a slot holds when the packet does not have the variable; no variable is negative. */
    static final int ABSENT = -1;

    private final Build build;
    private final ConditionCode conditions;
    private final HeaderNeeds needs;
    private final PacketOpening packet;
    private final TransportCode transport;
    /** Whether the state is looked up before the match and not behind it. */
    private final boolean early;

    HeaderCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.conditions = conditions;
        this.needs = build.needs();
        this.early = !isPlain(build.plan().rules().match());
        this.packet = new PacketOpening(build);
        this.transport = new TransportCode(build, needs, packet);
    }

    void emit() {
        Code c = build.at(build.origins().match("packet", "Keep the context: helper calls overwrite r1."));
        c.mov(STATE, R1);
        c.store(MemSize.U64, STACK, CONTEXT, R1);
        packet.open(c);
        if (needs.bytes()) {
            packet.all(c.why("Rules read bytes anywhere: make all of the packet readable."));
        }
        new HeaderWalk(build, needs, packet)
                .emit(c.step("headers", "Only IPv4 and IPv6 packets can carry the message."));
        transport.emit(c.step("transport", "Only the protocols that the match statement is about."));
        Code match = c.step("match", "Judge only what the match statement names.");
        Label ours = new Label("ours");
        if (early) {
            state(match.why("To compute what the match names, the state is needed already."));
        }
        conditions.emit(match, build.plan().rules().match(),
                new Ways(ours, build.exits().ignore(), build.exits().ignore(), ours));
        match.bind(ours);
        wholeMessage(c.step("message", "Is the whole message in this packet?"));
    }

    /** R0 = value of the map entry whose number is at {@link Frame#KEY}. */
    static void lookUp(Code c, int map, Label missing) {
        c.loadMap(R1, map);
        c.mov(R2, STACK);
        c.alu(AluOp.ADD, R2, KEY);
        c.call(Helper.MAP_LOOKUP_ELEM);
        c.branch(Condition.EQ, R0, 0, missing);
    }

    /** Checks that the message is all here, looks up the state and fills it. */
    private void wholeMessage(Code c) {
        for (ValueSlot.Header slot : headers()) {
            Code keep = c.why("A rule reads " + slot.field().text() + ".");
            Label absent = new Label("absent");
            Label read = new Label("read");
            VariableCode.load(build, keep, slot.field(), R1, absent);
            keep.jump(read);
            c.bind(absent);
            keep.constant(R1, ABSENT);
            c.bind(read);
            keep.store(MemSize.U64, STACK, waiting(slot), R1);
        }
        transport.whole(c.why("A message that is not all here cannot be judged."));
        if (build.framed()) {
            c.why("A payload without messages is none of ours.").branch(Condition.EQ, R5, OFFSET,
                    build.exits().ignore());
        }
        packet.upTo(c.why("A message that is not all here cannot be judged."));
        Code bound = c.why("Longer than this filter walks.");
        bound.mov(R1, R5);
        bound.alu(AluOp.SUB, R1, OFFSET);
        if (!build.framed()) {
            bound.branch(Condition.SGT, R1, build.frame().limits().bytes(), build.exits().packet().limit());
        }
        bound.branch(Condition.GT, R5, Frame.MAX_OFFSET, build.exits().packet().limit());
        if (!early) {
            Code state = c.why("The state of the walk lives in a map value of this CPU.");
            state.store(MemSize.U64, STACK, Frame.EVENT, R5);
            state(state);
            state.load(MemSize.U64, R5, STACK, Frame.EVENT);
        }
        keepVariables(c);
        if (needs.addresses()) {
            Code network = c.why("Rules ask for addresses.");
            network.load(MemSize.U64, R1, STACK, Frame.NETWORK_OFFSET);
            network.store(MemSize.U64, STATE, build.frame().network(), R1);
        }
        packet.refresh(c.why("All ways through the headers look alike to the verifier when it knows the packet anew."));
        if (build.framed()) {
            FramingCode framing = new FramingCode(build, needs);
            framing.begin(c);
            framing.emitNext(c.step("framing", "Each message stands behind its length."));
        } else {
            build.forget(c, R1);
        }
        fill(c);
    }

    private void state(Code c) {
        new ClaimCode(build).stateKey(c);
        lookUp(c, build.maps().state(), build.exits().ignore());
        c.mov(STATE, R0);
    }

    /** Whether everything in it can be computed in registers. */
    private boolean isPlain(Expr expr) {
        boolean logic = expr instanceof Expr.Not || expr instanceof Expr.And || expr instanceof Expr.Or
                || expr instanceof Expr.Compare;
        return expr instanceof Expr.Literal || expr instanceof Expr.Header
                || logic && !build.mayFail(expr) && expr.parts().stream().allMatch(this::isPlain);
    }

    private List<ValueSlot.Header> headers() {
        return build.plan().slots().stream().filter(ValueSlot.Header.class::isInstance)
                .map(ValueSlot.Header.class::cast).toList();
    }

    private int waiting(ValueSlot.Header slot) {
        return Frame.VARIABLES - 8 * headers().indexOf(slot);
    }

    private void keepVariables(Code c) {
        for (ValueSlot.Header header : headers()) {
            Code keep = c.why("A rule reads " + header.field().text() + ".");
            keep.load(MemSize.U64, R1, STACK, waiting(header));
            keep.store(MemSize.U64, STATE, build.frame().slot(header), R1);
        }
    }

    /** R5 = end of the message. */
    private void fill(Code c) {
        Code frame = c.why("The walk begins at the top level and ends where the message ends.");
        frame.store(MemSize.U64, STATE, Frame.FRAME, R5);
        frame.store(MemSize.U64, STATE, Frame.LEVEL, 0);
        for (ValueSlot slot : build.plan().slots()) {
            int place = build.frame().slot(slot);
            if (!(slot instanceof ValueSlot.Header)) {
                String field = slot.at().map(Object::toString).orElse("it");
                SlotCode.reset(c.why("Until it turns up, " + field + " is absent."), place, slot);
            }
        }
    }
}
