package dev.protosieve.engine.typed;

import java.util.Map;

/** What CEL has and filters have not: how it is called, and what to write instead. */
final class Unsupported {

    private record Note(String what, String instead) {
    }

    private static final Note ARITHMETIC = new Note("arithmetic is not supported",
            "move the constant to the other side: msg.n > 9 for msg.n + 1 > 10");
    private static final Note CONVERSION = new Note("conversions are not supported",
            "write the constant in the field's type: 3 for int, 3u for uint, 3.0 for double, \"3\" for string");
    private static final Note TIME = new Note("timestamps and durations are not supported",
            "compare the fields: msg.time.seconds > 1700000000");
    private static final Map<String, Note> NOTES = Map.ofEntries(Map.entry("_+_", ARITHMETIC),
            Map.entry("_-_", ARITHMETIC), Map.entry("_*_", ARITHMETIC), Map.entry("_/_", ARITHMETIC),
            Map.entry("_%_", ARITHMETIC),
            Map.entry("-_", new Note("a field cannot be negated", "negate the constant: msg.n == -3")),
            Map.entry("_?_:_", new Note("?: is not supported", "write (a && b) || (!a && c) for a ? b : c")),
            Map.entry("_[_]", new Note("elements of lists and maps are not supported", "use a singular field")),
            Map.entry("size", new Note("size is not supported", "compare with == \"\" to test for an empty string")),
            Map.entry("matches",
                    new Note("regular expressions are not supported", "use contains, startsWith or endsWith")),
            Map.entry("dyn", CONVERSION), Map.entry("int", CONVERSION), Map.entry("uint", CONVERSION),
            Map.entry("double", CONVERSION), Map.entry("string", CONVERSION), Map.entry("bytes", CONVERSION),
            Map.entry("bool", CONVERSION), Map.entry("type", new Note("types cannot be compared", "compare values")),
            Map.entry("timestamp", TIME), Map.entry("duration", TIME));

    private Unsupported() {
    }

    /** @param function as CEL names it: {@code _+_}, {@code size} */
    static String what(String function) {
        Note note = NOTES.get(function);
        return note == null ? "the function '" + function + "' is not supported" : note.what;
    }

    static String instead(String function) {
        Note note = NOTES.get(function);
        return note == null ? "use comparisons, contains, startsWith and endsWith" : note.instead;
    }
}
