package dev.protosieve.engine.assist;

import dev.protosieve.engine.text.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What may be written at the caret.
 *
 * @param typed the beginning of it that is there already, and that the choice takes the place of
 * @param all those that what is typed leaves, the likeliest first
 */
public record Proposals(Span typed, List<Proposal> all) {

    public static final Proposals NONE = new Proposals(Span.NONE, List.of());

    public Proposals {
        all = List.copyOf(all);
    }

    /** Keeps what fits to the letters, those that begin with them first; the order among equals stays. */
    static Proposals fitting(Span typed, String letters, List<Proposal> all) {
        return new Proposals(typed, all.stream().filter(p -> rank(p.name(), letters) < NOT)
                .sorted(Comparator.comparingInt(p -> rank(p.name(), letters))).toList());
    }

    private static final int NOT = 9;

    private static int rank(String name, String letters) {
        String small = letters.toLowerCase(Locale.ROOT);
        String in = name.toLowerCase(Locale.ROOT);
        if (name.startsWith(letters)) {
            return 0;
        }
        if (in.startsWith(small)) {
            return 1;
        }
        if (in.contains("." + small) || in.contains("_" + small)) {
            return 2;
        }
        return in.contains(small) ? 3 : initials(in).startsWith(small) ? 4 : NOT;
    }

    private static String initials(String name) {
        StringBuilder first = new StringBuilder();
        for (String part : name.split("[._]")) {
            first.append(part, 0, Math.min(1, part.length()));
        }
        return first.toString();
    }
}
