package dev.protosieve.engine.typed;

import dev.protosieve.engine.schema.NearestNames;
import java.util.List;
import java.util.Map;

/** What to write in the place of a function that rules do not have. */
final class FunctionHints {

    private static final List<String> KNOWN = List.of("has", "size", "contains", "startsWith", "endsWith", "matches",
            "exists", "all", "exists_one", "timestamp", "duration", "cidr", "containsIP", "bytes", "string");

    private static final String TEXT = "use contains, startsWith, endsWith or matches on the whole string";
    private static final String BOTH_CASES = "ask for both cases: msg.field.matches(\"(?i)text\")";
    private static final String CHOICE = "write a choice: a > b ? a : b";
    private static final String LIST = "ask about elements with exists, all or exists_one, and about their number with size";
    private static final String CLOCK = "rules have no clock: compare with a constant, such as"
            + " timestamp(\"2026-01-01T00:00:00Z\")";

    /** CEL's functions that take a time apart all begin so. */
    private static final String PART_OF_TIME = "get";
    private static final String WHOLE_TIME = "compare the whole of it: msg.time > timestamp(\"2026-01-01T00:00:00Z\"),"
            + " msg.span > duration(\"90s\")";

    /** Functions of CEL's extension libraries and of other languages, by what does the same here. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(Map.entry("lowerAscii", BOTH_CASES),
            Map.entry("upperAscii", BOTH_CASES), Map.entry("toLower", BOTH_CASES), Map.entry("lower", BOTH_CASES),
            Map.entry("charAt", TEXT), Map.entry("substring", TEXT), Map.entry("indexOf", TEXT),
            Map.entry("lastIndexOf", TEXT), Map.entry("split", TEXT), Map.entry("replace", TEXT),
            Map.entry("trim", TEXT), Map.entry("find", TEXT), Map.entry("greatest", CHOICE),
            Map.entry("least", CHOICE), Map.entry("max", CHOICE), Map.entry("min", CHOICE), Map.entry("abs", CHOICE),
            Map.entry("sum", LIST), Map.entry("length", "write size(msg.field)"),
            Map.entry("len", "write size(msg.field)"), Map.entry("count", "write size(msg.field)"),
            Map.entry("bind", "write the expression where it is needed"), Map.entry("now", CLOCK),
            Map.entry("isEmpty", "write msg.field == \"\", or size(msg.field) == 0"));

    private FunctionHints() {
    }

    /** Never empty. */
    static String of(String name) {
        if (name.startsWith(PART_OF_TIME)) {
            return WHOLE_TIME;
        }
        String instead = INSTEAD.getOrDefault(name, NearestNames.hint(name, KNOWN));
        return instead.isEmpty() ? "the functions are " + String.join(", ", KNOWN) : instead;
    }
}
