package dev.protosieve.engine.verdict;

import dev.protosieve.engine.verdict.Rejection.Whose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The known kinds of refusal, from {@code rejections.txt}. */
public final class RejectionCatalogue {

    private static final Pattern HEAD = Pattern.compile("^\\[([a-z-]+)\\] ([a-z]+)$");
    /** The conversions of the kernel's printk that its messages use. */
    private static final Pattern CONVERSION = Pattern.compile("%(?:[du]|x|s)");

    private final List<Rejection> rejections;

    private RejectionCatalogue(List<Rejection> rejections) {
        this.rejections = List.copyOf(rejections);
    }

    /** Reads the catalogue that comes with the program. */
    public static RejectionCatalogue load() {
        try (InputStream in = RejectionCatalogue.class.getResourceAsStream("rejections.txt")) {
            if (in == null) {
                throw new IllegalStateException("rejections.txt is not beside its class");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RejectionCatalogue parse(String text) {
        List<Rejection> all = new ArrayList<>();
        for (String block : text.split("\n\n+")) {
            List<String> lines = block.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList();
            if (!lines.isEmpty()) {
                all.add(rejection(lines));
            }
        }
        return new RejectionCatalogue(all);
    }

    private static Rejection rejection(List<String> lines) {
        Matcher head = HEAD.matcher(lines.getFirst());
        if (!head.matches()) {
            throw new IllegalArgumentException("no kind: " + lines.getFirst());
        }
        List<Pattern> patterns = lines.stream().filter(l -> l.startsWith("= ")).map(l -> regex(l.substring(2)))
                .toList();
        return new Rejection(head.group(1), Whose.valueOf(head.group(2).toUpperCase(Locale.ROOT)), patterns,
                value(lines, "why: "), value(lines, "fix: "));
    }

    private static String value(List<String> lines, String key) {
        return lines.stream().filter(l -> l.startsWith(key)).map(l -> l.substring(key.length())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(lines.getFirst() + " lacks " + key));
    }

    /** A printk format to a pattern that finds what it prints. */
    private static Pattern regex(String format) {
        StringBuilder regex = new StringBuilder(format.startsWith("R%d") ? "(?<!\\w)" : "");
        Matcher conversion = CONVERSION.matcher(format);
        int from = 0;
        while (conversion.find()) {
            regex.append(Pattern.quote(format.substring(from, conversion.start()))).append(switch (conversion.group()) {
                case "%s" -> ".*?";
                case "%x" -> "(?:0x)?[0-9a-f]+";
                default -> "-?\\d+";
            });
            from = conversion.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(format.substring(from))).toString());
    }

    public List<Rejection> all() {
        return rejections;
    }

    /** The kind of a line of a log; empty when none fits. */
    public Optional<Rejection> kindOf(String line) {
        return rejections.stream().filter(r -> r.matches(line)).findFirst();
    }
}
