package dev.protosieve.app.listing;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.WalkLimits;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A listing as text: rule lines as comments above the instructions they ask for, the step beside each. */
public final class ListingText {

    private static final int TEXT_WIDTH = 44;
    private static final HexFormat HEX = HexFormat.of();

    private ListingText() {
    }

    /** Instructions in the syntax of the kernel's log. */
    public static void assembly(CompiledFilter filter, Listing listing, PrintWriter out) {
        head(filter, out);
        SourceText source = filter.rules().syntax().source();
        @Nullable Origin before = null;
        for (Listing.Row row : listing.rows()) {
            Origin origin = row.origin();
            if (before == null || before.rule() != origin.rule()
                    || !quote(source, before).equals(quote(source, origin))) {
                out.println();
                out.println("; " + quote(source, origin));
            }
            out.println(String.format(Locale.ROOT, "%5d: %-" + TEXT_WIDTH + "s ; %s", row.slot(), row.text(),
                    origin.step()));
            before = origin;
        }
    }

    private static void head(CompiledFilter filter, PrintWriter out) {
        WalkLimits limits = filter.rules().limits();
        out.println("; " + filter.name() + ": " + filter.hook().title());
        out.println("; " + filter.slots() + " instructions, limits: " + limits.bytes() + " bytes, depth "
                + limits.depth());
        for (MapSpec map : filter.maps()) {
            out.println("; map " + map.name() + ": " + map.kind() + ", key " + map.keySize() + ", value "
                    + map.valueSize() + ", entries "
                    + (map.maxEntries() == MapSpec.PER_CPU ? "one a CPU" : map.maxEntries()));
        }
    }

    private static String quote(SourceText source, Origin origin) {
        if (origin.span().length() == 0) {
            return source.name();
        }
        int line = source.line(origin.span().start());
        return source.name() + ":" + line + ": " + source.slice(source.lineSpan(line)).strip();
    }

    /** Which words load maps: a loader has to put the maps' file descriptors there. */
    public static void maps(CompiledFilter filter, PrintWriter out) {
        for (CompiledFilter.Placed placed : filter.code()) {
            placed.insn().namedMap().ifPresent(
                    map -> out.println("word " + placed.slot() + ": map " + filter.maps().get(map).name()));
        }
    }

    /** The 8-byte words as they are loaded, in hex, one a line. */
    public static void raw(Listing listing, PrintWriter out) {
        for (Listing.Row row : listing.rows()) {
            for (int at = 0; at < row.bytes().length; at += Long.BYTES) {
                out.println(HEX.formatHex(row.bytes(), at, at + Long.BYTES));
            }
        }
    }
}
