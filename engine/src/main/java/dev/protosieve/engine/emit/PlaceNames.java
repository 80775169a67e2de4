package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.plan.ValueSlot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the places mean in which a filter keeps things: of its state and of its stack. */
public final class PlaceNames {

    /** Before the name of a text: where it begins in the packet; its length lies behind it. */
    public static final String PLACE_OF = "place of ";
    public static final String LENGTH_OF = "length of ";

    private final Map<Long, String> state = new HashMap<>();
    private final Map<Long, String> stack = new HashMap<>();

    private PlaceNames() {
    }

    /** As {@link Frame} lays them out for that plan. */
    public static PlaceNames of(FilterPlan plan) {
        PlaceNames names = new PlaceNames();
        Frame frame = new Frame(plan.rules().limits(), plan.passes().getFirst().nodes().size(), plan.slots());
        names.fixed(frame);
        for (ValueSlot slot : plan.slots()) {
            names.state.put((long) frame.slot(slot), words(slot));
            if (slot instanceof ValueSlot.Text text) {
                names.state.put((long) frame.slot(slot) + ValueSlot.Text.LENGTH,
                        LENGTH_OF + "msg." + text.path().text());
            }
        }
        names.stack();
        return names;
    }

    private void fixed(Frame frame) {
        state.put((long) Frame.ZERO, "zero");
        state.put((long) Frame.FRAME, "end of the part being walked");
        state.put((long) Frame.FRAME_NODE, "which message is walked");
        state.put((long) Frame.FRAME_GROUP, "group to be closed");
        state.put((long) Frame.LEVEL, "depth");
        state.put((long) Frame.SAVED, "saved offset");
        state.put((long) Frame.AROUND_RUN, "part around a packed run");
        state.put((long) Frame.START, "start of the message");
        state.put((long) Frame.START_FRAME, "the whole message");
        for (int depth = 0; depth < frame.limits().depth(); depth++) {
            state.put((long) Frame.FRAMES + 8L * depth, "part at depth " + depth);
        }
        state.put((long) frame.payloadEnd(), "end of the payload");
        state.put((long) frame.messageEnd(), "end of the message");
        state.put((long) frame.firstJudged(), "first decision");
        state.put((long) frame.protocol(), "transport protocol");
        state.put((long) frame.network(), "offset of the IP header");
    }

    private void stack() {
        stack.put((long) Frame.CONTEXT, "context");
        stack.put((long) Frame.READABLE, "readable bytes");
        stack.put((long) Frame.LENGTH, "packet length");
        stack.put((long) Frame.KEY, "map key");
        stack.put((long) Frame.CLAIM, "which state");
        stack.put((long) Frame.NETWORK, "IP header");
        stack.put((long) Frame.TRANSPORT, "transport header");
        stack.put((long) Frame.PAYLOAD_END, "end of the payload");
        stack.put((long) Frame.VLAN, "VLAN");
        stack.put((long) Frame.PROTOCOL, "protocol");
        stack.put((long) Frame.MORE, "first of several fragments");
        stack.put((long) Frame.NETWORK_OFFSET, "offset of the IP header");
        stack.put((long) Frame.NETWORK_END, "end of the IP packet");
    }

    private static String words(ValueSlot slot) {
        return switch (slot) {
            case ValueSlot.Number number -> "msg." + number.path().text();
            case ValueSlot.Text text -> PLACE_OF + "msg." + text.path().text();
            case ValueSlot.Header header -> header.field().text();
            case ValueSlot.Presence presence -> "has(msg." + presence.path().text() + ")";
            case ValueSlot.Count count -> "size(msg." + count.list().text() + ")";
            case ValueSlot.Tally tally -> "msg." + tally.of().list().text() + ", outcome so far";
            case ValueSlot.Rows rows -> "keys of msg." + rows.map().text() + " so far";
            case ValueSlot.Status status -> "whether msg." + status.of().list().text() + " has the element";
            case ValueSlot.Picked picked -> "element of msg." + picked.of().list().text();
        };
    }

    /** What lies at an offset of the state, if it has a name of its own. */
    public Optional<String> inState(long offset) {
        return Optional.ofNullable(state.get(offset));
    }

    /** What lies at an offset from the frame pointer, if it has a name of its own. */
    public Optional<String> onStack(long offset) {
        return Optional.ofNullable(stack.get(offset));
    }

    /** What a register always holds between the header check and the verdict, if it is one of those. */
    public static Optional<String> ofRegister(int register) {
        return register == Frame.STATE.ordinal() ? Optional.of("the filter's state")
                : register == Frame.OFFSET.ordinal() ? Optional.of("offset in the packet") : Optional.empty();
    }
}
