package dev.protosieve.app.listing;

import dev.protosieve.app.session.Check;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The lines that show a listing, made off the FX thread.
 *
 * @param check what they belong to
 * @param lineOfSlot which line shows an instruction
 * @param changed whether they differ from the lines of before
 */
record ListingLines(Check check, List<ListingLine> lines, Map<Integer, Integer> lineOfSlot, boolean changed) {

    /**
     * @param before to compare with
     * @param shown the lines of now
     */
    record Request(Check check, Listing listing, Optional<Listing> before, List<ListingLine> shown) {
    }

    /** A difference of thousands of rows takes some 100 ms. */
    static ListingLines of(Request request) {
        Drawing drawing = new Drawing(request.check().report().typed().map(TypedRules::rules).orElse(List.of()));
        List<Listing.Row> rows = request.listing().rows();
        if (request.before().isEmpty()) {
            rows.forEach(row -> drawing.add(row, false));
        } else {
            List<Listing.Row> old = request.before().get().rows();
            for (ListingDiff.Row row : ListingDiff.of(texts(old), texts(rows))) {
                switch (row) {
                    case ListingDiff.Row.Same(int index) -> drawing.add(rows.get(index), false);
                    case ListingDiff.Row.Added(int index) -> drawing.add(rows.get(index), true);
                    case ListingDiff.Row.Removed(int index) ->
                        drawing.found.add(new ListingLine.Removed(old.get(index), 0));
                }
            }
        }
        List<ListingLine> lines = List.copyOf(drawing.found);
        return new ListingLines(request.check(), lines, drawing.lineOfSlot, !same(lines, request.shown()));
    }

    private static List<String> texts(List<Listing.Row> rows) {
        return rows.stream().map(Listing.Row::text).toList();
    }

    /** Whether the instructions are the same, wherever in the text they come from. */
    static boolean sameCode(CompileReport a, CompileReport b) {
        List<CompiledFilter.Placed> x = a.filter().map(CompiledFilter::code).orElse(List.of());
        List<CompiledFilter.Placed> y = b.filter().map(CompiledFilter::code).orElse(List.of());
        return x.size() == y.size()
                && IntStream.range(0, x.size()).allMatch(i -> x.get(i).insn().equals(y.get(i).insn()));
    }

    // a new report with the same code need not redraw thousands of rows
    private static boolean same(List<ListingLine> a, List<ListingLine> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).rule() != b.get(i).rule() || !a.get(i).text().equals(b.get(i).text())
                    || sign(a.get(i)) != sign(b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static int sign(ListingLine line) {
        return switch (line) {
            case ListingLine.Code code -> code.added() ? 1 : 0;
            case ListingLine.Removed _ -> -1;
            case ListingLine.Heading _ -> 0;
        };
    }

    /** What a comparison has found, in words; empty when it found nothing. */
    static String difference(List<ListingLine> lines) {
        long added = lines.stream().filter(line -> sign(line) > 0).count();
        long removed = lines.stream().filter(line -> sign(line) < 0).count();
        return added + removed == 0 ? "" : "+%,d \u2212%,d".formatted(added, removed);
    }

    /** The first line that a comparison marks, or -1. */
    static int firstDifference(List<ListingLine> lines) {
        return IntStream.range(0, lines.size()).filter(i -> sign(lines.get(i)) != 0).findFirst().orElse(-1);
    }

    /** Adds rows one by one, with a heading where a part of the program begins. */
    private static final class Drawing {

        private final List<TypedRule> rules;
        private final List<ListingLine> found = new ArrayList<>();
        private final Map<Integer, Integer> lineOfSlot = new HashMap<>();
        private String step = "";
        private String why = "";

        Drawing(List<TypedRule> rules) {
            this.rules = rules;
        }

        void add(Listing.Row row, boolean added) {
            Origin origin = row.origin();
            int rule = origin.rule() >= 0 && origin.rule() < rules.size() ? rules.get(origin.rule()).number() : 0;
            if (!origin.step().equals(step)) {
                step = origin.step();
                why = "";
                found.add(new ListingLine.Heading(step, rule));
            }
            String comment = origin.why().equals(why) ? "" : origin.why();
            why = origin.why();
            lineOfSlot.put(row.slot(), found.size());
            found.add(new ListingLine.Code(row, rule, comment, added));
        }
    }
}
