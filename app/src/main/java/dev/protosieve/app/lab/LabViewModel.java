package dev.protosieve.app.lab;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.TypeRegistry;
import dev.protosieve.app.lab.MessageForm.Reading;
import dev.protosieve.app.session.Capture;
import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.OpenedCapture;
import dev.protosieve.app.session.Probe;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.event.PacketTree;
import dev.protosieve.engine.oracle.Explanation;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RulePrinter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expectations;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.ByteNode;
import dev.protosieve.engine.wire.MessageTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/** The message and the packet around it; every form of the message edits the same bytes. */
public final class LabViewModel {

    private static final String COMPOSED = "composed here";
    private static final String TOO_LONG = "The message is too long for one packet.";

    private final Workbench bench;
    private final Executor work;
    private final Executor ui;
    private final Links links;
    private final ReadOnlyObjectWrapper<Draft> draft = new ReadOnlyObjectWrapper<>(Draft.NONE);
    private final ReadOnlyObjectWrapper<Optional<Reading.Mistake>> mistake = new ReadOnlyObjectWrapper<>(
            Optional.empty());
    private final ReadOnlyStringWrapper from = new ReadOnlyStringWrapper("");
    private Optional<TypedRules> rules = Optional.empty();
    private TypeRegistry types = TypeRegistry.getEmptyTypeRegistry();
    private final ReadOnlyBooleanWrapper isTest = new ReadOnlyBooleanWrapper();
    private Probe toSave = Probe.NONE;
    private int saveIn = -1;
    private boolean composing;

    /**
     * @param type of the message; empty until rules compiled
     * @param bytes of the message alone
     */
    record Draft(Optional<Descriptor> type, byte[] bytes, PacketSettings settings) {
        static final Draft NONE = new Draft(Optional.empty(), new byte[0], PacketSettings.USUAL);
    }

    /** @param work where a packet is looked for that the rules are about */
    public LabViewModel(Workbench bench, Executor work, Executor ui) {
        this.bench = bench;
        this.work = work;
        this.ui = ui;
        this.links = new Links(bench);
        bench.check().subscribe(check -> check.report().typed().ifPresent(this::follow));
        bench.probe().subscribe(this::taken);
        bench.lab().subscribe(this::judged);
        bench.lab().subscribe(_ -> lookForTest());
        bench.document().subscribe(_ -> lookForTest());
    }

    private void follow(TypedRules next) {
        boolean same = draft.get().type().filter(t -> t.getFullName().equals(next.message().getFullName()))
                .isPresent();
        if (rules.filter(r -> r.schema() == next.schema()).isEmpty()) {
            types = LooseTypes.of(next.schema());
        }
        boolean framed = rules.filter(r -> r.framing() == next.framing()).isPresent();
        rules = Optional.of(next);
        if (same) {
            keep(next, framed);
            return;
        }
        work.execute(() -> {
            byte[] first = Expectations.of(next).stream().findFirst().map(e -> e.message().toByteArray())
                    .orElse(new byte[0]);
            PacketSettings settings = TestPackets.of(next, first.length).map(p -> p.around(first))
                    .flatMap(PacketSettings::of).orElse(PacketSettings.USUAL);
            ui.execute(() -> {
                if (rules.filter(r -> r == next).isPresent()) {
                    change(first, settings);
                }
            });
        });
    }

    /** @param framed as before: otherwise the message that was composed goes into another packet, or is another one in a taken packet */
    private void keep(TypedRules next, boolean framed) {
        Draft old = draft.get();
        if (framed) {
            draft.set(new Draft(Optional.of(next.message()), old.bytes(), old.settings()));
        } else if (from.get().equals(COMPOSED)) {
            change(old.bytes(), old.settings());
        } else {
            taken(bench.probe().get());
        }
    }

    private void change(byte[] bytes, PacketSettings settings) {
        Optional<Descriptor> type = rules.map(TypedRules::message);
        Framing framing = rules.map(TypedRules::framing).orElse(Framing.DATAGRAM);
        Optional<byte[]> packet = settings.around(bytes, framing);
        if (packet.isEmpty()) {
            draft.set(new Draft(type, draft.get().bytes(), draft.get().settings()));
            String why = settings.problem().isEmpty() ? TOO_LONG : settings.problem();
            mistake.set(Optional.of(new Reading.Mistake(why, -1)));
            return;
        }
        mistake.set(Optional.empty());
        from.set(COMPOSED);
        draft.set(new Draft(type, bytes, settings));
        composing = true;
        bench.probe().set(new Probe(packet.get(), COMPOSED));
        composing = false;
    }

    /** Another text in one of the forms; while it is wrong the last good bytes stay. */
    void edit(MessageForm form, String text) {
        formType().ifPresent(type -> {
            UnaryOperator<byte[]> all = form == MessageForm.HEX ? UnaryOperator.identity()
                    : bytes -> UnknownFields.kept(draft.get().bytes(), bytes, type);
            edit(form.read(text, type, types), all);
        });
    }

    private void edit(Reading reading, UnaryOperator<byte[]> all) {
        switch (reading) {
            case Reading.Message(byte[] shown) -> {
                byte[] bytes = all.apply(shown);
                if (Arrays.equals(bytes, draft.get().bytes())) {
                    mistake.set(Optional.empty());
                } else {
                    change(bytes, draft.get().settings());
                }
            }
            case Reading.Mistake wrong -> mistake.set(Optional.of(wrong));
        }
    }

    /** What was typed in the form is no value; the last good bytes stay. */
    void mistaken(String words) {
        mistake.set(Optional.of(new Reading.Mistake(words, -1)));
    }

    /** Other bytes of the message, from the form. */
    void message(byte[] bytes) {
        change(bytes, draft.get().settings());
    }

    void settings(PacketSettings next) {
        change(draft.get().bytes(), next);
    }

    /** The message in a form; empty when the bytes are no such message. */
    Optional<String> text(MessageForm form) {
        return formType().flatMap(type -> form.print(draft.get().bytes(), type, types));
    }

    /** How many fields of the message its schema has not. */
    int unknownFields() {
        return formType().map(type -> UnknownFields.count(draft.get().bytes(), type)).orElse(0);
    }

    private Optional<Descriptor> formType() {
        return draft.get().type().map(t -> types.find(t.getFullName()));
    }

    /** Takes a whole packet as it is; its first message and its headers become those of the forms. */
    void take(byte[] packet, String origin) {
        bench.probe().set(new Probe(packet, origin));
    }

    private void taken(Probe probe) {
        if (composing || probe.isEmpty()) {
            return;
        }
        mistake.set(Optional.empty());
        from.set(probe.from());
        PacketSettings settings = PacketSettings.of(probe.packet()).orElse(draft.get().settings());
        byte[] bytes = rules.flatMap(r -> message(probe.packet(), r)).orElse(new byte[0]);
        draft.set(new Draft(rules.map(TypedRules::message), bytes, settings));
    }

    /** Packets are taken from that file from now on; one that is open already is read again. */
    void openCapture(Path file) {
        bench.captureFile().set(Optional.of(new OpenedCapture(file)));
    }

    /** Takes a packet of the capture file. */
    void take(Capture.Packet packet) {
        take(packet.captured().packet(), "packet " + packet.number()
                + bench.capture().get().map(c -> " of " + c.opened().file().getFileName()).orElse(""));
    }

    ObservableValue<Optional<Capture>> capture() {
        return bench.capture();
    }

    private static Optional<byte[]> message(byte[] packet, TypedRules rules) {
        ByteNode tree = PacketTree.of(packet, rules.message(), rules.framing());
        return tree.parts().stream().filter(p -> p.name().equals(rules.message().getFullName())).findFirst()
                .map(p -> Arrays.copyOfRange(packet, p.start(), p.end()));
    }

    /** Where in the message's bytes the first wrong one is, in words; empty when there is none, or no message is meant. */
    Optional<String> broken() {
        boolean other = bench.lab().get().filter(r -> r.probe() == bench.probe().get())
                .filter(r -> r.decision().isEmpty()).isPresent();
        return other ? Optional.empty()
                : draft.get().type().flatMap(t -> MessageTree.of(draft.get().bytes(), 0, draft.get().bytes().length, t)
                        .firstBroken()).map(b -> b.detail() + ", at byte " + b.start() + " of the message");
    }

    ReadOnlyObjectProperty<Draft> draft() {
        return draft.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Reading.Mistake>> mistake() {
        return mistake.getReadOnlyProperty();
    }

    /** Where the packet comes from. */
    public ObservableValue<String> from() {
        return from.getReadOnlyProperty();
    }

    /** Appends an {@code expect} line with the message and the verdict it has, as soon as it has one: one step of undo. */
    void saveExpectation() {
        toSave = bench.probe().get();
        saveIn = bench.openings();
        judged(bench.lab().get());
    }

    private void judged(Optional<LabReport> report) {
        boolean over = bench.probe().get() != toSave || saveIn != bench.openings();
        if (!over && report.filter(r -> r.probe() == toSave).isPresent()) {
            toSave = Probe.NONE;
            appendExpectation();
        } else if (over || report.isEmpty()) {
            toSave = Probe.NONE;
        }
    }

    private void appendExpectation() {
        Optional<String> line = expectation();
        if (line.isEmpty() || bench.treeStale().get() || isInRules(line.get())) {
            return;
        }
        String text = bench.document().get().text();
        String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        bench.apply(new RuleEdit.ReplaceSpan(new Span(text.length(), text.length()), gap + line.get() + "\n"));
    }

    private boolean isInRules(String line) {
        return bench.document().get().text().lines().anyMatch(l -> l.strip().equals(line));
    }

    /** Whether the rules have the line that {@link #saveExpectation} would add. */
    ReadOnlyBooleanProperty isTest() {
        return isTest.getReadOnlyProperty();
    }

    private void lookForTest() {
        isTest.set(expectation().filter(this::isInRules).isPresent());
    }

    /** {@code expect drop "no A" { query: "cAt" }}; empty when no such line gives the packet's verdict. */
    Optional<String> expectation() {
        return bench.lab().get().flatMap(report -> report.decision().flatMap(decision -> report.body().map(body -> {
            Optional<String> label = decision.rule() < 0 ? Optional.empty()
                    : Optional.of(report.filter().rules().rules().get(decision.rule()))
                            .filter(r -> !r.name().equals("line " + r.line())).map(r -> r.name());
            return "expect " + decision.verdict().word()
                    + label.map(l -> " " + RulePrinter.quote(l)).orElse("") + " { " + body + " }";
        })));
    }

    /** Selects a part of a rule's condition: its text and, if it reads a field, the field's bytes. */
    void selectPart(int rule, Explanation part) {
        bench.lab().get().map(r -> r.filter().rules().rules().get(rule)).ifPresent(typed -> {
            bench.selectRule(typed.number());
            bench.selection().set(bench.selection().get().within(part.span()));
            links.part(part.span());
        });
    }

    /** Selects bytes of the packet, and what belongs to them. */
    void selectBytes(Span bytes) {
        links.bytes(bytes);
    }

    ObservableValue<Optional<LabReport>> report() {
        return bench.lab();
    }

    Workbench bench() {
        return bench;
    }
}
