package dev.protosieve.engine.text;

import java.util.Locale;

/** How bad a diagnostic is; only errors stop the pipeline. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /** The word compilers print: {@code error}, {@code warning}, {@code note}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
