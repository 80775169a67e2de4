package dev.protosieve.engine.verdict;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.Severity;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.verdict.VerifierLog.KernelExplanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The kernel's refusal of a filter to diagnostics on the rules that its instructions come from. */
public final class LogMapper {

    private final RejectionCatalogue catalogue;

    public LogMapper(RejectionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What is refused and how it is called. */
    private record Refusal(String line, Optional<Rejection> kind, OptionalInt slot) {
    }

    /**
     * One error on the characters of the rule file that asked for the refused instruction, and a note where the path came from
     * another part of the file, since the instruction that is refused is often not the one that is wrong.
     *
     * @param log of a load that failed
     */
    public List<Diagnostic> map(String log, CompiledFilter filter) {
        VerifierLog parsed = VerifierLogParser.parse(log);
        Optional<Refusal> found = refusal(parsed);
        if (found.isEmpty()) {
            return List.of(new Diagnostic("verdict.no-log", Severity.ERROR, Place.of(source(filter).name()),
                    "the kernel refused the program and did not say why",
                    "the log is empty: mostly missing privileges, or a program type that this kernel does not have"));
        }
        Refusal refusal = found.get();
        Optional<Placed> placed = refusal.slot.isPresent() ? at(filter, refusal.slot.getAsInt()) : Optional.empty();
        List<Diagnostic> diagnostics = new ArrayList<>();
        diagnostics.add(error(refusal, parsed.explanation(), placed, filter));
        placed.flatMap(p -> before(parsed, p, filter)).ifPresent(diagnostics::add);
        return List.copyOf(diagnostics);
    }

    /** The instruction that was refused, as the kernel numbers them; empty when the log does not tell. */
    public OptionalInt slot(String log) {
        return refusal(VerifierLogParser.parse(log)).map(Refusal::slot).orElse(OptionalInt.empty());
    }

    /** The kind of refusal in a log from anywhere, with the line that shows it. */
    public Optional<Rejection> explain(String log) {
        return refusal(VerifierLogParser.parse(log)).flatMap(Refusal::kind);
    }

    /** The first known complaint behind the last instruction; else the first unknown one there, or the last of all. */
    private Optional<Refusal> refusal(VerifierLog log) {
        List<String> behind = new ArrayList<>();
        OptionalInt slot = OptionalInt.empty();
        for (LogLine line : log.lines()) {
            switch (line) {
                case LogLine.Instruction(var _, int at, var _, var _, var _) -> {
                    slot = OptionalInt.of(at);
                    behind.clear();
                }
                case LogLine.State(var _, int at, var _) -> slot = OptionalInt.of(at);
                case LogLine.Message(String text) -> behind.add(text);
                case LogLine.Source _, LogLine.Branch _, LogLine.Statistics _, LogLine.Progress _ -> {
                }
            }
        }
        if (behind.isEmpty()) {
            log.messages().forEach(m -> behind.add(m.text()));
        }
        Optional<String> known = behind.stream().filter(l -> catalogue.kindOf(l).isPresent()).findFirst();
        Optional<String> line = known.or(() -> behind.stream().findFirst());
        OptionalInt walked = slot;
        return line.map(l -> new Refusal(l, catalogue.kindOf(l),
                Rejection.slotIn(l).isPresent() ? Rejection.slotIn(l) : walked));
    }

    private static Diagnostic error(Refusal refusal, Optional<KernelExplanation> kernel, Optional<Placed> placed,
            CompiledFilter filter) {
        String code = "verdict." + refusal.kind.map(Rejection::kind).orElse("unknown");
        String why = kernel.map(k -> k.problem() + ". " + k.reason()).map(String::strip)
                .or(() -> refusal.kind.map(Rejection::why))
                .orElse("The kernel refused the program for a reason that is not in the catalogue.");
        String step = placed.map(p -> " (" + p.origin().step() + ", instruction " + p.slot() + ")").orElse("");
        String fix = kernel.map(KernelExplanation::suggestion).filter(s -> !s.isEmpty())
                .or(() -> refusal.kind.map(Rejection::fix)).orElse("");
        String hint = (fix + blame(refusal.kind) + " The kernel says: " + refusal.line).strip();
        return new Diagnostic(code, Severity.ERROR, place(placed, filter), why + step, hint);
    }

    private static String blame(Optional<Rejection> kind) {
        return kind.filter(k -> k.whose() == Rejection.Whose.GENERATOR).isPresent()
                ? " No rule should cause this: please report it." : "";
    }

    /** Where the verifier was last before it came to this part of the file. */
    private static Optional<Diagnostic> before(VerifierLog log, Placed refused, CompiledFilter filter) {
        return log.walked().reversed().stream().map(s -> at(filter, s)).flatMap(Optional::stream)
                .filter(p -> !p.origin().span().equals(refused.origin().span())).findFirst()
                .map(p -> new Diagnostic("verdict.path", Severity.NOTE, place(Optional.of(p), filter),
                        "the verifier came from here: " + p.origin().step() + ", instruction " + p.slot(),
                        p.origin().why()));
    }

    private static Place place(Optional<Placed> placed, CompiledFilter filter) {
        return placed.map(p -> p.origin().span()).filter(s -> !s.equals(Span.NONE)).map(source(filter)::place)
                .orElseGet(() -> Place.of(source(filter).name()));
    }

    private static SourceText source(CompiledFilter filter) {
        return filter.rules().syntax().source();
    }

    /** The instruction that covers a slot: wide loads cover two. */
    private static Optional<Placed> at(CompiledFilter filter, int slot) {
        int low = 0;
        int high = filter.code().size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Placed placed = filter.code().get(middle);
            if (slot < placed.slot()) {
                high = middle - 1;
            } else if (slot >= placed.slot() + placed.insn().slots()) {
                low = middle + 1;
            } else {
                return Optional.of(placed);
            }
        }
        return Optional.empty();
    }
}
