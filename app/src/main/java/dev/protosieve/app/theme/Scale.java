package dev.protosieve.app.theme;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes every length of a style sheet larger or smaller; hairlines, shares and colours stay. */
record Scale(double factor) {

    /** A property whose value is lengths, and that value. */
    private static final Pattern LENGTHS = Pattern.compile(
            "(-fx-(?:font-size|padding|spacing|hgap|vgap|icon-size|graphic-text-gap|fixed-cell-size|indent|label-padding"
                    + "|(?:min|pref|max)-(?:width|height)|(?:background|border)-radius)\\s*:)([^;}]*)");
    private static final Pattern LENGTH = Pattern.compile("(?<![#\\w.])([0-9]+(?:\\.[0-9]+)?)(px)?(?![\\w.%])");

    String of(String css) {
        if (factor == 1) {
            return css;
        }
        return LENGTHS.matcher(css).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + lengths(m.group(2))));
    }

    private String lengths(String value) {
        return LENGTH.matcher(value).replaceAll(m -> String.format(Locale.ROOT, "%.2fpx",
                Double.parseDouble(m.group(1)) * factor));
    }
}
