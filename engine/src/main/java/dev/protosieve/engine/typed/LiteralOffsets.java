package dev.protosieve.engine.typed;

import java.util.Arrays;
import java.util.Locale;

/** Where the characters of a string literal stand in it (CEL language definition, "String and Bytes Values"). */
final class LiteralOffsets {

    private static final int NONE = -1;

    private final String written;
    private final int[] offsets;
    private int count;

    private LiteralOffsets(String written) {
        this.written = written;
        this.offsets = new int[written.length() + 1];
    }

    /**
     * The offset of each UTF-16 unit of the value, and of its end; nothing for what is no single literal.
     *
     * @param written with its quotes and the letters in front of them
     */
    static int[] of(String written) {
        int quote = 0;
        while (quote < written.length() && CelText.isNamePart(written.charAt(quote))) {
            quote++;
        }
        if (quote == written.length() || !CelText.isQuote(written.charAt(quote))
                || CelText.endOfString(written, quote) != written.length()) {
            return new int[0];
        }
        boolean raw = written.substring(0, quote).toLowerCase(Locale.ROOT).contains("r");
        String mark = written.substring(quote, quote + 1);
        int marks = written.startsWith(mark.repeat(3), quote) && written.length() >= quote + 6 ? 3 : 1;
        return new LiteralOffsets(written).read(quote + marks, written.length() - marks, raw);
    }

    private int[] read(int from, int end, boolean raw) {
        int at = from;
        while (at < end) {
            int length = raw || written.charAt(at) != '\\' ? 1 : escape(at);
            offsets[count++] = at;
            if (length > 1 && isSupplementary(at, length)) {
                offsets[count++] = at;
            }
            at += length;
        }
        offsets[count++] = end;
        return Arrays.copyOf(offsets, count);
    }

    private int escape(int at) {
        return switch (at + 1 < written.length() ? written.charAt(at + 1) : NONE) {
            case 'x', 'X', '0', '1', '2', '3' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private boolean isSupplementary(int at, int length) {
        return length == 10 && at + length <= written.length()
                && Character.isSupplementaryCodePoint(Integer.parseUnsignedInt(written, at + 2, at + length, 16));
    }
}
