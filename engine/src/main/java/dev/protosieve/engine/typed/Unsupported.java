package dev.protosieve.engine.typed;

import java.util.Map;

/** What CEL has and filters have not: how it is called, and what to write instead. */
final class Unsupported {

    private record Note(String what, String instead) {
    }

    private static final Note CONVERSION = new Note("conversions are not supported",
            "write the constant in the field's type: 3 for int, 3u for uint, 3.0 for double, \"3\" for string");
    private static final Note TIME = new Note("times are made of constants only",
            "compare with a constant: msg.time > timestamp(\"2026-01-01T00:00:00Z\")");
    private static final Map<String, Note> NOTES = Map.ofEntries(Map.entry("dyn", CONVERSION),
            Map.entry("int", CONVERSION), Map.entry("uint", CONVERSION),
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
        return note == null ? FunctionHints.of(function) : note.instead;
    }
}
