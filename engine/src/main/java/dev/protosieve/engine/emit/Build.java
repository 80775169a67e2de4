package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.FilterPlan;

/** What every part of one emission shares. */
record Build(FilterPlan plan, EmitOptions options, Frame frame, Maps maps, CounterLayout counters, Origins origins,
        CodeBuilder code, PacketAccess access, Exits exits) {

    static Build of(FilterPlan plan, EmitOptions options) {
        Frame frame = new Frame(plan.rules().limits(), plan.nodes().size(), plan.slots().size());
        CounterLayout counters = new CounterLayout(plan.rules().rules().size());
        PacketAccess access = options.hook() == Hook.SOCKET ? new PacketAccess.Buffer() : new PacketAccess.Direct();
        return new Build(plan, options, frame, Maps.of(frame, counters, options), counters, new Origins(plan),
                new CodeBuilder(), access, new Exits());
    }

    Code at(Origin origin) {
        return code.at(origin);
    }

    /** Where the parts of the program hand over to each other. */
    static final class Exits {
        /** The packet is none of ours. */
        final Label ignore = new Label("ignore");
        final Label malformed = new Label("malformed");
        final Label limit = new Label("limit");
        final Label unseen = new Label("unseen");
        /** The whole message has been walked. */
        final Label decide = new Label("decide");
        /** Next tag of the scan. */
        final Label scan = new Label("scan");
    }
}
