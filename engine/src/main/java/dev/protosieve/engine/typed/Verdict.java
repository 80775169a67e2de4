package dev.protosieve.engine.typed;

import java.util.Locale;

/** What happens to a packet. */
public enum Verdict {
    PASS,
    DROP;

    /** The word in rule files and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
