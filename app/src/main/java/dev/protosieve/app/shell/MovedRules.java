package dev.protosieve.app.shell;

import dev.protosieve.app.session.HeaderEdits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule file names, when the file goes to another folder. */
final class MovedRules {

    private static final Pattern NAMED = Pattern.compile("(?m)^(\\s*(?:schema|import)\\s+)\"([^\"\n]+)\"");

    private MovedRules() {
    }

    /** The rules for another folder: what they name relative to the old one, and would not find any more, is named anew. */
    static String moved(String rules, Path from, Path to) {
        return named(rules, name -> {
            Path file = from.resolve(name).normalize();
            boolean lost = !Files.exists(to.resolve(name)) && Files.exists(file);
            return lost ? HeaderEdits.pathIn(to, file) : name;
        });
    }

    /** The rules that get a file for the first time: full paths of what is in its folder become short ones, too. */
    static String settled(String rules, Path from, Path to) {
        return named(moved(rules, from, to), name -> {
            Path file = Path.of(name).normalize();
            return file.isAbsolute() && file.startsWith(to.normalize()) ? HeaderEdits.pathIn(to, file) : name;
        });
    }

    private static String named(String rules, UnaryOperator<String> anew) {
        return NAMED.matcher(rules).replaceAll(
                m -> Matcher.quoteReplacement(m.group(1) + '"' + anew.apply(m.group(2)) + '"'));
    }
}
