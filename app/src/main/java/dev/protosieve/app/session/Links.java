package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.sim.Trace;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.wire.ByteNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing is selected: what belongs to it in the rules, the schema, the lab's packet and the program. */
public final class Links {

    private final Workbench bench;

    public Links(Workbench bench) {
        this.bench = bench;
    }

    /** The rule's text that an instruction serves, the field that it reads, and the bytes that it read in the trace. */
    public void instruction(int slot) {
        Optional<CompiledFilter.Placed> placed = bench.check().get().report().filter().or(
                () -> bench.lab().get().map(LabReport::filter)).flatMap(
                        f -> f.code().stream()
                                .filter(p -> p.slot() == slot).findFirst());
        Span bytes = bytesReadBy(slot);
        Selection found = placed.map(p -> ofOrigin(p.origin())).orElse(Selection.NONE);
        List<String> field = found.field().isEmpty() ? fieldAt(bytes) : found.field();
        bench.selection().set(new SinceCompiled(bench).follow(found.atSlot(slot).onField(field).onBytes(bytes)));
    }

    private Selection ofOrigin(Origin origin) {
        List<TypedRule> rules = rules();
        if (origin.rule() < 0 || origin.rule() >= rules.size()) {
            return Selection.NONE.within(origin.span());
        }
        TypedRule rule = rules.get(origin.rule());
        List<String> field = rule.exprs().stream().flatMap(e -> fieldsIn(e, origin.span())).findFirst()
                .map(p -> FieldUse.names(p.fields())).orElse(List.of());
        return Selection.ofRule(rule.number(), origin.span()).onField(field);
    }

    private static Stream<FieldPath> fieldsIn(Expr expr, Span span) {
        Stream<FieldPath> own = span.contains(expr.span()) ? FieldUse.path(expr).stream() : Stream.empty();
        return Stream.concat(own, expr.parts().stream().flatMap(e -> fieldsIn(e, span)));
    }

    private Span bytesReadBy(int slot) {
        return bench.lab().get().flatMap(lab -> lab.trace().flatMap(trace -> {
            int step = bench.labStep().get();
            Optional<Trace.Touch> now = trace.slot(step) == slot ? trace.touch(step) : Optional.empty();
            Stream<Trace.Touch> all = now.isPresent() ? now.stream() : trace.touchesOf(slot).stream();
            return all.flatMap(t -> inPacket(t, lab).stream()).reduce(Span::union);
        })).orElse(Span.NONE);
    }

    /** The bytes of the packet that were touched, from the Ethernet header on. */
    public static Optional<Span> inPacket(Trace.Touch touch, LabReport lab) {
        if (!(touch.area() instanceof Trace.Area.Packet)) {
            return Optional.empty();
        }
        int start = (int) touch.offset() + lab.filter().hook().hidden();
        return Optional.of(new Span(start, start + touch.size()));
    }

    private List<String> fieldAt(Span bytes) {
        return bytes.equals(Span.NONE) ? List.of() : bench.lab().get().flatMap(lab -> lab.tree().fieldAt(bytes.start()))
                .map(n -> FieldUse.names(n.path())).orElse(List.of());
    }

    /** The text that the selected instruction serves, and every reading of the selected field. */
    public List<Span> texts() {
        Selection selected = bench.selection().get();
        CompileReport report = bench.check().get().report();
        Stream<Span> served = selected.slot() >= 0 && selected.span().length() > 0 ? Stream.of(selected.span())
                : Stream.empty();
        boolean fresh = report.source().content().equals(bench.document().get().text());
        Stream<Span> readings = !fresh || selected.field().isEmpty() ? Stream.empty()
                : report.typed().stream().flatMap(t -> t.rules().stream()).flatMap(r -> r.exprs().stream())
                        .flatMap(e -> FieldUse.readings(e, selected.field()).stream());
        return Stream.concat(served, readings).toList();
    }

    /** The field that bytes of the lab's packet belong to, and the first rule that reads it. */
    public void bytes(Span bytes) {
        List<String> field = fieldAt(bytes);
        Selection now = ruleReading(field);
        bench.selection().set(now.onField(field).onBytes(bytes));
    }

    /** The bytes of a field in the lab's packet, named as in {@link Selection#field()}; the selected rule stays. */
    public void field(List<String> way) {
        Span bytes = bench.lab().get().flatMap(lab -> find(lab.tree(), way))
                .map(n -> new Span(n.start(), n.end())).orElse(Span.NONE);
        bench.selection().set(bench.selection().get().onField(way).onBytes(bytes));
    }

    /** The field that a part of a rule reads, with its bytes; nothing when it reads none. */
    public void part(Span span) {
        rules().stream().flatMap(r -> r.exprs().stream()).flatMap(e -> fieldsIn(e, span)).findFirst()
                .ifPresent(p -> field(FieldUse.names(p.fields())));
    }

    private static Optional<ByteNode> find(ByteNode node, List<String> field) {
        if (!field.isEmpty() && FieldUse.names(node.path()).equals(field)) {
            return Optional.of(node);
        }
        return node.parts().stream().map(p -> find(p, field)).flatMap(Optional::stream).findFirst();
    }

    private Selection ruleReading(List<String> field) {
        int selected = bench.selection().get().rule();
        List<TypedRule> reading = field.isEmpty() ? List.of()
                : rules().stream().filter(r -> r.exprs().stream().anyMatch(e -> reads(e, field))).toList();
        Optional<TypedRule> rule = reading.stream().filter(r -> r.number() == selected).findFirst()
                .or(() -> reading.stream().findFirst());
        return rule.map(r -> Selection.ofRule(r.number(), r.span())).orElse(Selection.NONE);
    }

    private static boolean reads(Expr expr, List<String> field) {
        return FieldUse.reads(expr, field) || expr.parts().stream().anyMatch(e -> reads(e, field));
    }

    private List<TypedRule> rules() {
        return bench.check().get().report().typed().map(t -> t.rules()).orElse(List.of());
    }
}
