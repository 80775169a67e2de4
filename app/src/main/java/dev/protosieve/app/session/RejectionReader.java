package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.text.Diagnostic;
import java.util.List;
import java.util.OptionalInt;

/** From the words of a verifier to diagnostics on the rules; total. */
@FunctionalInterface
public interface RejectionReader {

    List<Diagnostic> read(String log, CompiledFilter filter);

    /** The instruction that was refused, as the kernel numbers them, when the log tells. */
    default OptionalInt slot(String log) {
        return OptionalInt.empty();
    }
}
