package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.target.LoadOutcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program by itself. Either on a machine without a verifier, as implementations run their conformance tests: r1 and r2 are
 * address and length of one piece of memory, all else begins as zero, pointers are numbers, and only what is outside of memory,
 * stack and map values is refused. Or at a hook, with what the kernel's verifier refuses.
 */
public final class SimProgram {

    /** Ends a program that never ends, within seconds. */
    public static final long STANDARD_LIMIT = 200_000_000L;

    private static final int NO_EVENTS = 1;

    private final List<Insn> insns;
    private final List<MapSpec> maps;
    private final Optional<Hook> hook;
    private final OtherCalls calls;

    private SimProgram(List<Insn> insns, List<MapSpec> maps, Optional<Hook> hook, OtherCalls calls) {
        this.insns = List.copyOf(insns);
        this.maps = List.copyOf(maps);
        this.hook = hook;
        this.calls = calls;
    }

    /** Without a verifier; calls are of the kernel's helpers. */
    public static SimProgram plain(List<Insn> insns, List<MapSpec> maps) {
        return new SimProgram(insns, maps, Optional.empty(), OtherCalls.NONE);
    }

    /** Without a verifier; calls of the helpers 0 to 5 are of those that the shared conformance tests have. */
    public static SimProgram ofSuite(List<Insn> insns) {
        List<Insn> changed = insns.stream().map(i -> i instanceof Insn.Call(var helper)
                && helper.number() < SuiteCalls.COUNT ? new Insn.CallUnknown(helper.number()) : i).toList();
        return new SimProgram(changed, List.of(), Optional.empty(), new SuiteCalls());
    }

    /** With the kernel's rules, over a packet at a hook. */
    public static SimProgram at(Hook hook, List<Insn> insns, List<MapSpec> maps) {
        return new SimProgram(insns, maps, Optional.of(hook), OtherCalls.NONE);
    }

    /** How a run ended. */
    public sealed interface Answer {

        /**
         * @param result r0
         * @param executed instructions
         */
        record Returned(long result, long executed) implements Answer {
        }

        /** @param line instruction, register and reason in one line */
        record Refused(String line) implements Answer {
        }
    }

    /**
     * One instruction of a run.
     *
     * @param slot of the instruction
     * @param text of it
     * @param changed registers that have another value now
     */
    public record Step(int slot, String text, List<Change> changed) {
    }

    /** A register's new value. */
    public record Change(Reg reg, long value) {
    }

    /**
     * Runs it once.
     *
     * @param memory what r1 points to, or the packet from its Ethernet header on; the program changes a copy
     * @param limit most instructions
     */
    public Answer run(byte[] memory, long limit) {
        return prepare(limit).map(machine -> answer(machine.run(shown(memory))))
                .orElseGet(this::refusal);
    }

    /** The same, and tells of every instruction. */
    public Answer trace(byte[] memory, long limit, Consumer<Step> sink) {
        Optional<Machine> prepared = prepare(limit);
        if (prepared.isEmpty()) {
            return refusal();
        }
        Machine machine = prepared.get();
        machine.start(shown(memory));
        while (true) {
            int slot = machine.next();
            long[] before = Stream.of(Reg.values()).mapToLong(r -> machine.value(r.ordinal())).toArray();
            Optional<Machine.End> end = machine.step();
            sink.accept(new Step(slot, machine.text(slot), changed(before, machine)));
            if (end.isPresent()) {
                return answer(end.get());
            }
        }
    }

    /** Packets are given from the Ethernet header on, whatever of them the hook shows. */
    private SimPacket shown(byte[] memory) {
        return SimPacket.of(memory.clone()).without(hook.map(Hook::hidden).orElse(0));
    }

    private static List<Change> changed(long[] before, Machine machine) {
        List<Change> changed = new ArrayList<>();
        for (Reg reg : Reg.values()) {
            long now = machine.value(reg.ordinal());
            if (now != before[reg.ordinal()]) {
                changed.add(new Change(reg, now));
            }
        }
        return changed;
    }

    private Optional<Machine> prepare(long limit) {
        InsnFormatter formatter = InsnFormatter.of(maps);
        if (rejected(formatter).isPresent()) {
            return Optional.empty();
        }
        List<SimMap> contents = maps.stream().map(SimMap::of).toList();
        Memory memory = hook.map(h -> new Memory(h, contents, Region.NO_COUNTER, _ -> false))
                .orElseGet(() -> Memory.plain(contents));
        return Optional.of(new Machine(insns, formatter, memory, new EventQueue(NO_EVENTS), System::nanoTime, limit,
                calls));
    }

    private Optional<Rejected> rejected(InsnFormatter formatter) {
        return hook.isPresent() ? new StaticChecks(hook.get(), maps.size(), insns, formatter).check()
                : StaticChecks.plain(maps.size(), insns, formatter).checkShape();
    }

    /** What a verifier says of it before it runs, whatever its registers hold. */
    Optional<String> unloadable() {
        InsnFormatter formatter = InsnFormatter.of(maps);
        return new StaticChecks(hook.orElse(Hook.SOCKET), maps.size(), insns, formatter).check().map(SimProgram::line);
    }

    private Answer refusal() {
        return new Answer.Refused(line(rejected(InsnFormatter.of(maps)).orElseThrow()));
    }

    private static String line(Rejected rejected) {
        String log = rejected.log();
        return log.isEmpty() ? "there are no instructions"
                : log.substring(0, log.lastIndexOf("\nprocessed")).replace("\n", ": ");
    }

    private static Answer answer(Machine.End end) {
        return switch (end) {
            case Machine.End.Returned(long result, long executed, int _) -> new Answer.Returned(result, executed);
            case Machine.End.Faulted(SimFault fault) -> new Answer.Refused(fault.line());
        };
    }
}
