package dev.protosieve.app.lab;

import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.emit.PlaceNames;
import dev.protosieve.engine.listing.InsnExplainer;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.sim.Trace;
import dev.protosieve.engine.sim.Trace.Area;
import dev.protosieve.engine.sim.Trace.Holds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.value.ObservableValue;

/** The recorded run at one position: where it is, what registers and memory hold. */
public final class StepViewModel {

    private final Workbench bench;
    private final Links links;
    private Optional<LabReport> known = Optional.empty();
    private Map<Integer, Placed> placed = Map.of();

    /**
     * A register or a place in memory.
     *
     * @param holds in words
     * @param changed by the instruction before
     */
    record Value(String name, String holds, String raw, boolean changed) {
    }

    StepViewModel(Workbench bench) {
        this.bench = bench;
        this.links = new Links(bench);
        bench.lab().subscribe(this::take);
    }

    private void take(Optional<LabReport> report) {
        known = report;
        Map<Integer, Placed> bySlot = new HashMap<>();
        report.ifPresent(r -> r.filter().code().forEach(p -> bySlot.put(p.slot(), p)));
        placed = bySlot;
    }

    ObservableValue<Optional<LabReport>> report() {
        return bench.lab();
    }

    ReadOnlyIntegerProperty position() {
        return bench.labStep();
    }

    Optional<Trace> trace() {
        return known.flatMap(LabReport::trace);
    }

    /** Goes there, and selects what the instruction there serves. */
    void go(int position) {
        trace().ifPresent(trace -> {
            int at = Math.clamp(position, 0, trace.size());
            bench.labStep().set(at);
            links.instruction(trace.slot(at));
        });
    }

    void step(int by) {
        go(position().get() + by);
    }

    /** To the next (or last) instruction of another rule than the one here. */
    void stepRule(boolean forward) {
        trace().ifPresent(trace -> {
            int at = Math.min(position().get(), trace.size() - 1);
            int here = rule(trace.slot(at));
            int next = at;
            do {
                next += forward ? 1 : -1;
            } while (next > 0 && next < trace.size() && rule(trace.slot(next)) == here);
            go(next);
        });
    }

    private int rule(int slot) {
        return Optional.ofNullable(placed.get(slot)).map(p -> p.origin().rule()).orElse(Origin.SHARED);
    }

    /** To where the selected row is next, or was last; false when the run does not come there. */
    boolean runToSelected() {
        int slot = bench.selection().get().slot();
        Optional<Trace> trace = trace();
        if (slot < 0 || trace.isEmpty()) {
            return false;
        }
        int next = trace.get().next(slot, position().get() + 1);
        int found = next >= 0 ? next : trace.get().previous(slot, position().get());
        if (found >= 0) {
            go(found);
        }
        return found >= 0;
    }

    /** The instruction as the kernel writes it. */
    String instruction() {
        return here().map(p -> InsnFormatter.of(known.orElseThrow().filter().maps()).format(p.insn())).orElse("");
    }

    private Optional<Placed> here() {
        return trace().flatMap(t -> Optional.ofNullable(placed.get(t.slot(position().get()))));
    }

    /** What it does and why it is there. */
    String meaning() {
        return here().map(p -> {
            String what = new InsnExplainer(known.orElseThrow().filter().maps()).explain(p.slot(), p.insn());
            return what + (p.origin().why().isBlank() ? "" : " \u2013 " + p.origin().step() + ": " + p.origin().why());
        }).orElse("");
    }

    /** {@code step 12 of 214}, and how the run ended where that is known. */
    String where() {
        return trace().map(trace -> {
            int at = position().get();
            if (at < trace.size()) {
                return "step %,d of %,d \u00b7 instruction %d".formatted(at + 1, trace.size(), trace.slot(at));
            }
            return switch (trace.end()) {
                case Trace.End.Returned(int action, int _) -> "the end: returned " + action;
                case Trace.End.Faulted(var fault) -> "stopped: " + fault.line();
                case Trace.End.Cut(int recorded) -> "cut: only the first %,d steps are recorded".formatted(recorded);
            };
        }).orElse("no run");
    }

    /** Number of the rule that the instruction serves; 0 for all. */
    int ruleHere() {
        int rule = here().map(p -> p.origin().rule()).orElse(Origin.SHARED);
        return rule < 0 ? 0 : known.orElseThrow().filter().rules().rules().get(rule).number();
    }

    List<Value> registers() {
        return trace().map(trace -> {
            List<Holds> holds = trace.registers(position().get());
            BitSet changed = trace.changed(position().get());
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < holds.size(); i++) {
                values.add(new Value("R" + i, words(i, holds.get(i)), raw(holds.get(i)), changed.get(i)));
            }
            return values;
        }).orElse(List.of());
    }

    private static String raw(Holds holds) {
        return switch (holds) {
            case Holds.Nothing _ -> "";
            case Holds.Number(long value, var _) -> value >= 0 && value < 10 ? "" + value
                    : value + " = 0x" + Long.toHexString(value);
            case Holds.Pointer _ -> "";
        };
    }

    private String words(int register, Holds holds) {
        return switch (holds) {
            case Holds.Nothing _ -> "nothing yet";
            case Holds.Pointer(Area area, long offset, boolean maybeNull) ->
                pointer(area, offset) + (maybeNull ? ", or null" : "");
            case Holds.Number(long _, Optional<Trace.Touch> from) ->
                from.map(t -> place(t.area(), t.offset(), t.size())).orElseGet(
                        () -> PlaceNames.ofRegister(register).orElse("number"));
        };
    }

    private String pointer(Area area, long offset) {
        if (area instanceof Area.Packet && known.isPresent()
                && offset == known.get().probe().packet().length - known.get().filter().hook().hidden()) {
            return "end of packet";
        }
        String to = switch (area) {
            case Area.Packet _ -> "packet";
            case Area.Stack _ -> "stack";
            case Area.Context _ -> "context";
            case Area.MapItself(String map) -> "map " + map;
            case Area.MapValue(String map, int entry) -> entry(map, entry);
        };
        return "pointer: " + to + (offset == 0 ? "" : offset > 0 ? " +" + offset : " " + offset);
    }

    private String entry(String map, int entry) {
        return map.equals("state") ? "state" : map.equals("counters") ? "counter of " + counter(entry)
                : map + "[" + entry + "]";
    }

    private String counter(int entry) {
        CounterLayout layout = known.orElseThrow().filter().counters();
        int rule = layout.ruleAt(entry);
        if (rule >= 0) {
            return "rule " + known.orElseThrow().filter().rules().rules().get(rule).number();
        }
        return layout.isVerdict(entry) ? layout.causeAt(entry).word()
                : CounterLayout.BESIDE.get(entry - CounterLayout.FIXED.size());
    }

    private String place(Area area, long offset, int size) {
        return switch (area) {
            case Area.Packet _ -> {
                long at = offset + known.orElseThrow().filter().hook().hidden();
                yield "packet byte" + (size == 1 ? " " + at : "s " + at + "\u2013" + (at + size - 1)) + field((int) at);
            }
            case Area.Stack _ -> known.orElseThrow().names().onStack(offset).orElse("stack " + offset);
            case Area.Context _ -> "context +" + offset;
            case Area.MapItself(String map) -> "map " + map;
            case Area.MapValue(String map, int entry) when map.equals("state") ->
                known.orElseThrow().names().inState(offset).orElse(entry(map, entry) + " +" + offset);
            case Area.MapValue(String map, int entry) when map.equals("counters") ->
                entry(map, entry) + (offset == 0 ? ": packets" : ": bytes");
            case Area.MapValue(String map, int entry) -> entry(map, entry) + " +" + offset;
        };
    }

    private String field(int at) {
        return known.flatMap(r -> r.tree().fieldAt(at)).map(n -> ", " + n.name()).orElse("");
    }

    /** Places of the stack, of the state and of counters that were written so far; the last written one is marked. */
    List<Value> memory() {
        List<Trace.Written> all = trace().map(trace -> trace.memory(position().get())).orElse(List.of());
        return all.stream().filter(w -> !name(w).startsWith(PlaceNames.LENGTH_OF)).map(w -> value(w, all)).toList();
    }

    private String name(Trace.Written written) {
        return place(written.place().area(), written.place().offset(), written.place().size());
    }

    private Value value(Trace.Written written, List<Trace.Written> all) {
        String name = name(written);
        boolean changed = isNew(written);
        if (written.holds() instanceof Holds.Pointer(Area area, long offset, boolean _)) {
            return new Value(name, pointer(area, offset), "", changed);
        }
        if (name.startsWith(PlaceNames.PLACE_OF)) {
            return text(written, name.substring(PlaceNames.PLACE_OF.length()), all);
        }
        long value = written.value();
        return new Value(name, "" + value, value >= 0 && value < 10 ? "" : "0x" + Long.toHexString(value), changed);
    }

    // cleared as a whole, and kept in two halves
    private Value text(Trace.Written place, String name, List<Trace.Written> all) {
        Optional<Trace.Written> length = all.stream().filter(w -> name(w).equals(PlaceNames.LENGTH_OF + name))
                .filter(w -> w.position() > place.position() || place.place().size() < Long.BYTES).findFirst();
        return new Value(name, length.map(Trace.Written::value).orElse(0L) + " bytes at " + place.value(), "",
                isNew(place) || length.filter(this::isNew).isPresent());
    }

    private boolean isNew(Trace.Written written) {
        return written.position() == position().get() - 1;
    }

    /** What the instruction here reads or writes; empty when nothing. */
    String touched() {
        return trace().flatMap(t -> t.touch(position().get())).map(t -> (t.writes() ? "writes " : "reads ")
                + place(t.area(), t.offset(), t.size())).orElse("");
    }
}
