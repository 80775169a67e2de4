package dev.protosieve.engine.typed;

/** What happens to a packet. */
public enum Verdict {
    PASS,
    DROP;

    /** The word in rule files and on the command line. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
