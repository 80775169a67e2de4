package dev.protosieve.app.listing;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Cost;
import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.listing.InsnExplainer;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;

/** The rows of the last filter that compiled, with the numbers of their rules. */
public final class ListingViewModel {

    private final Workbench bench;
    private final ReadOnlyObjectWrapper<List<ListingLine>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper refused = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
    private final LatestTask<ListingLines.Request, ListingLines> drawing;
    private Map<Integer, Integer> lineOfSlot = Map.of();
    private final BooleanProperty comparing = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper isPinned = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Integer> currentSlot = new ReadOnlyObjectWrapper<>(-1);
    private final Links links;
    private Check compiled;
    private Listing current = Listing.EMPTY;
    private Listing last = current;
    private Optional<Listing> pinned = Optional.empty();
    private Set<Integer> readers = Set.of();
    private List<TypedRule> rules = List.of();
    private Optional<CompiledFilter> filter = Optional.empty();
    private Optional<SourceText> source = Optional.empty();

    /** @param ui where the workbench lives */
    public ListingViewModel(Workbench bench, Workers workers, Executor ui) {
        this.bench = bench;
        this.compiled = bench.check().get();
        this.drawing = new LatestTask<>(workers, ui, Duration.ZERO, ListingLines::of, this::drawn);
        this.links = new Links(bench);
        comparing.subscribe(_ -> draw());
        bench.labStep().subscribe(step -> currentSlot.set(step.intValue() == 0 ? -1
                : bench.lab().get().flatMap(LabReport::trace).map(t -> t.slot(step.intValue())).orElse(-1)));
        bench.selection().subscribe(_ -> findReaders());
        bench.lab().subscribe(_ -> findReaders());
        bench.check().subscribe(this::asked);
    }

    private void findReaders() {
        Span bytes = bench.selection().get().bytes();
        readers = bytes.equals(Span.NONE) ? Set.of() : bench.lab().get().flatMap(lab -> lab.trace().map(trace -> {
            int hidden = lab.filter().hook().hidden();
            return Set.copyOf(trace.readersOf(bytes.start() - hidden, bytes.end() - hidden));
        })).orElse(Set.of());
        remark.set(words(bench.check().get()));
    }

    private void asked(Check check) {
        CompileReport report = check.report();
        stale.set(report.listing().isEmpty() && !lines.get().isEmpty());
        if (report.listing().isEmpty()) {
            if (!report.source().name().equals(compiled.report().source().name())) {
                forget(check);
            }
            remark.set(words(check));
            refused.set(-1);
            return;
        }
        Listing next = report.listing().get();
        if (!ListingLines.sameCode(report, compiled.report())) {
            last = current;
        }
        current = next;
        compiled = check;
        draw();
    }

    /** Another file is open: the rows of the one before would be taken for its own. */
    private void forget(Check check) {
        current = Listing.EMPTY;
        last = current;
        compiled = check;
        rules = List.of();
        source = Optional.empty();
        filter = Optional.empty();
        lineOfSlot = Map.of();
        lines.set(List.of());
        stale.set(false);
        draw();
    }

    private void draw() {
        Listing before = pinned.orElse(last);
        drawing.submitNow(new ListingLines.Request(compiled, current, comparing.get()
                && !before.rows().isEmpty() ? Optional.of(before) : Optional.empty(), lines.get()));
    }

    private void drawn(ListingLines next) {
        CompileReport report = next.check().report();
        if (report.listing().isPresent()) {
            rules = report.typed().map(TypedRules::rules).orElse(List.of());
            filter = report.filter();
        }
        lineOfSlot = next.lineOfSlot();
        if (next.changed()) {
            // the rows quote the text that they came with
            source = report.listing().map(_ -> report.source());
            lines.set(next.lines());
        }
        remark.set(words(bench.check().get()));
        refused.set(
                bench.check().get().answer() instanceof VerifierAnswer.Rejected rejected ? lineCovering(rejected.slot())
                        : -1);
    }

    /** The first line that the comparison marks; -1 when there is none, or none is made. */
    int firstDifference() {
        return comparing.get() ? ListingLines.firstDifference(lines.get()) : -1;
    }

    /** Whether the rows are shown beside those of before. */
    BooleanProperty comparing() {
        return comparing;
    }

    /** Compares with the rows of now from now on, or, when there is a pin, with those before the last edit again. */
    void pin() {
        pinned = pinned.isPresent() ? Optional.empty() : Optional.of(current);
        isPinned.set(pinned.isPresent());
        draw();
    }

    ReadOnlyBooleanProperty isPinned() {
        return isPinned.getReadOnlyProperty();
    }

    private int number(Origin origin) {
        return origin.rule() >= 0 && origin.rule() < rules.size() ? rules.get(origin.rule()).number() : 0;
    }

    /** Selects the instruction of a line with all that belongs to it. */
    void select(int line) {
        if (line >= 0 && line < lines.get().size() && lines.get().get(line) instanceof ListingLine.Code code
                && bench.selection().get().slot() != code.row().slot()) {
            links.instruction(code.row().slot());
        }
    }

    /** The instruction where the stepper is, or -1 before the first step. */
    ObservableValue<Integer> current() {
        return currentSlot;
    }

    /** The instructions that read the selected bytes of the lab's packet. */
    Set<Integer> readers() {
        return readers;
    }

    /** The first line that reads the selected bytes, of the selected rule when it does; -1 for none. */
    int firstReader() {
        int rule = bench.selection().get().rule();
        return readers.stream().map(this::lineOf).filter(line -> line >= 0)
                .min(Comparator.comparing((Integer line) -> ruleAt(line) != rule).thenComparing(line -> line))
                .orElse(-1);
    }

    private int ruleAt(int line) {
        return lines.get().get(line) instanceof ListingLine.Code code ? code.rule() : 0;
    }

    /** The first line of a rule, or -1. */
    int firstLineOf(int rule) {
        for (int i = 0; i < lines.get().size(); i++) {
            if (lines.get().get(i) instanceof ListingLine.Code code && code.rule() == rule) {
                return i;
            }
        }
        return -1;
    }

    /** The line that shows an instruction, or -1. */
    int lineOf(int slot) {
        return lineOfSlot.getOrDefault(slot, -1);
    }

    // a wide load covers two slots
    private int lineCovering(OptionalInt slot) {
        return slot.isEmpty() ? -1 : lineOfSlot.getOrDefault(slot.getAsInt(), lineOf(slot.getAsInt() - 1));
    }

    /** The line with the instruction that the verifier refused, or -1. */
    ReadOnlyIntegerProperty refused() {
        return refused.getReadOnlyProperty();
    }

    /** What an instruction does, in plain English. */
    String meaning(int slot) {
        return filter.flatMap(f -> f.code().stream().filter(placed -> placed.slot() == slot).findFirst()
                .map(placed -> new InsnExplainer(f.maps()).explain(slot, placed.insn()))).orElse("");
    }

    /** The rule text that an instruction was made for, or empty. */
    String ruleText(Origin origin) {
        return source.filter(s -> origin.span().end() <= s.content().length()).map(s -> s.slice(origin.span()))
                .orElse("").lines().findFirst().orElse("");
    }

    /** What the selected rule (or the whole program) costs, for the line under the rows. */
    String cost() {
        int rule = bench.selection().get().rule();
        if (filter.isEmpty()) {
            return "";
        }
        int own = filter.get().code().stream().filter(p -> number(p.origin()) == rule)
                .mapToInt(p -> p.insn().slots()).sum();
        String size = rule == 0 ? "%,d instructions in all".formatted(filter.get().slots())
                : "rule %d: %,d of %,d instructions".formatted(rule, own, filter.get().slots());
        String run = bench.lab().get().flatMap(LabReport::trace)
                .map(t -> " \u00b7 %,d steps for the lab's packet".formatted(t.size())).orElse("");
        return size + switch (bench.cost().get()) {
            case Cost.Unknown(String why) -> why.isEmpty() ? run : " \u00b7 " + why;
            case Cost.Measuring _ -> " \u00b7 measuring \u2026";
            case Cost.Measured measured -> " \u00b7 " + words(measured, rule);
        };
    }

    private static String words(Cost.Measured measured, int rule) {
        return measured.own(rule).map(own -> own + " of " + measured.whole() + " ns")
                .orElse(measured.whole() + " ns a packet");
    }

    /** Whether there is an accepted filter. */
    ObservableValue<Boolean> isMeasurable() {
        return bench.check().map(Check::isRunnable);
    }

    /** Asks the kernel for the time that rules take; once is enough while it measures. */
    void measure() {
        if (!(bench.cost().get() instanceof Cost.Measuring)) {
            bench.cost().set(new Cost.Measuring());
        }
    }

    ObservableValue<Cost> measured() {
        return bench.cost();
    }

    String ruleName(int number) {
        return rules.stream().filter(r -> r.number() == number).map(TypedRule::name).findFirst().orElse("");
    }

    ReadOnlyObjectProperty<List<ListingLine>> lines() {
        return lines.getReadOnlyProperty();
    }

    /** Whether the rules have changed and do not compile, so that the rows are those of before. */
    ReadOnlyBooleanProperty stale() {
        return stale.getReadOnlyProperty();
    }

    ObservableValue<Selection> selection() {
        return bench.selection();
    }

    /** {@code 248 instructions}, and that they are old when they are. */
    public ObservableValue<String> remark() {
        return remark.getReadOnlyProperty();
    }

    private String words(Check check) {
        int count = filter.map(CompiledFilter::slots).orElse(0);
        if (count == 0) {
            boolean empty = check.report().diagnostics().stream().filter(Diagnostic::isError)
                    .allMatch(Workbench::isMissing);
            return empty ? "" : "the rules do not compile";
        }
        if (comparing.get() && !stale.get()) {
            return comparison();
        }
        String time = check.answer() instanceof VerifierAnswer.Accepted a
                ? " \u00b7 verified in %.1f ms".formatted(a.report().nanos() / 1e6)
                : "";
        if (check.answer() instanceof VerifierAnswer.Rejected rejected && rejected.slot().isPresent()) {
            return "%,d instructions \u00b7 refused at %d".formatted(count, rejected.slot().getAsInt());
        }
        return stale.get() ? "%,d instructions \u00b7 of the rules before".formatted(count)
                : "%,d instructions%s".formatted(count, time);
    }

    private String comparison() {
        String since = pinned.isPresent() ? "since the pin" : "since the last edit";
        String found = ListingLines.difference(lines.get());
        return !found.isEmpty() ? found + " " + since
                : pinned.orElse(last).rows().isEmpty() ? "nothing was edited yet" : "no change " + since;
    }
}
