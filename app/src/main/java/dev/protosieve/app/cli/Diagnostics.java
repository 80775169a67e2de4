package dev.protosieve.app.cli;

import dev.protosieve.engine.text.Diagnostic;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Diagnostics as lines that editors jump to, or as JSON. */
final class Diagnostics {

    private Diagnostics() {
    }

    /** One line each, {@code file:line:col: severity: code: message (hint)}. */
    static void print(List<Diagnostic> diagnostics, boolean json, PrintWriter out) {
        if (json) {
            out.println(Json.of(Map.of("diagnostics", diagnostics.stream().map(Diagnostics::entry).toList())));
        } else {
            diagnostics.forEach(d -> out.println(d.format()));
        }
    }

    static Map<String, Object> entry(Diagnostic d) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", d.place().file());
        entry.put("line", d.place().line());
        entry.put("column", d.place().column());
        entry.put("severity", d.severity().word());
        entry.put("code", d.code());
        entry.put("message", d.message());
        entry.put("hint", d.hint());
        return entry;
    }
}
