package dev.protosieve.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule file names, when the file goes to another folder. */
final class MovedRules {

    private static final Pattern NAMED = Pattern.compile("(?m)^(\\s*(?:schema|import)\\s+)\"([^\"\n]*)\"");

    private MovedRules() {
    }

    /** The rules for another folder: what they name relative to the old one, and would not find any more, gets its full path. */
    static String moved(String rules, Path from, Path to) {
        return NAMED.matcher(rules).replaceAll(m -> {
            Path file = from.resolve(m.group(2)).normalize();
            boolean lost = !m.group(2).isEmpty() && !Files.exists(to.resolve(m.group(2))) && Files.exists(file);
            return Matcher.quoteReplacement(lost ? m.group(1) + '"' + file + '"' : m.group());
        });
    }
}
