package dev.protosieve.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule file to start from, for a schema that has none yet. */
final class FirstRules {

    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
    private static final Pattern MESSAGE = Pattern.compile("(?m)^\\s*message\\s+(\\w+)");

    private static final Pattern NAMED = Pattern.compile("(?m)^(\\s*(?:schema|import)\\s+)\"([^\"\n]*)\"");

    private FirstRules() {
    }

    /** Rules over the first message of the schema that let everything pass. */
    static String on(Path file, String proto) {
        String code = COMMENT.matcher(proto).replaceAll("");
        Matcher at = PACKAGE.matcher(code);
        String prefix = at.find() ? at.group(1) + "." : "";
        Matcher message = MESSAGE.matcher(code);
        return """
                schema  "%s"
                message %s
                match   udp.dst_port == 9000

                default pass
                """.formatted(file.getFileName(), message.find() ? prefix + message.group(1) : "");
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
