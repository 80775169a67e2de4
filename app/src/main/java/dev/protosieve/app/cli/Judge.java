package dev.protosieve.app.cli;

import dev.protosieve.app.session.EngineAnswer;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.target.PacketFinder;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.typed.Decision;
import java.util.Optional;

/** Something that decides about messages. */
sealed interface Judge extends AutoCloseable {

    /** The word after {@code --engine}. */
    String name();

    Decision decide(byte[] message) throws CommandFailed;

    @Override
    void close();

    private static TestPackets packets(PacketFinder finder, int length) throws CommandFailed {
        Optional<TestPackets> packets = length > LONGEST ? Optional.empty() : finder.find(length);
        return packets.orElseThrow(() -> new CommandFailed("no packet with a message of " + length
                + " bytes was found that the file's match accepts"));
    }

    /** What fits into a UDP datagram over IPv4 (RFC 768, RFC 791). */
    int LONGEST = 65_507;

    /** The reference. */
    record Oracle(PacketFinder finder, ReferenceEvaluator evaluator, int hidden) implements Judge {

        Oracle(CompiledFilter filter) {
            this(new PacketFinder(filter.rules()), new ReferenceEvaluator(filter.rules()), filter.hook().hidden());
        }

        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public Decision decide(byte[] message) throws CommandFailed {
            TestPackets packets = packets(finder, message.length);
            return evaluator.decide(message, packets.headers(message).without(hidden));
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /** The filter itself, over a packet around the message; owns the target. */
    record Filter(FilterTarget target, LoadedFilter loaded, PacketFinder finder) implements Judge {

        Filter(FilterTarget target, LoadedFilter loaded) {
            this(target, loaded, new PacketFinder(loaded.filter().rules()));
        }

        @Override
        public String name() {
            return target.name();
        }

        @Override
        public Decision decide(byte[] message) throws CommandFailed {
            CompiledFilter filter = loaded.filter();
            byte[] packet = packets(finder, message.length).around(message);
            try {
                return decision(filter, loaded.run(packet));
            } catch (IllegalArgumentException e) {
                throw new CommandFailed(name() + ": " + e.getMessage());
            }
        }

        private Decision decision(CompiledFilter filter, RunResult result) throws CommandFailed {
            return EngineAnswer.decision(filter, result).orElseThrow(
                    () -> new CommandFailed(name() + ": the filter did not take the packet for one of its own"));
        }

        @Override
        public void close() {
            loaded.close();
            target.close();
        }
    }
}
