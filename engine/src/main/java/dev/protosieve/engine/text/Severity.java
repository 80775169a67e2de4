package dev.protosieve.engine.text;

/** How bad a diagnostic is; only errors stop the pipeline. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /** The word compilers print: {@code error}, {@code warning}, {@code note}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
