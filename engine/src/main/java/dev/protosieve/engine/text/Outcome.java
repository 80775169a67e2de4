package dev.protosieve.engine.text;

import java.util.List;
import java.util.function.Function;

/** What a stage gives: a value with warnings, or all the errors at once. */
public sealed interface Outcome<T> {

    /** Warnings and notes of a success; errors (and the rest) of a failure. */
    List<Diagnostic> diagnostics();

    record Ok<T>(T value, List<Diagnostic> diagnostics) implements Outcome<T> {
        public Ok {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    record Failed<T>(List<Diagnostic> diagnostics) implements Outcome<T> {
        public Failed {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    static <T> Outcome<T> ok(T value) {
        return new Ok<>(value, List.of());
    }

    /** {@link Ok} when no diagnostic is an error. */
    static <T> Outcome<T> of(T value, List<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(Diagnostic::isError) ? new Failed<>(diagnostics)
                : new Ok<>(value, diagnostics);
    }

    static <T> Outcome<T> failed(Diagnostic diagnostic) {
        return new Failed<>(List.of(diagnostic));
    }

    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Ok<T>(T value, List<Diagnostic> notes) -> new Ok<>(change.apply(value), notes);
            case Failed<T>(List<Diagnostic> errors) -> new Failed<>(errors);
        };
    }
}
