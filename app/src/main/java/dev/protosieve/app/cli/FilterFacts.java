package dev.protosieve.app.cli;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.ElfFormat;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be known about a filter by those who load it themselves, for {@link Json}. */
final class FilterFacts {

    private FilterFacts() {
    }

    static Map<String, Object> of(CompiledFilter filter) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", filter.name());
        facts.put("hook", filter.hook().id());
        facts.put("section", ElfFormat.section(filter.hook()));
        facts.put("pass", filter.hook().passCode());
        facts.put("drop", filter.hook().dropCode());
        facts.put("instructions", filter.slots());
        facts.put("maps", filter.maps().stream().map(FilterFacts::map).toList());
        facts.put("counters", counters(filter));
        return facts;
    }

    private static Map<String, Object> map(MapSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", spec.name());
        map.put("type", spec.kind().name());
        map.put("keySize", spec.keySize());
        map.put("valueSize", spec.valueSize());
        if (spec.maxEntries() != MapSpec.PER_CPU) {
            map.put("entries", spec.maxEntries());
        }
        return map;
    }

    /** By their numbers. */
    private static List<Map<String, Object>> counters(CompiledFilter filter) {
        List<Map<String, Object>> counters = new ArrayList<>();
        CounterLayout.FIXED.stream().map(Cause::word).forEach(word -> counters.add(Map.of("cause", word)));
        CounterLayout.BESIDE.forEach(word -> counters.add(Map.of("beside", word)));
        for (TypedRule rule : filter.rules().rules()) {
            Map<String, Object> counter = new LinkedHashMap<>();
            counter.put("rule", rule.name());
            counter.put("line", rule.line());
            counters.add(counter);
        }
        return counters;
    }
}
