package dev.protosieve.app.cli;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.typed.Expectation;
import dev.protosieve.engine.typed.TypedRules;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of a test run as a table and as JSON. */
record ExpectationText(TypedRules rules, List<ExpectationResult> results, List<Judges.Missing> missing) {

    private static final int WIDEST = 48;

    /** Whether no engine contradicts, and every expectation was looked at by one at least. */
    boolean allHold() {
        return results.stream().noneMatch(r -> r.fails(rules)) && byExpectation().values().stream()
                .allMatch(all -> all.stream().anyMatch(r -> r.holds(rules)));
    }

    private Map<Expectation, List<ExpectationResult>> byExpectation() {
        return results.stream().collect(
                Collectors.groupingBy(ExpectationResult::expectation, LinkedHashMap::new, Collectors.toList()));
    }

    void print(PrintWriter out) {
        if (!results.isEmpty()) {
            int width = Math.clamp(results.stream().mapToInt(r -> r.expectation().text().length()).max().orElse(0), 11,
                    WIDEST);
            String row = "%-7s  %-7s  %5s  %-" + width + "s  %s";
            out.println(String.format(row, "engine", "result", "line", "expectation", "decided"));
            results.forEach(r -> out.println(String.format(row, r.engine(), r.word(rules), r.expectation().line(),
                    r.expectation().text(), r.got(rules))));
        }
        failures().forEach(f -> out.println(f.format()));
        missing.forEach(m -> out.println(m.engine() + ": not run: " + m.reason()));
        out.println(sum());
    }

    /** One diagnostic for each wrong answer to each expectation; the hint names the engines that gave it. */
    private List<Diagnostic> failures() {
        List<Diagnostic> failures = new ArrayList<>();
        byExpectation().forEach((expectation, all) -> all.stream().filter(r -> r.fails(rules))
                .collect(
                        Collectors.groupingBy(r -> r.decision().orElseThrow(), LinkedHashMap::new, Collectors.toList()))
                .forEach((decision, same) -> expectation.judge(decision, rules)
                        .ifPresent(d -> failures.add(Diagnostic.error(d.code(), d.place(), d.message(), "by "
                                + same.stream().map(ExpectationResult::engine).collect(Collectors.joining(", ")))))));
        return failures;
    }

    private String sum() {
        if (results.isEmpty()) {
            return rules.syntax().source().name() + " has no expect lines";
        }
        long hold = byExpectation().values().stream().filter(all -> all.stream().noneMatch(r -> r.fails(rules))
                && all.stream().anyMatch(r -> r.holds(rules))).count();
        String engines = results.stream().map(ExpectationResult::engine).distinct().collect(Collectors.joining(", "));
        return hold + " of " + byExpectation().size() + " expectations hold (" + engines + ")";
    }

    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("holds", allHold());
        all.put("results", results.stream().map(this::json).toList());
        all.put("notRun", missing.stream().map(m -> Map.of("engine", m.engine(), "reason", m.reason())).toList());
        all.put("diagnostics", failures().stream().map(Diagnostics::entry).toList());
        return all;
    }

    private Map<String, Object> json(ExpectationResult result) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("line", result.expectation().line());
        entry.put("expected", result.expectation().text());
        entry.put("engine", result.engine());
        entry.put("result", result.word(rules));
        entry.put("got", result.got(rules));
        return entry;
    }
}
